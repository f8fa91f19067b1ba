// Stand-ups, digests and prompt packs of the configuration, and what can be wrong with them.
#include "bot/config/config.hpp"
#include "support/bot_fixtures.hpp"
#include "support/rituals.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <set>

using namespace huzzah;
using namespace huzzah::bot::config;
using namespace huzzah::bot::test;
using nlohmann::json;

namespace {

readout reading_of(json const& settings, std::string const& name = "huzzah.json") {
  return parse(settings.dump(), name, tokens::needed, both_tokens());
}

json standup(json const& more = json::object()) {
  json entry{{"name", "core"}, {"channel", "#wins"}, {"time_zone", "Europe/Berlin"}};
  entry.update(more);
  return entry;
}

json digest(json const& more = json::object()) {
  json entry{{"name", "weekly"}, {"channel", "#general"}, {"time_zone", "Europe/Berlin"}};
  entry.update(more);
  return entry;
}

huzzah::test::ritual_options rituals_of(json const& settings, std::string const& name = "huzzah.json") {
  auto const reading = reading_of(settings, name);
  INFO(text(reading.wrong));
  INFO(text(reading.faulty_rituals));
  REQUIRE(reading.settings);
  CHECK(reading.faulty_rituals.empty());
  return huzzah::test::ritual_options(reading.settings->sections);
}

constexpr auto calendar_text =
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//a house//days off//EN\r\nBEGIN:VEVENT\r\nUID:1@example\r\n"
    "DTSTAMP:20200101T000000Z\r\nDTSTART;VALUE=DATE:20201225\r\nRRULE:FREQ=YEARLY\r\nSUMMARY:A holiday\r\n"
    "END:VEVENT\r\nEND:VCALENDAR\r\n";

calendar::local_date day(int year, unsigned month, unsigned number) {
  return std::chrono::local_days{std::chrono::year{year} / std::chrono::month{month} /
                                 std::chrono::day{number}};
}

}  // namespace

TEST_CASE("a stand-up needs a name, a channel and a zone, and has defaults for the rest") {
  auto const read = rituals_of({{"standups", {standup()}}});
  REQUIRE(read.standups.size() == 1);
  standups::settings wanted;
  wanted.name = "core";
  wanted.channel = "#wins";
  wanted.zone = calendar::time_zone::find("Europe/Berlin").value();
  CHECK(read.standups.front() == wanted);
}

TEST_CASE("everything of a stand-up that can be set is read") {
  folder const home;
  home.write("days.ICS", calendar_text);
  auto const file = (home / "huzzah.json").string();
  auto const read =
      rituals_of({{"standups",
                   {{{"name", " Night shift "},
                     {"channel", "Wins"},
                     {"time_zone", "Asia/Tokyo"},
                     {"days", {"mon", "Thursday"}},
                     {"prompt_at", "8:05"},
                     {"remind_at", "10:00"},
                     {"close_at", "17:30"},
                     {"mode", "dm"},
                     {"members", {"U1", "W2"}},
                     {"question", "What made you smile?"},
                     {"days_off", {"2026-12-24", "days.ICS"}}},
                    standup({{"channel", "C0123ABC"}, {"days", "sat-sun"}, {"remind_at", nullptr}})}}},
                 file);
  REQUIRE(read.standups.size() == 2);
  auto const& night = read.standups[0];
  CHECK(night.name == "Night shift");
  CHECK(night.channel == "#wins");
  CHECK(night.zone.name() == "Asia/Tokyo");
  CHECK(night.on.days == calendar::weekdays{std::chrono::Monday, std::chrono::Thursday});
  CHECK(night.prompt_at == std::chrono::minutes{8 * 60 + 5});
  CHECK(night.remind_at == std::chrono::minutes{10 * 60});
  CHECK(night.close_at == std::chrono::minutes{17 * 60 + 30});
  CHECK(night.mode == standups::standup_mode::dm);
  CHECK(night.members == std::vector<std::string>{"U1", "W2"});
  CHECK(night.question == "What made you smile?");
  for (auto const off : {day(2026, 12, 24), day(2030, 12, 25), day(2037, 12, 25)})
    CHECK_MESSAGE(night.on.off.contains(off), calendar::to_string(off));
  CHECK_FALSE(night.on.off.contains(day(2020, 12, 25)));
  CHECK(read.standups[1].channel == "C0123ABC");
  CHECK(read.standups[1].on.days == calendar::weekdays{std::chrono::Saturday, std::chrono::Sunday});
  CHECK_FALSE(read.standups[1].remind_at);
}

TEST_CASE("everything of a digest that can be set is read") {
  auto const read = rituals_of({{"digests",
                                 {digest(),
                                  {{"name", "month"},
                                   {"channel", "#all"},
                                   {"time_zone", "America/New_York"},
                                   {"day", "mon"},
                                   {"at", "10:15"},
                                   {"period", "month"},
                                   {"sections", {"board", "shoutouts"}},
                                   {"when_empty", "nothing"},
                                   {"ping", false},
                                   {"picture", false}}}}});
  REQUIRE(read.digests.size() == 2);
  digests::settings wanted;
  wanted.name = "weekly";
  wanted.channel = "#general";
  wanted.zone = calendar::time_zone::find("Europe/Berlin").value();
  CHECK(read.digests[0] == wanted);
  auto const& month = read.digests[1];
  CHECK(month.day == std::chrono::Monday);
  CHECK(month.at == std::chrono::minutes{10 * 60 + 15});
  CHECK(month.period == digests::digest_period::month);
  CHECK(month.sections == std::vector{digests::digest_section::shoutouts, digests::digest_section::board});
  CHECK(month.when_empty == digests::empty_digest::nothing);
  CHECK_FALSE(month.ping);
  CHECK_FALSE(month.picture);
}

TEST_CASE("what is wrong with a ritual is said where it stands, with a way to mend it") {
  folder const home;
  home.write("none.ics", "these are no holidays");
  auto const file = (home / "huzzah.json").string();
  struct example {
    json changed;
    std::string begins;
    std::string holds;
  };
  for (auto const& [changed, begins, holds] : std::initializer_list<example>{
           {{{"name", ""}}, "standups[1].name: is missing", "such as"},
           {{{"name", "a\nb"}}, "standups[1].name: must be one line", ""},
           {{{"name", "FIRST"}}, "standups[1].name: another one is called \"FIRST\"", "choose another"},
           {{{"name", 7}}, "standups[1].name: must be text", ""},
           {{{"channel", ""}}, "standups[1].channel: is missing", "#wins"},
           {{{"channel", "# wins !"}}, "standups[1].channel: is no channel's name", "#wins"},
           {{{"time_zone", "Europe/Berlim"}}, "standups[1].time_zone: ", "Europe/Berlin"},
           {{{"time_zone", "CEST+9"}}, "standups[1].time_zone: ", "IANA"},
           {{{"days", {"mon", "funday"}}}, "standups[1].days: ", ""},
           {{{"days", json::array()}}, "standups[1].days: ", ""},
           {{{"days", 5}}, "standups[1].days: must be text in quotes, or a list", ""},
           {{{"prompt_at", "25:00"}}, "standups[1].prompt_at: ", ""},
           {{{"prompt_at", 930}}, "standups[1].prompt_at: must be text", ""},
           {{{"close_at", "9:30"}}, "standups[1].close_at: 09:30 is not after prompt_at, 09:30", "later"},
           {{{"close_at", "8:00"}}, "standups[1].close_at: 08:00 is not after prompt_at", "same day"},
           {{{"remind_at", "16:30"}}, "standups[1].remind_at: 16:30 is not between", "leave it out"},
           {{{"remind_at", "noon"}}, "standups[1].remind_at: ", ""},
           {{{"mode", "threads"}}, "standups[1].mode: must be one of thread, dm", "did you mean thread?"},
           {{{"members", {"U1", "ada"}}}, "standups[1].members[1]: is no member's ID", "profile"},
           {{{"question", ""}}, "standups[1].question: is empty", ""},
           {{{"question", "pack:enginering"}},
            "standups[1].question: there is no prompt pack",
            "pack:engineering"},
           {{{"question", "pack:zzzzzzzzzzzz"}},
            "standups[1].question: there is no prompt pack",
            "there are:"},
           {{{"days_off", {"2026-02-30"}}}, "standups[1].days_off[0]: is neither a date nor", ""},
           {{{"days_off", {"gone.ics"}}}, "standups[1].days_off[0]: ", "can't be read (No such file"},
           {{{"days_off", {"2026-12-24", "none.ics"}}}, "standups[1].days_off[1]: ", "is no iCalendar file"},
           {{{"promt_at", "9:00"}}, "standups[1].promt_at: unknown key", "did you mean prompt_at?"},
       }) {
    auto const reading = reading_of({{"standups", {standup({{"name", "first"}}), standup(changed)}}}, file);
    CAPTURE(changed.dump());
    REQUIRE(reading.settings);
    REQUIRE(reading.faulty_rituals.size() == 1);
    auto const said = to_string(reading.faulty_rituals.front());
    CAPTURE(said);
    CHECK(said.starts_with(begins));
    CHECK(said.find(holds) != std::string::npos);
    REQUIRE(huzzah::test::ritual_options(reading.settings->sections).standups.size() == 1);
    CHECK(huzzah::test::ritual_options(reading.settings->sections).standups[0].name == "first");
  }
}

TEST_CASE("what is wrong with a digest keeps it alone from being posted") {
  struct example {
    json changed;
    std::string begins;
  };
  for (auto const& [changed, begins] : std::initializer_list<example>{
           {{{"name", "First"}}, "digests[1].name: another one is called"},
           {{{"channel", nullptr}}, "digests[1].channel: is missing"},
           {{{"time_zone", ""}}, "digests[1].time_zone: "},
           {{{"day", "Fryday"}}, "digests[1].day: is no day of the week"},
           {{{"at", "4pm"}}, "digests[1].at: "},
           {{{"period", "year"}}, "digests[1].period: must be one of week, two_weeks, month"},
           {{{"sections", {"shoutouts", "winz"}}}, "digests[1].sections[1]: must be one of"},
           {{{"sections", json::array()}}, "digests[1].sections: must name at least one"},
           {{{"when_empty", "cry"}}, "digests[1].when_empty: must be one of encourage, nothing"},
           {{{"ping", 1}}, "digests[1].ping: must be true or false"},
           {{{"pictures", true}}, "digests[1].pictures: unknown key; did you mean picture?"},
       }) {
    auto const reading = reading_of({{"digests", {digest({{"name", "first"}}), digest(changed)}}});
    CAPTURE(changed.dump());
    REQUIRE(reading.settings);
    REQUIRE(huzzah::test::ritual_options(reading.settings->sections).digests.size() == 1);
    CHECK(huzzah::test::ritual_options(reading.settings->sections).digests[0].name == "first");
    auto const said = lines(reading.faulty_rituals);
    REQUIRE(!said.empty());
    CAPTURE(said.front());
    CHECK(said.front().starts_with(begins));
  }
}

TEST_CASE("all that is missing is said at once") {
  auto const said = lines(reading_of({{"standups", {json::object()}}}).faulty_rituals);
  REQUIRE(said.size() == 3);
  CHECK(said[0].starts_with("standups[0].name: is missing"));
  CHECK(said[1].starts_with("standups[0].channel: is missing"));
  CHECK(said[2].starts_with("standups[0].time_zone: is missing"));
}

TEST_CASE("what is no list of objects has to be mended before anything starts") {
  CHECK(text(reading_of({{"standups", json::object()}}).wrong) ==
        "standups: must be a list of objects in [ ], got an object\n");
  CHECK(text(reading_of({{"digests", {"weekly"}}}).wrong) ==
        "digests[0]: must be an object in { }, got \"weekly\"\n");
}

TEST_CASE("a stand-up and a digest may share a name") {
  auto const read =
      rituals_of({{"standups", {standup({{"name", "core"}})}}, {"digests", {digest({{"name", "core"}})}}});
  CHECK(read.standups.size() == 1);
  CHECK(read.digests.size() == 1);
}

TEST_CASE("six packs of a dozen questions and more come with Huzzah, one for each discipline") {
  std::set<std::string> names;
  for (auto const& [name, pack] : standups::built_in_packs()) {
    CAPTURE(name);
    names.insert(name);
    CHECK(pack.name == name);
    CHECK(pack.questions.size() >= 12);
  }
  CHECK(names ==
        std::set<std::string>{"engineering", "general", "management", "marketing", "sales", "support"});
}

TEST_CASE("a house has packs of its own, beside ours or in the place of one") {
  folder const home;
  home.write("design.json",
             R"({"name": "design", "for": "designers", "questions": ["What did you simplify?"]})");
  home.write("general.json", R"({"name": "general", "questions": ["What went well?"]} // ours)");
  auto const read = rituals_of(
      {{"prompts", {"design.json", "general.json"}}, {"standups", {standup({{"question", "pack:design"}})}}},
      (home / "huzzah.json").string());
  CHECK(read.packs.at("design").questions == std::vector<std::string>{"What did you simplify?"});
  CHECK(read.packs.at("general").questions == std::vector<std::string>{"What went well?"});
  CHECK(read.packs.contains("engineering"));
}

TEST_CASE("a pack that can't be read is named, and so is who asked for it") {
  folder const home;
  home.write("empty.json", R"({"name": "empty", "questions": []})");
  home.write("broken.json", "{");
  home.write("twice.json", R"({"name": "good", "questions": ["a?"]})");
  home.write("good.json", R"({"name": "good", "questions": ["b?"]})");
  auto const reading =
      reading_of({{"prompts", {"gone.json", "empty.json", "broken.json", "good.json", "twice.json"}},
                  {"standups", {standup({{"question", "pack:empty"}}), standup({{"name", "fine"}})}}},
                 (home / "huzzah.json").string());
  auto const said = lines(reading.faulty_rituals);
  CAPTURE(text(reading.faulty_rituals));
  REQUIRE(said.size() == 5);
  for (auto const& [line, part] :
       {std::pair(0, "prompts[0]: "), std::pair(1, "empty.json).questions: has no question"),
        std::pair(2, "broken.json): can't be read at line 1"),
        std::pair(3, "prompts[4]: another file has a pack called \"good\""),
        std::pair(4, "standups[0].question: there is no prompt pack \"empty\"")})
    CHECK_MESSAGE(said[static_cast<std::size_t>(line)].find(part) != std::string::npos, part);
  REQUIRE(reading.settings);
  REQUIRE(huzzah::test::ritual_options(reading.settings->sections).standups.size() == 1);
  CHECK(huzzah::test::ritual_options(reading.settings->sections).standups[0].name == "fine");
  CHECK(huzzah::test::ritual_options(reading.settings->sections).packs.at("good").questions.front() == "b?");
}
