#include "support/moment.hpp"
#include "support/scene.hpp"

#include "app/delivery/outbox.hpp"
#include "app/ledger/win_views.hpp"
#include "app/people/forgotten.hpp"
#include "app/people/people.hpp"
#include "features/imports/import.hpp"

#include <doctest/doctest.h>

using namespace huzzah;
using test::scene;

namespace {

chat::person somebody(std::string id, std::string name, std::string zone = "Etc/UTC") {
  chat::person one;
  one.id = std::move(id);
  one.name = std::move(name);
  one.time_zone = std::move(zone);
  return one;
}

/// A scene whose past is told: U1 (Ada, New York), U2 (Bruno, who has left), U3 (Chiara), U9 a robot.
class past_scene : public scene {
 public:
  explicit past_scene(imports::options chosen = {}) : scene(chosen.kudos), options(std::move(chosen)) {
    for (auto const& one : {somebody("U1", "Ada", "America/New_York"), somebody("U2", "Bruno"),
                            somebody("U3", "Chiara"), somebody("U9", "Robot")})
      people.emplace(one.id, one);
    people.at("U2").is_deactivated = true;
    people.at("U9").is_bot = true;
  }

  /// What is said of a message by an export; `edited_at` is the epoch where it was never edited.
  imports::outcome import(std::vector<chat::message_posted> const& said, base::time_point edited_at = {}) {
    imports::reader reader(options, people);
    imports::outcome all;
    std::vector<imports::item> items;
    for (auto const& one : said)
      if (auto item = reader.read(one, edited_at, all)) items.push_back(std::move(*item));
    return record(items, all);
  }

  imports::outcome import_reaction(std::string person, std::string author, std::string timestamp) {
    imports::reader reader(options, people);
    imports::outcome all;
    std::vector<imports::item> items;
    imports::reaction const reaction{std::move(person), "trophy"};
    if (auto item = reader.read(at(std::move(timestamp)), author, clock.now(), reaction, all))
      items.push_back(std::move(*item));
    return record(items, all);
  }

  std::vector<ledger::win_view> wins_of(std::string const& person) {
    return read([&](store::reader& from) { return ledger::wins_of(from, "T1", person, 10); });
  }
  bool has_words_to_say() {
    return write([](store::unit_of_work& work) {
      return !delivery::outbox(work).due("T1", base::time_point::max() - std::chrono::hours{1}, 1).empty();
    });
  }

  imports::options options;
  imports::reader::known_people people;
  std::vector<imports::sample> samples;

 private:
  imports::outcome record(std::vector<imports::item> const& items, imports::outcome all) {
    all += write([&](store::unit_of_work& work) {
      return imports::record(work, items, options, people, samples, 100);
    });
    return all;
  }
};

}  // namespace

TEST_CASE("kudos of the past are recorded, and nobody is told") {
  past_scene s;
  auto const done = s.import({s.posted("U1", "<@U2> <@U3> ++ for the docs #craft", "5.1")});
  CHECK(done.kudos == 2);
  CHECK(done.refused.empty());
  auto const records = s.records();
  REQUIRE(records.size() == 2);
  CHECK(records[0].receiver == "U2");
  CHECK(records[0].receiver_name == "Bruno");
  CHECK(records[0].reason == "the docs");
  CHECK(records[0].values == std::vector<std::string>{"craft"});
  CHECK_FALSE(s.has_words_to_say());
  REQUIRE(s.samples.size() == 2);
  CHECK(s.samples[1].receiver == "U3");
}

TEST_CASE("the past is on the giver's own day") {
  past_scene s;
  auto said = s.posted("U1", "<@U3> ++", "5.1");
  said.at = test::moment("2025-03-02T03:00:00Z");
  s.import({said});
  CHECK(s.records()[0].given_on == calendar::parse_date("2025-03-01").value());
  CHECK(s.records()[0].given_at == said.at);
}

TEST_CASE("importing again, or what was seen live, changes nothing") {
  past_scene s;
  auto const seen = s.posted("U1", "<@U2> ++ live", "5.1");
  REQUIRE(s.tell(seen));
  auto const missed = s.posted("U1", "<@U3> ++ missed", "5.2");
  auto const first = s.import({seen, missed});
  CHECK(first.kudos == 1);
  CHECK(first.known == 1);
  auto const second = s.import({seen, missed});
  CHECK(second.kudos == 0);
  CHECK(second.known == 2);
  REQUIRE(s.tell(missed));  // the other way round
  CHECK(s.given("U1") == 2);
}

TEST_CASE("of an edited message the newest version counts, whoever knew it first") {
  past_scene s;
  auto const original = s.posted("U1", "<@U2> ++ for the test", "5.1");
  auto const edit = s.edited(original, "<@U3> ++ for the test");
  auto now = original;
  now.text = edit.text;
  s.import({original});
  auto const newer = s.import({now}, edit.edited_at);
  CHECK(newer.kudos == 1);
  CHECK(newer.changed == 1);
  CHECK(s.received("U2") == 0);
  CHECK(s.import({original}).known == 1);
  REQUIRE(s.tell(edit));
  CHECK(s.received("U3") == 1);
}

TEST_CASE("the past brings nobody back who was forgotten, and what is said later is new") {
  past_scene s;
  auto const of_them = s.posted("U1", "<@U2> <@U3> ++ for the docs", "5.1");
  auto const by_them = s.posted("U2", "<@U3> ++", "5.2");
  auto const about_them = s.posted("U1", "<@U3> ++ for helping <@U2>", "5.3");
  auto const their_win = s.posted("U2", "win: closed the deal", "5.4");
  auto const a_win = s.posted("U3", "win: closed the deal with <@U2>", "5.5");
  s.clock.advance(std::chrono::hours{1});
  s.write([&](store::unit_of_work& work) {
    people::forgotten_people(work).add("U2", s.clock.now());
    return true;
  });
  auto const done = s.import({of_them, by_them, about_them, their_win, a_win});
  CHECK(done.kudos == 2);
  CHECK(done.wins == 1);
  CHECK(done.forgotten == 3);
  CHECK(s.received("U2") == 0);
  CHECK(s.given("U2") == 0);
  CHECK(s.received("U3") == 2);
  auto const records = s.records();
  REQUIRE(records.size() == 2);
  CHECK(records[1].reason == "helping a teammate");
  CHECK(s.wins_of("U3").at(0).text == "closed the deal with a teammate");
  CHECK(s.write([](store::unit_of_work& work) { return people::people(work).name_of("T1", "U2"); }).empty());

  s.clock.advance(std::chrono::seconds{1});
  REQUIRE(s.tell(s.posted("U1", "<@U2> ++ welcome back", "6.1")));
  CHECK(s.import({s.posted("U2", "<@U3> ++ for the welcome", "6.2")}).kudos == 1);
  CHECK(s.received("U2") == 1);
  CHECK(s.given("U2") == 1);
}

TEST_CASE("an edit that took the kudos away is only news where they were known") {
  past_scene s;
  auto const said = s.posted("U1", "<@U2> ++", "5.1");
  auto const later = s.clock.now() + std::chrono::hours{1};
  auto nothing = said;
  nothing.text = chat::from_markup("never mind");
  CHECK(s.import({nothing}, later).changed == 0);
  s.import({said});
  CHECK(s.received("U2") == 1);  // the edit left no trace, since there was nothing to keep out
  CHECK(s.import({nothing}, later).changed == 1);
  CHECK(s.received("U2") == 0);
  CHECK(s.import({said}).known == 1);
}

TEST_CASE("what was deleted or taken back stays so") {
  past_scene s;
  auto const said = s.posted("U1", "<@U2> ++", "5.1");
  REQUIRE(s.tell(said));
  REQUIRE(s.tell(s.deleted(said)));
  CHECK(s.import({said}).known == 1);
  REQUIRE(s.tell(s.reaction("U1", "6.1", true)));
  REQUIRE(s.tell(s.reaction("U1", "6.1", false)));
  CHECK(s.import_reaction("U1", "U2", "6.1").known == 1);
  CHECK(s.given("U1") == 0);
}

TEST_CASE("a reaction gives one to the message's author") {
  past_scene s;
  CHECK(s.import_reaction("U1", "U2", "6.1").reactions == 1);
  CHECK(s.import_reaction("U1", "U2", "6.1").known == 1);
  CHECK(s.received("U2") == 1);
  CHECK(s.import_reaction("U2", "U2", "6.1").refused.at(kudos::refusal::self) == 1);
  CHECK(s.import_reaction("U1", "U9", "6.2").refused.at(kudos::refusal::bot) == 1);
  CHECK(s.import_reaction("U9", "U2", "6.1").by_bots == 1);
  CHECK(s.received("U2") == 1);
}

TEST_CASE("what nobody may give was never given") {
  past_scene s;
  auto const done = s.import({s.posted("U1", "<@U1> ++", "5.1"), s.posted("U1", "<@U9> ++", "5.2"),
                              s.posted("U1", "<@U777> ++", "5.3"), s.posted("U1", "<!here> ++", "5.4"),
                              s.posted("U1", "<%S1> ++", "5.5"), s.posted("U9", "<@U1> ++", "5.6")});
  CHECK(done.kudos == 0);
  CHECK(done.refused.at(kudos::refusal::self) == 1);
  CHECK(done.refused.at(kudos::refusal::bot) == 1);
  CHECK(done.refused.at(kudos::refusal::unknown_person) == 1);
  CHECK(done.refused.at(kudos::refusal::broadcast) == 1);
  CHECK(done.to_groups == 1);
  CHECK(done.by_bots == 1);
  CHECK(s.records().empty());
}

TEST_CASE("the past gives nothing to who wants to be left out, and takes nothing that was recorded before") {
  past_scene s;
  CHECK(s.import({s.posted("U1", "<@U2> ++ for the tea", "5.1")}).kudos == 1);
  s.write([](store::unit_of_work& work) { people::people(work).set_left_out("T1", "U2", true); });
  auto const done =
      s.import({s.posted("U1", "<@U2> ++ for the tea", "5.1"), s.posted("U1", "<@U2> ++ for the cake", "5.2"),
                s.posted("U1", "<@U2> <@U3> ++ for the jam", "5.3")});
  CHECK(done.refused.at(kudos::refusal::left_out) == 2);
  CHECK(done.known == 1);
  CHECK(done.kudos == 1);
  CHECK(s.received("U2") == 1);
  CHECK(s.received("U3") == 1);
}

TEST_CASE("the rules of today hold for the past only when they are asked for") {
  imports::options options;
  options.kudos.rules.daily_limit = 1;
  options.kudos.rules.minimum_reason = 5;
  SUBCASE("not asked for") {
    past_scene s(options);
    CHECK(s.import({s.posted("U1", "<@U2> ++", "5.1"), s.posted("U1", "<@U3> ++", "5.2")}).kudos == 2);
  }
  SUBCASE("asked for") {
    options.apply_rules = true;
    past_scene s(options);
    auto const said = {s.posted("U1", "<@U2> ++ ok", "5.1"), s.posted("U1", "<@U2> ++ for the docs", "5.2"),
                       s.posted("U1", "<@U3> ++ for the docs", "5.3")};
    auto const done = s.import(said);
    CHECK(done.kudos == 1);
    CHECK(done.refused.at(kudos::refusal::reason_too_short) == 1);
    CHECK(done.refused.at(kudos::refusal::daily_limit) == 1);
    CHECK(s.received("U2") == 1);
    // What is known of the day is counted, and what is known is not judged again.
    CHECK(s.import(said).known == 2);
  }
}

TEST_CASE("wins of the past have their worth, and the milestones pass in silence") {
  past_scene s;
  auto const said = s.posted("U1", "win: the build takes 10 minutes less", "5.1");
  CHECK(s.import({said}).wins == 1);
  CHECK(s.import({said}).known == 1);
  auto const wins = s.wins_of("U1");
  REQUIRE(wins.size() == 1);
  CHECK(wins[0].shared);
  CHECK(wins[0].impacts.size() == 1);
  CHECK_FALSE(s.has_words_to_say());
  auto unlabelled = said;
  unlabelled.text = chat::from_markup("the build takes longer");
  CHECK(s.import({unlabelled}, s.clock.now() + std::chrono::hours{1}).changed == 1);
  CHECK(s.wins_of("U1").empty());
}

TEST_CASE("whoever the bot knows by name keeps it") {
  past_scene s;
  s.write([](store::unit_of_work& work) {
    people::people(work).upsert("T1", "U3", "Chiara B.", "Europe/Rome");
    return true;
  });
  s.import({s.posted("U1", "<@U3> ++", "5.1")});
  CHECK(s.records()[0].receiver_name == "Chiara B.");
  CHECK(s.records()[0].giver_name == "Ada");
}

TEST_CASE("a glance at a text leaves out no win that the grammar would find") {
  for (auto const* text : {"WIN: we did it", "*Win of the day:* done"})
    CHECK_MESSAGE(imports::reader::may_state_win(text), text);
  for (auto const* text : {"", "i++", "kudos to all", "lunch?", "w", "the wi", "a < b > c"})
    CHECK_FALSE_MESSAGE(imports::reader::may_state_win(text), text);
}
