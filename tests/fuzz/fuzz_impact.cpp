// Whatever somebody writes, the amounts read out of it are ones that can be, and can be told and added up.
#include "chat/rich_text.hpp"
#include "features/wins/impact.hpp"

#include <cmath>
#include <cstdint>
#include <cstdlib>

namespace {

using namespace huzzah;
using wins::impact;
using wins::impact_kind;
using wins::recurrence;

void require(bool holds) {
  if (!holds) std::abort();
}

void check(impact const& one) {
  require(std::isfinite(one.amount) && one.amount > 0 && one.amount <= 1e12);
  require(!one.unit.empty() && !one.words.empty());
  require((one.kind == impact_kind::duration) == (one.unit == "minutes"));
  require((one.every == recurrence::each) == !one.occasion.empty());
  require(!wins::in_words(one).empty());
  if (auto const month = wins::by_month(one))
    require(std::isfinite(month->amount) && !wins::in_words(*month).empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  auto const text = chat::from_markup(std::string_view(reinterpret_cast<char const*>(data), size));
  auto const impacts = wins::find_impacts(text);
  require(impacts.size() <= 20);
  for (auto const& one : impacts)
    check(one);
  auto const sums = wins::added_up(impacts);
  require(sums.size() <= impacts.size());
  for (auto const& sum : sums)
    require(std::isfinite(sum.amount) && !wins::in_words(sum).empty());
  return 0;
}
