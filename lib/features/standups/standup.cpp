#include "features/standups/standup.hpp"

#include <algorithm>
#include <array>
#include <tuple>

namespace huzzah::standups {

namespace {

using namespace std::chrono_literals;
using calendar::local_date;
using std::chrono::days;

constexpr std::array all_steps = {standup_step::prompt, standup_step::remind, standup_step::close};

/// What the clocks show furthest east (Kiritimati), before UTC.
constexpr auto first_offset = 14h;
/// No step lies further from its date in UTC than this.
constexpr days margin{2};

std::optional<base::time_point> instant_of(settings const& standup, local_date date, standup_step step) {
  switch (step) {
    case standup_step::prompt:
      if (standup.mode == standup_mode::dm)
        return base::time_point(date.time_since_epoch() + standup.prompt_at - first_offset);
      return calendar::instant_of(date, standup.prompt_at, standup.zone);
    case standup_step::remind:
      if (!standup.remind_at) return std::nullopt;
      return calendar::instant_of(date, *standup.remind_at, standup.zone);
    case standup_step::close:
      break;
  }
  return calendar::instant_of(date, standup.close_at, standup.zone);
}

/// The steps of the dates from `first` to `last` that `wanted` accepts, in order of time.
template <class Wanted>
std::vector<due_step> steps_of(settings const& standup, local_date first, local_date last, Wanted wanted) {
  std::vector<due_step> steps;
  for (auto date = first; date <= last; date += days(1)) {
    if (!standup.on.includes(date) || !calendar::exists(date, standup.zone)) continue;
    for (auto const step : all_steps)
      if (auto const at = instant_of(standup, date, step); at && wanted(*at))
        steps.push_back({step, date, *at});
  }
  std::sort(steps.begin(), steps.end(), [](due_step const& a, due_step const& b) {
    return std::tie(a.at, a.date, a.step) < std::tie(b.at, b.date, b.step);
  });
  return steps;
}

}  // namespace

std::string_view to_string(standup_step step) {
  if (step == standup_step::prompt) return "prompt";
  return step == standup_step::remind ? "remind" : "close";
}

base::duration grace(standup_step step) {
  if (step == standup_step::prompt) return 2h;
  return step == standup_step::remind ? base::duration(5min) : base::duration(12h);
}

base::duration grace(settings const& standup, due_step const& due) {
  if (standup.mode != standup_mode::dm || due.step != standup_step::prompt) return grace(due.step);
  auto const close = calendar::instant_of(due.date, standup.close_at, standup.zone);
  return std::max(grace(due.step), close - due.at);
}

std::vector<due_step> steps_between(settings const& standup, base::time_point after, base::time_point until) {
  if (until <= after) return {};
  return steps_of(standup, standup.zone.date_of(after) - margin, standup.zone.date_of(until) + margin,
                  [&](base::time_point at) { return at > after && at <= until; });
}

std::optional<due_step> next_step(settings const& standup, base::time_point moment) {
  auto const today = standup.zone.date_of(moment);
  // A few days at a time: the next step is mostly close by. The dates looked at overlap, because a round of
  // one date may open before that of the date before it closes.
  for (auto ahead = days(0); ahead <= days(366); ahead += days(7)) {
    auto const steps = steps_of(standup, today + ahead - margin, today + ahead + days(7) + margin,
                                [&](base::time_point at) { return at > moment; });
    if (!steps.empty()) return steps.front();
  }
  return std::nullopt;
}

base::time_point asked_at(settings const& standup, local_date date, calendar::time_zone const& members_zone) {
  return calendar::instant_of(date, standup.prompt_at, members_zone);
}

calendar::workdays working_days(std::vector<settings> const& standups) {
  if (standups.empty()) return {};
  calendar::workdays all;
  all.days = {};
  for (auto const& one : standups) {
    for (unsigned day = 0; day < 7; ++day)
      if (one.on.days.contains(std::chrono::weekday(day))) all.days.add(std::chrono::weekday(day));
    all.off.insert(one.on.off.begin(), one.on.off.end());
  }
  return all;
}

}  // namespace huzzah::standups
