// What a person can have, and have erased, of what is kept about them.
#include "app/delivery/file_giver.hpp"
#include "app/keeping.hpp"
#include "app/ledger/eraser.hpp"
#include "app/ledger/operator_acts.hpp"
#include "support/home_scene.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <sstream>

using namespace huzzah;
using namespace huzzah::test;

namespace {

class data_scene : public home_scene {
 public:
  void give_files() {
    delivery::file_giver giver(*store, workspace, clock, with.files);
    while (test::run(io, giver.work())) {
    }
  }
  std::string file(std::string const& name) const {
    for (auto const& [id, one] : workspace.files)
      if (one.name == name) return one.content;
    return {};
  }
  /// How many lines there are of each kind.
  std::map<std::string, int> kinds() const {
    std::map<std::string, int> found;
    std::istringstream lines(file("huzzah-my-data.jsonl"));
    for (std::string line; std::getline(lines, line);)
      ++found[nlohmann::json::parse(line).at("kind").get<std::string>()];
    return found;
  }
  void erase_at_last() {
    ledger::eraser eraser(*store, clock, true);
    REQUIRE(test::run(io, eraser.finish()));
  }
  chat::reply sure(std::string person, std::string word) {
    return tell(submitted(std::move(person), "home.erase", "", {{"word", std::move(word)}})).value().value();
  }
};

}  // namespace

TEST_CASE("/huzzah data gives all that is about a person as two files in their direct message") {
  data_scene s;
  s.say("U2", "<@U1> ++ for the tea #craft", "1.1");
  s.say("U1", "<@U2> <@U3> ++ for =the cake", "1.2");
  s.say("U1", "win: the build is faster", "1.3");
  s.write([&](store::unit_of_work& work) {
    ledger::note_act(work, {"export", "", s.clock.now()});
    ledger::note_act(work, {"export --person", "U2", s.clock.now()});
    return true;
  });
  CHECK(holds(s.huzzah("U1", "data"), "on its way"));
  s.give_files();
  REQUIRE(s.workspace.files.size() == 2);
  for (auto const& [id, one] : s.workspace.files)
    CHECK(one.to == "U1");
  auto const kinds = s.kinds();
  CHECK(kinds.at("person") == 1);
  CHECK(kinds.at("kudos") == 3);
  CHECK(kinds.at("win") == 1);
  CHECK(kinds.at("operator_act") == 1);
  auto const table = s.file("huzzah-my-data.csv");
  CHECK(holds(table, "kind,date,by,to,amount,words,values,taken_back\r\n"));
  CHECK(holds(table, "kudos,2026-11-18T09:00:00Z,U2,U1,1,the tea"));
  CHECK(holds(table, "'=the cake"));
  CHECK(holds(table, "win,2026-11-18T09:00:00Z,U1,,,the build is faster"));
}

TEST_CASE("what a person can't read is not in their data") {
  data_scene s;
  s.workspace.add_channel("C9", "secret").is_private = true;
  s.workspace.members["C9"] = {"U2", "UHUZZAH"};
  auto said = s.posted("U2", "<@U1> ++ for the merger", "5.1");
  said.where.channel = "C9";
  said.channel = chat::channel_kind::private_channel;
  REQUIRE(s.tell(said));
  s.huzzah("U1", "data");
  s.give_files();
  CHECK(s.kinds().at("kudos") == 1);
  CHECK_FALSE(holds(s.file("huzzah-my-data.jsonl"), "merger"));
  CHECK_FALSE(holds(s.file("huzzah-my-data.jsonl"), "C9"));
  CHECK_FALSE(holds(s.file("huzzah-my-data.csv"), "merger"));
}

TEST_CASE("privacy says for how long, what operators did that concerned one, and has the buttons") {
  data_scene s;
  s.write([&](store::unit_of_work& work) {
    ledger::note_act(work, {"export --person", "U1", s.clock.now() - 24h});
    ledger::note_act(work, {"tally", "", s.clock.now() - 24h * 400});
    ledger::note_act(work, {"import", "", s.clock.now()});
    return true;
  });
  auto const said = s.huzzah("U1", "privacy");
  CHECK(holds(said, "17 November 2026: all that is kept about you was copied out."));
  CHECK(holds(said, "18 November 2026: what was said in the past was read"));
  CHECK_FALSE(holds(said, "was counted"));
  CHECK(holds(said, "[My data|home.word|data]"));
  CHECK(holds(said, "[Erase me|home.word|erase]"));
  auto const other = s.huzzah("U2", "privacy");
  CHECK_FALSE(holds(other, "all that is kept about you was copied out"));

  app::keeping chosen;
  auto lines = home::times_in_words(chosen, s.clock.now());
  CHECK(chat::to_plain(lines.front()) == "Words stay until their author takes them back or they are erased.");
  chosen.words = app::kept_for{"2 years", std::chrono::days(730)};
  chosen.backups = 7;
  lines = home::times_in_words(chosen, s.clock.now());
  CHECK(holds(chat::to_plain(lines.front()), "2 years"));
  CHECK(holds(chat::to_plain(lines.back()), "until 25 November 2026"));
}

TEST_CASE("erase me says what goes and what stays, offers the data first, asks twice, and then does it") {
  data_scene s;
  s.say("U2", "<@U1> ++ for the tea", "1.1");
  s.say("U1", "<@U3> ++ for the cake", "1.2");
  s.say("U3", "<@U2> ++ for helping <@U1>", "1.3");
  s.huzzah("U1", "data");
  s.give_files();
  auto const said = s.huzzah("U1", "erase");
  CHECK(holds(said, "What goes"));
  CHECK(holds(said, "What stays"));
  CHECK(holds(said, "[First my data|home.word|data]"));
  CHECK(holds(said, "[Erase me|home.erase|]"));
  CHECK(s.received("U1") == 1);

  REQUIRE(s.tell(s.pressed("U1", "home.erase", "")));
  REQUIRE(s.workspace.forms.size() == 1);
  CHECK(s.workspace.forms.front().action == "home.erase");
  CHECK(s.sure("U1", "no").errors.contains("word"));
  CHECK(s.received("U1") == 1);
  auto const done = s.sure("U1", " Erase ");
  REQUIRE(done.said);
  CHECK(holds(chat::to_plain(done.said->summary), "You are erased"));
  // At once, before any row is gone.
  CHECK_FALSE(holds(s.opened("U3"), "cake"));
  s.erase_at_last();
  s.give_files();
  CHECK(s.workspace.files.empty());
  CHECK(s.received("U1") == 0);
  for (auto const& one : s.records()) {
    CHECK(one.giver != "U1");
    CHECK(one.receiver != "U1");
    CHECK_FALSE(holds(one.reason, "U1"));
  }
}
