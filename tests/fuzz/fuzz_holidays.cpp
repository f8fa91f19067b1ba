// Whatever a file holds, reading its holidays ends soon, with days that were asked for or with a reason, and
// libical neither ends the process nor writes to the terminal.
#include "calendar/holidays.hpp"

#include <cstdint>
#include <cstdlib>
#include <string>

namespace {

using namespace huzzah;

void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  auto const from = calendar::local_date(std::chrono::year(2026) / 1 / 1);
  auto const until = calendar::local_date(std::chrono::year(2027) / 12 / 31);
  std::string const lines(reinterpret_cast<char const*>(data), size);
  // Most of what is made up is no calendar; inside of one it gets further.
  auto const event = "BEGIN:VCALENDAR\nBEGIN:VEVENT\n" + lines + "\nEND:VEVENT\nEND:VCALENDAR\n";
  for (auto const& text : {lines, event}) {
    auto const days = calendar::read_holidays(text, from, until);
    if (!days) {
      require(days.error().code == errc::invalid_input && !days.error().detail.empty());
      continue;
    }
    for (auto const day : *days)
      require(day >= from && day <= until);
  }
  return 0;
}
