// One entry of "standups".
#include "base/clock.hpp"
#include "base/text.hpp"
#include "bot/cli/text_file.hpp"
#include "bot/config/config_checks.hpp"
#include "bot/config/config_rituals.hpp"
#include "bot/config/prompt_packs.hpp"
#include "calendar/holidays.hpp"

#include <array>

namespace huzzah::bot {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t most_members = 500;
constexpr std::size_t most_days_off = 500;

constexpr std::array<std::pair<std::string_view, standups::standup_mode>, 2> modes{
    {{"thread", standups::standup_mode::thread}, {"dm", standups::standup_mode::dm}}};

void read_days(ritual_entry& entry, calendar::weekdays& into) {
  std::string words;
  if (!entry.section.read_words("days", words)) return;
  auto const days = calendar::parse_weekdays(words);
  if (days)
    into = *days;
  else
    entry.wrong("days", days.error().detail);
}

void read_times(ritual_entry& entry, standups::settings& standup) {
  auto right = true;
  for (auto const& [key, into] :
       {std::pair("prompt_at", &standup.prompt_at), std::pair("close_at", &standup.close_at)})
    if (!entry.read_time(key, *into) && !entry.section.left_out(key)) right = false;
  if (!entry.section.left_out("remind_at")) {
    calendar::time_of_day remind{};
    if (entry.read_time("remind_at", remind))
      standup.remind_at = remind;
    else
      right = false;
  }
  if (!right) return;
  auto const from = calendar::to_string(standup.prompt_at);
  auto const until = calendar::to_string(standup.close_at);
  if (standup.close_at <= standup.prompt_at)
    entry.wrong("close_at", until + " is not after prompt_at, " + from,
                "a stand-up is asked and closed on the same day: choose a later time");
  else if (standup.remind_at &&
           (*standup.remind_at <= standup.prompt_at || *standup.remind_at >= standup.close_at))
    entry.wrong("remind_at",
                calendar::to_string(*standup.remind_at) + " is not between prompt_at, " + from +
                    ", and close_at, " + until,
                "choose a time between them, or leave it out: then nobody is reminded");
}

void read_question(ritual_entry& entry, ritual_options const& known, std::string& into) {
  if (entry.section.read("question", into)) {
    into = std::string(base::trim(into));
    if (into.empty()) entry.wrong("question", "is empty", "write the question, or \"pack:general\"");
    if (base::length(into) > longest_question)
      entry.wrong("question", "is longer than 300 characters", "ask one thing in a line or two");
  }
  if (!into.starts_with(standups::pack_prefix)) return;
  auto const name = std::string(base::trim(std::string_view(into).substr(standups::pack_prefix.size())));
  into = std::string(standups::pack_prefix) + name;
  if (known.packs.contains(name)) return;
  std::vector<std::string_view> names;
  std::string all;
  for (auto const& [one, pack] : known.packs) {
    names.push_back(one);
    all += (all.empty() ? "" : ", ") + one;
  }
  auto const meant = base::nearest(base::to_lower(name), names);
  entry.wrong("question", "there is no prompt pack \"" + base::shorten(name, 40) + "\"",
              meant.empty() ? "there are: " + all + "; packs of your own are named in \"prompts\""
                            : "did you mean pack:" + std::string(meant) + "?");
}

/// The dates of a calendar that may still matter: up to where the system's zones reach.
void read_calendar(ritual_entry& entry, std::string const& place, fs::path const& file,
                   std::set<calendar::local_date>& into) {
  constexpr std::size_t largest = 8u << 20;
  auto const text = read_text_file(file, largest);
  if (!text) {
    entry.wrong(place, file.string() + " " + text.error().detail,
                "name an iCalendar file; paths are relative to the configuration's folder");
    return;
  }
  auto const now = std::chrono::floor<std::chrono::days>(base::system_clock().now());
  auto const today = calendar::local_date(now.time_since_epoch());
  auto const last = calendar::local_date(std::chrono::local_days{std::chrono::year{2037} / 12 / 31});
  auto const holidays = calendar::read_holidays(*text, today - std::chrono::days{366}, last);
  if (holidays)
    into.insert(holidays->begin(), holidays->end());
  else
    entry.wrong(place, file.string() + " is no iCalendar file that can be read: " + holidays.error().detail,
                "export it anew as iCalendar (.ics), which begins with BEGIN:VCALENDAR");
}

void read_days_off(ritual_entry& entry, fs::path const& folder, std::set<calendar::local_date>& into) {
  std::vector<std::string> written;
  auto const check = [](std::string& one) {
    one = std::string(base::trim(one));
    auto const is_file = base::to_lower(one).ends_with(".ics");
    auto const date = calendar::parse_date(one);
    if (is_file || date) return problem({}, {});
    return problem({}, "is neither a date nor the name of an .ics file", date.error().detail);
  };
  if (!entry.section.read("days_off", written, most_days_off, check)) return;
  for (std::size_t i = 0; i < written.size(); ++i) {
    if (auto const date = calendar::parse_date(written[i]))
      into.insert(*date);
    else
      read_calendar(entry, "days_off[" + std::to_string(i) + "]", folder / written[i], into);
  }
}

}  // namespace

standups::settings read_standup(ritual_entry& entry, std::set<std::string>& names,
                                ritual_options const& known, fs::path const& folder) {
  standups::settings standup;
  entry.read_name(standup.name, names);
  entry.read_channel(standup.channel);
  entry.read_zone(standup.zone);
  read_days(entry, standup.on.days);
  read_times(entry, standup);
  entry.section.read<standups::standup_mode>("mode", standup.mode, modes);
  entry.section.read("members", standup.members, most_members, check_person);
  read_question(entry, known, standup.question);
  read_days_off(entry, folder, standup.on.off);
  return standup;
}

}  // namespace huzzah::bot
