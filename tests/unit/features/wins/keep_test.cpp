#include "app/ledger/erasure.hpp"
#include "features/wins/actions.hpp"
#include "features/wins/words.hpp"
#include "support/wins_scene.hpp"

#include <doctest/doctest.h>

using namespace huzzah;
using test::says;
using test::wins_scene;

namespace {

chat::shortcut_invoked kept(std::string person, std::string author, std::string words) {
  chat::shortcut_invoked chosen;
  chosen.workspace = "T1";
  chosen.person = std::move(person);
  chosen.name = wins::keep_shortcut;
  chosen.trigger = "trigger-k";
  chosen.where = {"T1", "C1", "12.5"};
  chosen.author = std::move(author);
  chosen.text = chat::from_markup(words);
  chosen.at = test::moment("2026-11-18T09:00:00Z");
  return chosen;
}

chat::reply keep(wins_scene& s, chat::shortcut_invoked const& chosen) {
  return s.tell(chosen).value().value();
}

}  // namespace

TEST_CASE("a message is kept as a private win with its link, once for each person") {
  wins_scene s;
  auto const chosen = kept("U1", "U2", "great catch <@U1|ada>, that saved my day");
  CHECK(says(keep(s, chosen), "Kept, for you only."));
  CHECK(says(keep(s, chosen), "You have kept that one already."));
  REQUIRE(s.wins_of("U1").size() == 1);
  auto const win = s.wins_of("U1").front();
  CHECK_FALSE(win.shared);
  CHECK(win.text.find("that saved my day") != std::string::npos);
  CHECK(win.text.find(s.workspace.link_to({"T1", "C1", "12.5"})) != std::string::npos);
  CHECK(s.shared_wins().empty());
  s.deliver();
  CHECK(s.workspace.posts.empty());
  CHECK(s.workspace.whispers.empty());
  // Another person keeps it for themselves.
  CHECK(says(keep(s, kept("U3", "U2", "great catch <@U1|ada>")), "Kept, for you only."));
  CHECK(s.wins_of("U3").size() == 1);
}

TEST_CASE("what a bot posted, or what has no words, can be kept as well") {
  wins_scene s;
  CHECK(says(keep(s, kept("U1", "", "deployed to production")), "Kept"));
  CHECK(s.wins_of("U1").front().text.find("deployed to production") == 0);
  CHECK(says(keep(s, kept("U2", "", "")), "Kept"));
  CHECK(s.wins_of("U2").front().text.find("A message without words") == 0);
}

TEST_CASE("what was kept can't be shared, as its words may be private where they were said") {
  wins_scene s;
  keep(s, kept("U1", "U2", "the merger is signed"));
  auto const win = std::to_string(s.wins_of("U1").front().id);
  auto const answer = s.tell(s.pressed("U1", "win.share", win)).value().value();
  CHECK(says(answer, "it stays with you"));
  CHECK(s.shared_wins().empty());
  auto const taken = s.tell(s.pressed("U1", std::string(wins::win_action::take_back), win)).value();
  REQUIRE(taken);
  CHECK(says(taken, "Taken back."));
  CHECK(s.wins_of("U1").empty());
}

TEST_CASE("an erasure withdraws a person's words from what others have kept, and no one else's") {
  wins_scene s;
  // An id that begins like the other one.
  s.workspace.add("U22", "Greta", "Etc/UTC");
  keep(s, kept("U3", "U22", "the clementine is done"));
  keep(s, kept("U1", "U2", "the kumquat is done"));
  s.write([](store::unit_of_work& work) {
    ledger::erase_all(work, "U2");
    return 0;
  });
  CHECK(s.wins_of("U1").front().text == "a former colleague, words withdrawn");
  CHECK(s.wins_of("U3").front().text.find("the clementine is done") != std::string::npos);
}
