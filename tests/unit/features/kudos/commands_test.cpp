#include "app/delivery/outbox.hpp"
#include "support/scene.hpp"

#include <doctest/doctest.h>

using namespace huzzah;
using test::scene;

namespace {

std::string all_text(chat::reply const& reply) {
  if (!reply.said) return {};
  return chat::to_plain(reply.said->summary) + "\n" + chat::to_json(*reply.said);
}

bool contains(chat::reply const& reply, std::string_view words) {
  return all_text(reply).find(words) != std::string::npos;
}

}  // namespace

TEST_CASE("/kudos @a reason gives, and says so in the channel") {
  scene s;
  auto const answer = s.command("U1", "<@U2> for the flaky test");
  CHECK(answer.in_public);
  CHECK(contains(answer, "flaky test"));
  CHECK(s.received("U2") == 1);
  CHECK(s.records()[0].where.kind == kudos::source_kind::command);
  s.deliver();
  CHECK(s.workspace.texts("DU2").size() == 1);
}

TEST_CASE("/kudos that gives nothing answers privately why") {
  scene s;
  auto const answer = s.command("U1", "<@U1> for me");
  CHECK_FALSE(answer.in_public);
  CHECK(s.records().empty());
  s.deliver();
  CHECK(s.workspace.whispers.empty());
}

TEST_CASE("/kudos for two of whom one is refused: public for one, a private line for the other") {
  scene s;
  auto const answer = s.command("U1", "<@U2> <@UBOT> for the deploy");
  CHECK(answer.in_public);
  s.deliver();
  CHECK(s.workspace.whispers.empty());  // where the bot is no member, it can whisper to nobody
  CHECK(s.workspace.texts("DU1").size() == 1);
}

TEST_CASE("/kudos help shows help privately") {
  scene s;
  for (auto const* text : {"help", "  HELP "}) {
    auto const answer = s.command("U1", text);
    CHECK_FALSE(answer.in_public);
    CHECK(contains(answer, "/kudos board"));
  }
}

TEST_CASE("/kudos me tells what I received and gave, with the last reasons") {
  scene s;
  REQUIRE(s.tell(s.posted("U1", "<@U2> ++ for the flaky test", "10.1")));
  REQUIRE(s.tell(s.posted("U2", "<@U3> ++ for the docs", "10.2")));
  auto const answer = s.command("U2", "me");
  CHECK_FALSE(answer.in_public);
  CHECK(contains(answer, "received 1 and gave 1"));
  CHECK(contains(answer, "the flaky test"));
  CHECK(contains(answer, "the docs"));
}

TEST_CASE("/kudos board shows the period asked for") {
  scene s({}, "2026-10-30T09:00:00Z");
  REQUIRE(s.tell(s.posted("U1", "<@U2> ++ in October", "10.1")));
  s.clock.advance(std::chrono::days{19});  // 18 November, a Wednesday
  REQUIRE(s.tell(s.posted("U1", "<@U3> ++ this week", "10.2")));
  CHECK(contains(s.command("U4", "board"), "U3"));
  CHECK_FALSE(contains(s.command("U4", "board week"), "U2"));
  CHECK_FALSE(contains(s.command("U4", "board month"), "U2"));
  CHECK(contains(s.command("U4", "board all"), "U2"));
  CHECK_FALSE(s.command("U4", "board all").in_public);
  CHECK(contains(s.command("U4", "board year"), "week, month and all"));
}

TEST_CASE("an empty board has a kind word") {
  scene s;
  CHECK(contains(s.command("U1", "board"), "No kudos this week yet"));
}

TEST_CASE("/kudos undo takes the last one back, within ten minutes") {
  scene s;
  auto const first = s.posted("U1", "<@U2> ++ first", "10.1");
  REQUIRE(s.tell(first));
  s.clock.advance(std::chrono::minutes{1});
  auto const second = s.posted("U1", "<@U3> ++ second", "10.2");
  REQUIRE(s.tell(second));
  s.deliver();

  CHECK(contains(s.command("U1", "undo"), "U3"));
  s.deliver();
  CHECK(s.received("U3") == 0);
  CHECK(s.received("U2") == 1);
  CHECK_FALSE(s.workspace.reactions.contains({"10.2", "tada"}));
  CHECK(s.workspace.texts("DU3").empty());

  SUBCASE("a redelivery does not bring it back") {
    REQUIRE(s.tell(second));
    CHECK(s.received("U3") == 0);
  }
  SUBCASE("a second undo takes the one before") {
    s.command("U1", "undo");
    CHECK(s.received("U2") == 0);
  }
  SUBCASE("after ten minutes it is too late") {
    s.clock.advance(std::chrono::minutes{10});
    CHECK(contains(s.command("U1", "undo"), "nothing to take back"));
    CHECK(s.received("U2") == 1);
  }
  SUBCASE("nobody can undo another's") {
    CHECK(contains(s.command("U4", "undo"), "nothing to take back"));
    CHECK(s.received("U2") == 1);
  }
}

TEST_CASE("a mistyped word is told, not taken for a kudos") {
  scene s;
  CHECK(contains(s.command("U1", "baord"), "Did you mean /kudos board"));
  CHECK(contains(s.command("U1", "somebody nice"), "whom to thank"));
  CHECK(s.records().empty());
}

TEST_CASE("another app's command is left alone") {
  scene s;
  chat::command_invoked event;
  event.workspace = "T1";
  event.person = "U1";
  event.name = "/deploy";
  CHECK_FALSE(s.tell(event).value().has_value());
}

TEST_CASE("a command with more behind it than it knows changes nothing") {
  scene s;
  REQUIRE(s.tell(s.posted("U1", "<@U2> ++ first", "10.1")));
  CHECK(contains(s.command("U1", "undo <@U2>"), "Say just /kudos undo"));
  CHECK(contains(s.command("U1", "mute <@U2>"), "Nothing was changed"));
  CHECK(s.received("U2") == 1);
}

TEST_CASE(
    "a command whose receivers can't be looked up in time gives nothing and says so; typed again, it counts "
    "once") {
  scene s;
  std::string said;
  SUBCASE("a group") {
    said = "<%S1> for the release";
  }
  SUBCASE("people") {
    said = "<@U2> <@U3> for the release";
  }
  auto const before = s.clock.uptime();
  auto const answer = s.tell_in_silence(s.typed("U1", said), std::chrono::milliseconds{100}).value().value();
  CHECK(s.clock.uptime() - before < std::chrono::milliseconds{2'800});
  CHECK_FALSE(answer.in_public);
  CHECK(contains(answer, "nothing was recorded"));
  CHECK(s.records().empty());
  s.deliver();
  CHECK(s.workspace.posts.empty());

  CHECK(s.command("U1", said).in_public);
  CHECK(s.received("U2") == 1);
  CHECK(s.received("U3") == 1);
}

TEST_CASE("a command gives nothing to anybody while one receiver is not known to be a person") {
  scene s;
  s.workspace.failures["find_person"].emplace_back(error(errc::unreachable, "the giver"));
  s.workspace.failures["find_person"].emplace_back(error(errc::unreachable, "the first"));
  auto const answer = s.command("U1", "<@UBOT> <@U3> for the release");
  CHECK(contains(answer, "<@UBOT>"));
  CHECK(contains(answer, "nothing was recorded"));
  CHECK(s.records().empty());
}

TEST_CASE("of a group of ten thousand a command looks up no more than the daily limit needs") {
  scene s;
  auto& members = s.workspace.groups["S9"];
  for (int i = 0; i < 10'000; ++i) {
    auto id = "W" + std::to_string(i);
    s.workspace.add(id, id, "Etc/UTC");
    members.push_back(std::move(id));
  }
  CHECK(s.command("U1", "<%S9> for the release").in_public);
  CHECK(s.given("U1") == 10);
  CHECK(s.workspace.calls["find_person"] < 30);
  // What is refused is told in one line, and remembered by a short key.
  s.open_gate();
  auto const due = s.write(
      [&](store::unit_of_work& work) { return delivery::outbox(work).due("T1", s.clock.now(), 100); });
  CHECK(due.size() == 11);
  for (auto const& one : due) {
    CHECK(one.what.key.size() < 200);
    CHECK(one.what.body.size() < 2'000);
  }
}
