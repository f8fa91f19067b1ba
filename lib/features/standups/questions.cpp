// In which order a stand-up asks the questions of its pack. A date's question must be the same on every
// machine and after every restart, and nothing is remembered: the order is computed only from the date.
#include "features/standups/standup.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <cstdint>
#include <numeric>

namespace huzzah::standups {

namespace {

using calendar::local_date;
using std::chrono::weeks;

/// Scatters the bits of a number (splitmix64's finish). The standard's distributions differ by library.
std::uint64_t mix(std::uint64_t number) {
  number += 0x9E3779B97F4A7C15u;
  number = (number ^ (number >> 30)) * 0xBF58476D1CE4E5B9u;
  number = (number ^ (number >> 27)) * 0x94D049BB133111EBu;
  return number ^ (number >> 31);
}

std::uint64_t hash(std::string_view text) {
  std::uint64_t sum = 0xCBF29CE484222325u;
  for (auto const c : text)
    sum = (sum ^ static_cast<unsigned char>(c)) * 0x100000001B3u;
  return sum;
}

/// Which of the days in the set it is, counted from a Monday long ago.
std::int64_t number_of(local_date date, calendar::weekdays days) {
  if (days.empty()) days = calendar::weekdays::working_week();
  constexpr auto beginning = local_date(std::chrono::year(1970) / std::chrono::January / 5);
  auto const monday = calendar::week_start(date);
  std::int64_t in_week = 0;
  std::int64_t before = 0;
  for (auto day = monday; day < monday + weeks(1); day += std::chrono::days(1)) {
    in_week += days.contains(day) ? 1 : 0;
    before += days.contains(day) && day < date ? 1 : 0;
  }
  return (monday - beginning) / weeks(1) * in_week + before;
}

using order = std::vector<std::size_t>;

order shuffled(std::size_t size, std::uint64_t seed) {
  order places(size);
  std::iota(places.begin(), places.end(), 0u);
  for (auto i = size; i > 1; --i) {
    seed = mix(seed);
    std::swap(places[i - 1], places[seed % i]);
  }
  return places;
}

/// The order of one round. What ended the last round must not begin this one: such questions change places
/// with ones from the middle, which leaves this round's own end as it is, so that no round depends on all
/// before it.
order order_of(std::size_t size, std::uint64_t seed, std::int64_t round) {
  if (size < 3) return shuffled(size, seed);  // two questions can only take turns
  auto const end_size = size / 3;
  auto places = shuffled(size, seed ^ mix(static_cast<std::uint64_t>(round)));
  auto const before = shuffled(size, seed ^ mix(static_cast<std::uint64_t>(round - 1)));
  auto const is_fresh = [&](std::size_t question) {
    return std::find(before.end() - static_cast<std::ptrdiff_t>(end_size), before.end(), question) ==
           before.end();
  };
  auto spare = end_size;
  for (std::size_t i = 0; i < end_size; ++i) {
    if (is_fresh(places[i])) continue;
    while (!is_fresh(places[spare]))
      ++spare;  // never into the end: a third of the questions is too few to fill the middle
    std::swap(places[i], places[spare++]);
  }
  return places;
}

}  // namespace

std::string const& question_of(prompt_pack const& pack, std::string_view name, local_date date,
                               calendar::weekdays days) {
  auto const size = static_cast<std::int64_t>(pack.questions.size());
  auto const number = number_of(date, days);
  auto const place = (number % size + size) % size;
  auto const round = (number - place) / size;
  auto const places = order_of(pack.questions.size(), hash(base::to_lower(name)), round);
  return pack.questions.at(places[static_cast<std::size_t>(place)]);
}

}  // namespace huzzah::standups
