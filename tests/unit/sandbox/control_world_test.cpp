#include "sandbox/control/control_world.hpp"

#include "sandbox/socket_mode/app_events.hpp"
#include "unit/sandbox/desk.hpp"

#include <doctest/doctest.h>

#include <set>

using namespace huzzah::sandbox;
using namespace huzzah::sandbox::testing;

namespace {

/// A manifest that subscribes to all that can happen to people and channels.
json curious_manifest() {
  auto manifest = json::parse(test_manifest());
  auto& events = manifest["settings"]["event_subscriptions"]["bot_events"];
  for (auto const* name : {"member_left_channel", "channel_left", "group_left", "subteam_updated"})
    events.push_back(name);
  return manifest;
}

/// What the app is sent of what has happened, seen from the channels as they are now.
std::vector<json> events(desk const& here) {
  std::vector<json> all;
  for (auto const& what : here.heard)
    for (auto& event : app_events(here.place, what))
      all.push_back(std::move(event));
  return all;
}

json user(desk& here, std::string const& id) {
  return here.call("users.info", {{"user", id}})["user"];
}

}  // namespace

TEST_CASE("people become guests, admins and former members, and the app hears of each") {
  desk here(curious_manifest());
  CHECK(user(here, bruno)["is_restricted"] == false);
  CHECK_FALSE(user(here, bruno).contains("is_stranger"));
  CHECK(set_person(here.place, {{"id", bruno}, {"is_ultra_restricted", true}})["ok"] == true);
  CHECK(user(here, bruno)["is_restricted"] == true);
  CHECK(user(here, bruno)["is_ultra_restricted"] == true);
  CHECK(here.call_as(bruno, "conversations.join", {{"channel", random_channel}})["error"] ==
        "user_is_ultra_restricted");
  set_person(here.place, {{"id", ada}, {"is_admin", true}});
  CHECK(user(here, ada)["is_admin"] == true);
  set_person(here.place, {{"id", ada}, {"deleted", true}});
  auto const heard = events(here);
  REQUIRE(heard.size() == 3);
  CHECK(heard[2]["type"] == "user_change");
  CHECK(heard[2]["user"]["deleted"] == true);
  set_person(here.place, {{"id", ada}, {"deleted", false}, {"quiet", true}});
  CHECK(events(here).size() == 3);
  CHECK(set_person(here.place, {{"id", ada}, {"is_admin", "yes"}})["ok"] == false);
}

TEST_CASE("somebody of another organisation is a stranger until they are in a shared channel") {
  desk here;
  auto const made = set_person(here.place, {{"name", "olga"}, {"team", "T0OTHER001"}});
  auto const olga = made["user"]["id"].get<std::string>();
  CHECK(user(here, olga)["team_id"] == "T0OTHER001");
  CHECK(user(here, olga)["is_stranger"] == true);
  set_channel(here.place, {{"id", general}, {"is_ext_shared", true}, {"join", {olga}}});
  CHECK(user(here, olga)["is_stranger"] == false);
  auto const shared = here.call("conversations.info", {{"channel", general}})["channel"];
  CHECK(shared["is_ext_shared"] == true);
  CHECK(shared["connected_team_ids"] == json::array({"T0OTHER001"}));
  here.say(olga, general, "hello");
  auto const said = events(here).back();
  CHECK(said["team"] == "T0OTHER001");
  CHECK(said["user_team"] == "T0OTHER001");
}

TEST_CASE(
    "an event in a channel that another organisation made names that one first and the app's in the rest") {
  desk here;
  set_channel(here.place,
              {{"id", general}, {"is_ext_shared", true}, {"host_team", "T0OTHER001"}, {"quiet", true}});
  here.say(ada, general, "hello");
  auto const payload = event_callback(here.place, events(here).back());
  CHECK(payload["team_id"] == "T0OTHER001");
  CHECK(payload["is_ext_shared_channel"] == true);
  CHECK(payload["context_team_id"] == "T0SMALLWIN");
  CHECK(payload["authorizations"][0]["team_id"] == "T0SMALLWIN");
  auto const at = here.say(ada, general, "x");
  here.call_as(bruno, "reactions.add", {{"channel", general}, {"timestamp", at}, {"name", "tada"}});
  CHECK(event_callback(here.place, events(here).back())["team_id"] == "T0OTHER001");
  here.say(ada, engineering, "at home");
  auto const ours = event_callback(here.place, events(here).back());
  CHECK(ours["team_id"] == "T0SMALLWIN");
  CHECK(ours["is_ext_shared_channel"] == false);
}

TEST_CASE("a channel that becomes private says so and is closed to others") {
  desk here(curious_manifest());
  here.call_as(bruno, "conversations.leave", {{"channel", engineering}});
  here.heard.clear();
  set_channel(here.place, {{"id", engineering}, {"is_private", true}, {"by", ada}});
  auto const heard = events(here);
  REQUIRE(heard.size() == 1);
  CHECK(heard[0]["subtype"] == "channel_convert_to_private");
  CHECK(heard[0]["channel_type"] == "group");
  CHECK(here.call("conversations.info", {{"channel", engineering}})["channel"]["is_private"] == true);
  CHECK(here.call_as(bruno, "conversations.info", {{"channel", engineering}})["error"] ==
        "channel_not_found");
}

TEST_CASE("coming and going is told, of the app itself in Slack's other way") {
  desk here(curious_manifest());
  set_channel(here.place, {{"id", engineering}, {"leave", {bruno}}});
  set_channel(here.place, {{"id", engineering}, {"join", {bruno}}, {"by", ada}});
  auto const heard = events(here);
  REQUIRE(heard.size() == 3);
  CHECK(heard[0]["type"] == "member_left_channel");
  CHECK(heard[0]["user"] == bruno);
  CHECK(heard[1]["type"] == "member_joined_channel");
  CHECK(heard[1]["inviter"] == ada);
  CHECK(heard[2]["subtype"] == "channel_join");
  here.heard.clear();
  set_channel(here.place, {{"id", engineering}, {"leave", {bot}}});
  auto const farewell = events(here);
  REQUIRE(farewell.size() == 1);
  CHECK(farewell[0]["type"] == "channel_left");
  CHECK(farewell[0]["channel"] == engineering);
  set_channel(here.place, {{"id", engineering}, {"leave", {ada}}});
  CHECK(events(here).size() == 1);  // what goes on there after that is not for the app
  set_channel(here.place, {{"id", general}, {"leave", {bruno}}, {"quiet", true}});
  CHECK(events(here).size() == 1);
  CHECK(set_channel(here.place, {{"id", "C1"}})["error"] == "channel_not_found");
  CHECK(set_channel(here.place, {{"id", general}, {"join", {"U1"}}})["error"] == "user_not_found");
}

TEST_CASE("the people of a group change, and the app hears of it") {
  desk here(curious_manifest());
  CHECK(set_usergroup(here.place, {{"handle", "crew"}, {"users", {ada}}})["ok"] == true);
  CHECK(here.call("usergroups.users.list", {{"usergroup", "S0CREW0001"}})["users"] == json::array({ada}));
  CHECK(events(here).back()["subteam"]["users"] == json::array({ada}));
  auto const made = set_usergroup(here.place, {{"handle", "new"}, {"users", {ada, bruno}}});
  CHECK(made["usergroup"]["user_count"] == 2);
}

TEST_CASE("one person's conversations are listed, private ones only where the app is a member too") {
  desk here;
  auto const add = [&](char const* name, bool is_private, std::vector<std::string> const& people) {
    json const wanted = {{"name", name}, {"is_private", is_private}, {"join", people}, {"quiet", true}};
    return set_channel(here.place, wanted)["channel"]["id"].get<std::string>();
  };
  auto const both = add("both", true, {bruno, bot});
  auto const secret = add("secret", true, {bruno, ada});
  auto const open = add("open", false, {bruno});
  add("elsewhere", false, {ada});
  json const asked = {{"user", bruno}, {"types", "public_channel,private_channel"}, {"limit", 2}};
  std::set<std::string> found;
  auto page = here.call("users.conversations", asked);
  for (int pages = 0; pages < 10; ++pages) {
    for (auto const& one : page["channels"])
      found.insert(one["id"].get<std::string>());
    auto more = asked;
    more["cursor"] = page["response_metadata"]["next_cursor"];
    if (more["cursor"].get<std::string>().empty()) break;
    page = here.call("users.conversations", more);
  }
  CHECK(found == std::set<std::string>{both, open, general, "C0WINS0001", engineering, random_channel});
  CHECK(here.error_of("conversations.members", {{"channel", secret}}) == "channel_not_found");
}

TEST_CASE("a message to a person's id goes to the direct channel, which is made where there is none") {
  desk here;
  auto const fresh = set_person(here.place, {{"name", "gil"}})["user"]["id"].get<std::string>();
  auto const first = here.call("chat.postMessage", {{"channel", fresh}, {"text", "hello"}});
  CHECK(first["channel"].get<std::string>().starts_with("D"));
  CHECK(here.call("chat.postMessage", {{"channel", fresh}, {"text", "again"}})["channel"] ==
        first["channel"]);
  CHECK(here.call("chat.postMessage", {{"channel", ada}, {"text", "hello"}})["channel"] == im_of_ada);
}

TEST_CASE("at most fifty people are asked at once when they want to be left in peace") {
  desk here(manifest_with_dnd());
  populate(here.place, {{"people", 51}});
  std::string all;
  for (auto const& whom : here.place.state.people())
    if (whom.id.starts_with("U0P")) all += (all.empty() ? "" : ",") + whom.id;
  CHECK(here.error_of("dnd.teamInfo", {{"users", all}}) == "too_many_users");
  auto const fifty = here.call("dnd.teamInfo", {{"users", all.substr(0, all.rfind(','))}});
  CHECK(fifty["users"].size() == 50);
}

TEST_CASE("a crowd is added at once, with memberships and a past, and without events") {
  desk here;
  json const wanted = {{"people", 60}, {"channels", 20}, {"per_person", 4}, {"messages", 3}, {"directs", 5}};
  auto const made = populate(here.place, wanted);
  CHECK(made["ok"] == true);
  CHECK(here.heard.empty());
  auto const room = here.call("conversations.info", {{"channel", "C0R0000001"}})["channel"];
  CHECK(room["num_members"] == 60 * 4 / 20 + 1);
  CHECK(room["is_private"] == false);
  CHECK(here.place.state.find_channel("C0R0000010")->is_private);
  CHECK(here.call("conversations.history", {{"channel", "C0R0000001"}})["messages"].size() == 3);
  CHECK(here.call("conversations.list", {{"types", "im"}})["channels"].size() == 6 + 5);
  json const in_general = {{"channel", general}, {"limit", 1000}};
  CHECK(here.call("conversations.members", in_general)["members"].size() == 6 + 1 + 60);
  // More can follow.
  CHECK(populate(here.place, {{"people", 1}})["first_person"] == "U0P0000060");
  CHECK(populate(here.place, {{"people", -1}})["ok"] == false);
}
