#include "app/people/calm_choices.hpp"

#include <string_view>

namespace huzzah::people {

namespace {

constexpr auto* hours_name = "hours";
constexpr auto* absence_name = "was_away";
constexpr auto* daily_name = "notes_daily";

std::string switch_of(std::string const& topic) {
  return "send:" + topic;
}

std::string written(working_hours const& hours) {
  std::string days;
  for (unsigned day = 0; day < 7; ++day)
    if (hours.on.days.contains(std::chrono::weekday(day))) days += static_cast<char>('0' + day);
  return calendar::to_string(hours.from) + "-" + calendar::to_string(hours.until) + " " + days;
}

}  // namespace

rhythm rhythm_of(people from, std::string const& workspace, std::string const& person,
                 std::string const& topic) {
  return from.left_out(workspace, person) ? rhythm::never : chosen_rhythm(from, workspace, person, topic);
}

rhythm chosen_rhythm(people from, std::string const& workspace, std::string const& person,
                     std::string const& topic) {
  if (topic != notes_topic)
    return from.setting(workspace, person, switch_of(topic)) == "no" ? rhythm::never : rhythm::at_once;
  if (from.muted(workspace, person)) return rhythm::never;
  return from.setting(workspace, person, daily_name) == "yes" ? rhythm::daily : rhythm::at_once;
}

void set_rhythm(people in, std::string const& workspace, std::string const& person, std::string const& topic,
                rhythm wanted) {
  if (chosen_rhythm(in, workspace, person, topic) == wanted) return;
  if (topic != notes_topic) {
    in.set_setting(workspace, person, switch_of(topic), wanted == rhythm::never ? "no" : "yes");
    return;
  }
  in.set_muted(workspace, person, wanted == rhythm::never);
  in.set_setting(workspace, person, daily_name, wanted == rhythm::daily ? "yes" : "no");
}

std::optional<working_hours> chosen_hours(people from, std::string const& workspace,
                                          std::string const& person) {
  // "09:00-17:00 12345"
  auto const kept = from.setting(workspace, person, hours_name).value_or(std::string());
  auto const dash = kept.find('-');
  auto const blank = kept.find(' ');
  if (dash == std::string::npos || blank == std::string::npos || blank < dash) return std::nullopt;
  auto const begins = calendar::parse_time_of_day(std::string_view(kept).substr(0, dash));
  auto const ends = calendar::parse_time_of_day(std::string_view(kept).substr(dash + 1, blank - dash - 1));
  if (!begins || !ends) return std::nullopt;
  working_hours found;
  found.from = *begins;
  found.until = *ends;
  found.on.days = {};
  for (auto const digit : std::string_view(kept).substr(blank + 1))
    if (digit >= '0' && digit < '7')
      found.on.days.add(std::chrono::weekday(static_cast<unsigned>(digit - '0')));
  if (!found.is_possible()) return std::nullopt;
  return found;
}

void set_hours(people in, std::string const& workspace, std::string const& person,
               std::optional<working_hours> const& chosen) {
  if (!chosen && !in.setting(workspace, person, hours_name)) return;
  in.set_setting(workspace, person, hours_name, chosen ? written(*chosen) : std::string());
}

std::optional<absence> last_absence(people from, std::string const& workspace, std::string const& person) {
  auto const kept = from.setting(workspace, person, absence_name).value_or(std::string());
  auto const slash = kept.find('/');
  if (slash == std::string::npos) return std::nullopt;
  auto const left = calendar::parse_date(std::string_view(kept).substr(0, slash));
  auto const back = calendar::parse_date(std::string_view(kept).substr(slash + 1));
  if (!left || !back) return std::nullopt;
  return absence{*left, *back};
}

void set_last_absence(people in, std::string const& workspace, std::string const& person,
                      absence const& was) {
  in.set_setting(workspace, person, absence_name,
                 calendar::to_string(was.from) + "/" + calendar::to_string(was.back));
}

}  // namespace huzzah::people
