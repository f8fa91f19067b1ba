#include "bot/config/config_rituals.hpp"

#include "base/text.hpp"
#include "bot/config/config_checks.hpp"
#include "bot/config/prompt_packs.hpp"

#include <nlohmann/json.hpp>

#include <array>

namespace huzzah::bot {

namespace {

constexpr std::size_t most_entries = 200;
constexpr std::size_t most_packs = 50;
constexpr std::size_t most_setters = 500;

constexpr std::array<std::pair<std::string_view, digests::digest_period>, 3> periods{
    {{"week", digests::digest_period::week},
     {"two_weeks", digests::digest_period::two_weeks},
     {"month", digests::digest_period::month}}};
constexpr std::array<std::pair<std::string_view, digests::empty_digest>, 2> when_empty{
    {{"encourage", digests::empty_digest::encourage}, {"nothing", digests::empty_digest::nothing}}};
constexpr std::array<std::string_view, 8> section_words{"first_time", "shoutouts", "wins",       "values",
                                                        "streaks",    "breadth",   "comparison", "board"};

void read_packs(json_section& top, std::filesystem::path const& folder, problems& faulty,
                prompt_packs& into) {
  std::vector<std::string> names;
  auto const any = [](std::string& name) {
    return problem({}, name.empty() ? "is empty" : "", name.empty() ? "name a file, or leave it out" : "");
  };
  if (!top.read("prompts", names, most_packs, any)) return;
  prompt_packs own;
  for (std::size_t i = 0; i < names.size(); ++i) {
    auto const pointer = "prompts[" + std::to_string(i) + "]";
    auto pack = read_prompt_pack(folder / names[i], pointer, faulty);
    if (!pack) continue;
    auto const name = pack->name;
    if (!own.emplace(name, std::move(*pack)).second)
      faulty.emplace_back(pointer, "another file has a pack called \"" + name + "\" already",
                          "give each pack a name of its own");
  }
  // A house's own pack takes the place of one of ours that has its name.
  own.merge(std::move(into));
  into = std::move(own);
}

void read_policy(json_section section, schedule::policy& into) {
  using setters = schedule::policy::setters;
  static constexpr std::array<std::pair<std::string_view, setters>, 2> words{
      {{"members", setters::members}, {"admins", setters::admins}}};
  if (std::vector<std::string> people; !section.is_list("allowed_by")) {
    section.read<setters>("allowed_by", into.allowed_by, words);
  } else if (section.read("allowed_by", people, most_setters, check_person)) {
    into.allowed_by = setters::listed;
    into.people = {people.begin(), people.end()};
  }
  section.read("chat_overrides", into.chat_overrides);
}

problem check_section(std::string& word) {
  word = base::to_lower(base::trim(word));
  if (std::find(section_words.begin(), section_words.end(), word) != section_words.end()) return {{}, {}};
  std::string known;
  for (auto const& one : section_words)
    known += (known.empty() ? "" : ", ") + std::string(one);
  auto const meant = base::nearest(word, section_words);
  return {{},
          "must be one of " + known + ", got \"" + base::shorten(word, 40) + "\"",
          meant.empty() ? "" : "did you mean " + std::string(meant) + "?"};
}

}  // namespace

void ritual_entry::read_name(std::string& into, std::set<std::string>& taken) {
  if (!section.left_out("name") && !section.read("name", into)) return;
  if (auto fault = check_ritual_name(into); !fault.message.empty())
    wrong("name", std::move(fault.message), std::move(fault.hint));
  else if (!taken.insert(base::to_lower(into)).second)
    wrong("name", "another one is called \"" + into + "\" already",
          "names differ by more than capital letters: choose another");
}

void ritual_entry::read_channel(std::string& into) {
  if (!section.left_out("channel") && !section.read("channel", into)) return;
  if (auto fault = check_channel(into); !fault.message.empty())
    wrong("channel", std::move(fault.message), std::move(fault.hint));
}

void ritual_entry::read_zone(calendar::time_zone& into) {
  std::string name;
  if (section.left_out("time_zone"))
    wrong("time_zone", "is missing", "name the team's IANA zone, such as \"Europe/Berlin\"");
  else if (section.read("time_zone", name)) {
    if (auto const zone = calendar::time_zone::find(name))
      into = *zone;
    else
      wrong("time_zone", zone.error().detail);
  }
}

bool ritual_entry::read_time(std::string_view key, calendar::time_of_day& into) {
  std::string written;
  if (!section.read(key, written)) return false;
  auto const time = calendar::parse_time_of_day(written);
  if (time) {
    into = *time;
    return true;
  }
  wrong(key, time.error().detail);
  return false;
}

digests::settings read_digest(ritual_entry& entry, std::set<std::string>& names) {
  digests::settings digest;
  auto& section = entry.section;
  entry.read_name(digest.name, names);
  entry.read_channel(digest.channel);
  entry.read_zone(digest.zone);
  if (std::string day; section.read("day", day)) {
    if (auto const known = calendar::weekday_from(day))
      digest.day = *known;
    else
      entry.wrong("day", "is no day of the week", "write one such as \"Friday\"");
  }
  entry.read_time("at", digest.at);
  section.read<digests::digest_period>("period", digest.period, periods);
  if (std::vector<std::string> words; section.read("sections", words, section_words.size(), check_section)) {
    if (words.empty()) entry.wrong("sections", "must name at least one section");
    // Where they stand in a digest is not chosen: two lists of the same sections are the same.
    digest.sections.clear();
    for (auto const& known : section_words)
      if (std::find(words.begin(), words.end(), known) != words.end())
        digest.sections.push_back(*digests::digest_section_from(known));
  }
  section.read<digests::empty_digest>("when_empty", digest.when_empty, when_empty);
  section.read("ping", digest.ping);
  section.read("picture", digest.picture);
  return digest;
}

ritual_options read_rituals(json_section& top, std::filesystem::path const& folder, problems& faulty) {
  ritual_options rituals;
  rituals.packs = built_in_packs();
  read_packs(top, folder, faulty, rituals.packs);
  read_policy(top.section("rituals"), rituals.policy);

  std::set<std::string> standup_names;
  for (auto const& [object, pointer] : top.objects("standups", most_entries)) {
    problems found;
    auto standup = [&, &what = *object, &where = pointer] {
      ritual_entry entry(what, where, found);
      return read_standup(entry, standup_names, rituals, folder);
    }();
    if (found.empty()) rituals.standups.push_back(std::move(standup));
    faulty.insert(faulty.end(), found.begin(), found.end());
  }
  std::set<std::string> digest_names;
  for (auto const& [object, pointer] : top.objects("digests", most_entries)) {
    problems found;
    auto digest = [&, &what = *object, &where = pointer] {
      ritual_entry entry(what, where, found);
      return read_digest(entry, digest_names);
    }();
    if (found.empty()) rituals.digests.push_back(std::move(digest));
    faulty.insert(faulty.end(), found.begin(), found.end());
  }
  return rituals;
}

}  // namespace huzzah::bot
