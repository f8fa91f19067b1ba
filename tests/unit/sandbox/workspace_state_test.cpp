#include "sandbox/workspace/workspace_state.hpp"

#include "unit/sandbox/desk.hpp"

#include <doctest/doctest.h>

using namespace huzzah;
using namespace huzzah::sandbox;
using huzzah::sandbox::testing::desk;
using kind = happening::kind;

namespace {

message words(std::string user, std::string text, stamp thread = 0) {
  message draft;
  draft.user = std::move(user);
  draft.text = std::move(text);
  draft.thread = thread;
  return draft;
}

}  // namespace

TEST_CASE("timestamps are read with any number of decimals and written with six") {
  CHECK(to_ts(1'700'000'000'000'001) == "1700000000.000001");
  CHECK(parse_ts("1700000000.000001") == 1'700'000'000'000'001);
  CHECK(parse_ts("1700000000") == 1'700'000'000'000'000);
  CHECK(parse_ts("1700000000.5") == 1'700'000'000'500'000);
  CHECK(parse_ts("0") == 0);
  CHECK_FALSE(parse_ts("").has_value());
  CHECK_FALSE(parse_ts("yesterday").has_value());
  CHECK_FALSE(parse_ts("17.x").has_value());
  CHECK_FALSE(parse_ts("99999999999999999999").has_value());
}

TEST_CASE("stamps rise strictly even while the clock stands still") {
  desk here;
  auto& room = *here.place.state.find_channel(testing::general);
  auto const first = here.place.state.post(room, words(testing::ada, "one")).at;
  auto const second = here.place.state.post(room, words(testing::ada, "two")).at;
  CHECK(second > first);
  here.clock.turn(std::chrono::hours{-1});
  CHECK(here.place.state.post(room, words(testing::ada, "three")).at > second);
}

TEST_CASE("a thread knows its replies, and a reply its parent") {
  desk here;
  auto& state = here.place.state;
  auto& room = *state.find_channel(testing::general);
  auto const parent = state.post(room, words(testing::ada, "question")).at;
  CHECK(room.find(parent)->thread == 0);
  auto const reply = state.post(room, words(testing::bruno, "answer", parent)).at;
  CHECK(room.find(parent)->thread == parent);
  CHECK(room.find(parent)->replies == std::vector<stamp>{reply});
  CHECK(room.find(reply)->is_reply());
  CHECK_FALSE(room.find(parent)->is_reply());
}

TEST_CASE("an edit tells what was and what is") {
  desk here;
  auto& state = here.place.state;
  auto& room = *state.find_channel(testing::general);
  auto const at = state.post(room, words(testing::ada, "befor")).at;
  here.heard.clear();
  message_change change;
  change.text = "after";
  change.editor = testing::ada;
  state.edit(room, *room.find(at), change);
  REQUIRE(here.heard.size() == 1);
  CHECK(here.heard[0].what == kind::changed);
  CHECK(here.heard[0].before.text == "befor");
  CHECK(here.heard[0].now.text == "after");
  CHECK(here.heard[0].now.at == at);
  CHECK(here.heard[0].now.edited_by == testing::ada);
  CHECK(here.heard[0].before.edited_by.empty());
}

TEST_CASE("a change by nobody that changes nothing is not told") {
  desk here;
  auto& state = here.place.state;
  auto& room = *state.find_channel(testing::general);
  auto const at = state.post(room, words(testing::ada, "same")).at;
  here.heard.clear();
  message_change change;
  change.text = "same";
  state.edit(room, *room.find(at), change);
  CHECK(here.heard.empty());
}

TEST_CASE("a deleted message is gone and told with its content") {
  desk here;
  auto& state = here.place.state;
  auto& room = *state.find_channel(testing::general);
  auto const at = state.post(room, words(testing::ada, "oops")).at;
  here.heard.clear();
  state.erase(room, at);
  CHECK(room.find(at) == nullptr);
  REQUIRE(here.heard.size() == 1);
  CHECK(here.heard[0].what == kind::deleted);
  CHECK(here.heard[0].before.text == "oops");
}

TEST_CASE("a deleted parent stays as a tombstone until its last reply is deleted") {
  desk here;
  auto& state = here.place.state;
  auto& room = *state.find_channel(testing::general);
  auto const parent = state.post(room, words(testing::ada, "question")).at;
  auto const reply = state.post(room, words(testing::bruno, "answer", parent)).at;
  here.heard.clear();
  state.erase(room, parent);
  REQUIRE(room.find(parent) != nullptr);
  CHECK(room.find(parent)->subtype == "tombstone");
  REQUIRE(here.heard.size() == 1);
  CHECK(here.heard[0].what == kind::changed);
  CHECK(here.heard[0].before.text == "question");
  state.erase(room, reply);
  CHECK(room.find(reply) == nullptr);
  CHECK(room.find(parent) == nullptr);
}

TEST_CASE("a reaction counts once for each person") {
  desk here;
  auto& state = here.place.state;
  auto& room = *state.find_channel(testing::general);
  auto const at = state.post(room, words(testing::ada, "hello")).at;
  auto& said = *room.find(at);
  CHECK(state.react(room, said, testing::bruno, "trophy"));
  CHECK_FALSE(state.react(room, said, testing::bruno, "trophy"));
  CHECK(state.react(room, said, testing::ada, "trophy"));
  REQUIRE(said.reactions.size() == 1);
  CHECK(said.reactions[0].users.size() == 2);
  CHECK(state.unreact(room, said, testing::bruno, "trophy"));
  CHECK_FALSE(state.unreact(room, said, testing::bruno, "trophy"));
  CHECK(state.unreact(room, said, testing::ada, "trophy"));
  CHECK(said.reactions.empty());
}

TEST_CASE("joining is told as an event and as a message with a subtype") {
  desk here;
  auto& state = here.place.state;
  auto& room = *state.find_channel(testing::random_channel);
  here.heard.clear();
  CHECK(state.join(room, testing::bot, testing::ada));
  CHECK_FALSE(state.join(room, testing::bot));
  REQUIRE(here.heard.size() == 2);
  CHECK(here.heard[0].what == kind::joined);
  CHECK(here.heard[1].now.subtype == "channel_join");
  CHECK(here.heard[1].now.extra_user == testing::ada);
}

TEST_CASE("a direct conversation is found again whoever opens it") {
  desk here;
  auto& state = here.place.state;
  CHECK(state.open_conversation({testing::bot, testing::ada}).id == testing::im_of_ada);
  auto const& fresh = state.open_conversation({testing::ada, testing::bruno});
  CHECK(fresh.is_im);
  CHECK(state.open_conversation({testing::bruno, testing::ada}).id == fresh.id);
  auto const& group = state.open_conversation({testing::ada, testing::bruno, testing::bot});
  CHECK(group.is_mpim);
  CHECK(group.type() == "mpim");
}

TEST_CASE("the world at the start is the one that everybody relies on") {
  desk here;
  auto const& state = here.place.state;
  CHECK(state.team_id == "T0SMALLWIN");
  for (auto const* id : {"U0ADA00001", "U0BRUNO001", "U0CHIARA01", "U0DEV00001", "U0EMI00001", "U0FINN0001",
                         "U0GRETA001", "U0HUZZAH01", "USLACKBOT"})
    CHECK_MESSAGE(state.find_person(id) != nullptr, id);
  CHECK(state.find_person("U0GRETA001")->deleted);
  CHECK(state.find_usergroup("S0CREW0001")->users.size() == 3);
  CHECK(state.find_usergroup("S0NIGHT001")->users.size() == 2);
  for (auto const* id : {"C0GENERAL1", "C0WINS0001", "C0ENGINEER"})
    CHECK_MESSAGE(state.find_channel(id)->has(testing::bot), id);
  CHECK_FALSE(state.find_channel("C0RANDOM01")->has(testing::bot));
  CHECK(state.find_channel("D0FINN0001")->is_im);
  CHECK(state.find_channel("C0GENERAL1")->messages.size() >= 3);
}
