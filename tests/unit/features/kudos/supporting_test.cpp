#include "features/kudos/supporting.hpp"
#include "app/ledger/checks.hpp"
#include "features/kudos/giving_form.hpp"
#include "support/scene.hpp"

#include <doctest/doctest.h>

using namespace huzzah;
using namespace huzzah::test;

namespace {

/// The button of the last message in a channel, or of an answer.
chat::button button_in(chat::message const& said) {
  for (auto const& block : said.blocks) {
    if (auto const* row = std::get_if<chat::buttons_block>(&block)) return row->buttons.front();
    if (auto const* section = std::get_if<chat::section_block>(&block))
      if (section->accessory) return *section->accessory;
  }
  FAIL("no button");
  return {"", ""};
}

/// U1 thanks U2 by the form, announced in C1.
void announce(scene& s) {
  REQUIRE(s.tell(s.submitted(
      "U1", std::string(kudos::giving::submit), "",
      {{"people", "U2"}, {"reason", "for the release"}, {"where", "announced"}, {"channel", "C1"}})));
  s.deliver();
}

chat::message const& announced(scene const& s) {
  for (auto const& post : s.workspace.posts)
    if (post.where.channel == "C1" && !post.removed) return post.said;
  FAIL("nothing is announced");
  return s.workspace.posts.front().said;
}

std::string note_of(scene const& s, std::string const& person) {
  auto const notes = s.workspace.texts("D" + person);
  return notes.empty() ? std::string() : notes.back();
}

std::string press(scene& s, std::string person, chat::button const& button) {
  auto const answer = s.tell(s.pressed(std::move(person), button.action, button.value)).value().value();
  s.deliver();
  return answer.said ? chat::to_plain(answer.said->summary) : std::string();
}

}  // namespace

TEST_CASE("me too on an announcement is shown in it and in the receiver's note, in place") {
  scene s;
  announce(s);
  auto const notes = s.workspace.texts("DU2").size();
  auto const button = button_in(announced(s));
  CHECK(button.label == "Me too");
  CHECK(press(s, "U3", button) == "You say so, too.");
  CHECK(chat::to_plain(announced(s).summary) ==
        "@U1 gave @U2 :trophy: — for the release\nChiara says so, too.");
  CHECK(note_of(s, "U2").find("Chiara says so, too.") != std::string::npos);
  CHECK(press(s, "U4", button) == "You say so, too.");
  CHECK(note_of(s, "U2").find("Chiara and 1 other say so, too.") != std::string::npos);
  CHECK(s.workspace.texts("DU2").size() == notes);
  CHECK(s.received("U2") == 1);
  CHECK(s.given("U3") == 0);
}

TEST_CASE(
    "a button carries the state that is wanted: pressed again, or delivered three times, it ends right") {
  scene s;
  announce(s);
  auto const on = button_in(announced(s));
  auto const pressed = s.pressed("U3", on.action, on.value);
  for (int i = 0; i < 3; ++i)
    REQUIRE(s.tell(pressed));
  auto const answer = s.tell(s.pressed("U3", on.action, on.value)).value().value();
  auto const off = button_in(*answer.said);
  CHECK(off.label == "Take it back");
  s.clock.advance(std::chrono::seconds(1));
  CHECK(press(s, "U3", off) == "Taken back.");
  CHECK(press(s, "U3", off) == "Taken back.");
  CHECK(note_of(s, "U2").find("too") == std::string::npos);
  // An earlier press that is delivered late changes nothing.
  REQUIRE(s.tell(pressed));
  s.deliver();
  CHECK(note_of(s, "U2").find("says so, too") == std::string::npos);
}

TEST_CASE("who gave or received a kudos does not support it, and a stranger's reference finds nothing") {
  scene s;
  announce(s);
  auto button = button_in(announced(s));
  CHECK(press(s, "U1", button).find("given or received by you") != std::string::npos);
  CHECK(press(s, "U2", button).find("given or received by you") != std::string::npos);
  button.value = "1 on";
  CHECK(press(s, "U3", button) == "I can't find that kudos. It may have been taken back.");
  CHECK(chat::to_plain(announced(s).summary).find("too") == std::string::npos);
}

TEST_CASE("support goes when the kudos goes") {
  scene s;
  announce(s);
  auto const button = button_in(announced(s));
  press(s, "U3", button);
  s.command("U1", "undo");
  s.deliver();
  CHECK(s.workspace.texts("C1").empty());
  CHECK(s.workspace.texts("DU2").empty());
  CHECK(press(s, "U4", button) == "I can't find that kudos. It may have been taken back.");
}

TEST_CASE("of a kudos in a message Huzzah's receipt is the sign: on, off, and in any order") {
  scene s;
  REQUIRE(s.tell(s.posted("U1", "<@U2> ++ for the flaky test", "10.1")));
  s.deliver();
  auto const first = s.reaction("U3", "10.1", true, "U1", "tada");
  auto const second = s.reaction("U3", "10.1", false, "U1", "tada");
  REQUIRE(s.tell(second));
  REQUIRE(s.tell(first));
  s.deliver();
  CHECK(note_of(s, "U2").find("too") == std::string::npos);
  REQUIRE(s.tell(s.reaction("U3", "10.1", true, "U1", "tada")));
  REQUIRE(s.tell(s.reaction("U1", "10.1", true, "U1", "tada")));
  REQUIRE(s.tell(s.reaction("U2", "10.1", true, "U1", "tada")));
  s.deliver();
  CHECK(note_of(s, "U2").find("Chiara says so, too.") != std::string::npos);
  // Other messages, and other emoji, are none of its business.
  REQUIRE(s.tell(s.reaction("U4", "10.9", true, "U1", "tada")));
  REQUIRE(s.tell(s.reaction("U4", "10.1", true, "U1", "clap")));
  s.deliver();
  CHECK(note_of(s, "U2").find("Chiara says so, too.") != std::string::npos);
  CHECK(s.received("U2") == 1);
  CHECK(s.given("U3") == 0);
}

TEST_CASE("an edit of the message keeps who supports it") {
  scene s;
  auto const first = s.posted("U1", "<@U2> ++ for the flaky test", "10.1");
  REQUIRE(s.tell(first));
  REQUIRE(s.tell(s.reaction("U3", "10.1", true, "U1", "tada")));
  REQUIRE(s.tell(s.edited(first, "<@U2> ++ for the release")));
  s.deliver();
  CHECK(note_of(s, "U2").find("the release") != std::string::npos);
  CHECK(note_of(s, "U2").find("Chiara says so, too.") != std::string::npos);
  CHECK(s.write([](store::unit_of_work& work) { return ledger::wrong_tallies(work); }).empty());
}

TEST_CASE("me too is a button of what /kudos answers in a channel, and of nothing that is said in private") {
  scene s;
  auto const answer = s.command("U1", "<@U2> for the release");
  REQUIRE(answer.in_public);
  auto const button = button_in(*answer.said);
  CHECK(button.label == "Me too");
  CHECK(press(s, "U3", button) == "You say so, too.");
  CHECK(note_of(s, "U2").find("Chiara says so, too.") != std::string::npos);
  CHECK(press(s, "U2", button) == "This one is between you already: it was given or received by you.");
  CHECK(s.command("U1", "<@U2> for tea", "/kudos", "DU1").said->blocks.empty());
}
