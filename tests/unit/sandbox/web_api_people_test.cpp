#include "unit/sandbox/desk.hpp"

#include <doctest/doctest.h>

using namespace huzzah::sandbox;
using namespace huzzah::sandbox::testing;

TEST_CASE("a person is shown with name, time zone and what they are") {
  desk here;
  auto const user = here.call("users.info", {{"user", "U0CHIARA01"}})["user"];
  CHECK(user["tz"] == "Europe/Rome");
  CHECK(user["tz_offset"] == 3600);
  CHECK(user["tz_label"] == "Central European Time");
  CHECK(user["is_bot"] == false);
  CHECK(here.call("users.info", {{"user", bot}})["user"]["is_bot"] == true);
  CHECK(here.call("users.info", {{"user", "U0GRETA001"}})["user"]["deleted"] == true);
  CHECK(here.error_of("users.info", {{"user", "U0"}}) == "user_not_found");
  CHECK(here.error_of("users.info") == "invalid_arguments");
}

TEST_CASE("a display name is empty until somebody chooses one: then clients show the real name") {
  desk here;
  auto const profile = [&] { return here.call("users.info", {{"user", ada}})["user"]["profile"]; };
  CHECK(profile()["display_name"] == "");
  CHECK(profile()["real_name"] == "Ada Mensah");
  here.call_as(ada, "users.profile.set", {{"profile", {{"display_name", "Countess"}}}});
  CHECK(profile()["display_name"] == "Countess");
  CHECK(profile()["display_name_normalized"] == "Countess");
}

TEST_CASE("the offset of a time zone follows the season") {
  desk here;
  here.clock.advance(std::chrono::hours{24 * 200});
  auto const user = here.call("users.info", {{"user", "U0CHIARA01"}})["user"];
  CHECK(user["tz_offset"] == 7200);
  CHECK(user["tz_label"] == "Central European Summer Time");
  CHECK(here.call("users.info", {{"user", "U0EMI00001"}})["user"]["tz_offset"] == 9 * 3600);
}

TEST_CASE("the list of people pages") {
  desk here;
  auto const first = here.call("users.list", {{"limit", 4}});
  CHECK(first["members"].size() == 4);
  auto const cursor = first["response_metadata"]["next_cursor"];
  auto const second = here.call("users.list", {{"limit", 100}, {"cursor", cursor}});
  CHECK(second["members"].size() == here.place.state.people().size() - 4);
  CHECK(second["response_metadata"]["next_cursor"] == "");
}

TEST_CASE("presence and quiet hours have simple answers") {
  desk here;
  CHECK(here.call_as(ada, "users.setPresence", {{"presence", "away"}})["ok"] == true);
  CHECK(here.call("users.getPresence", {{"user", ada}})["presence"] == "away");
  CHECK(here.call_as(ada, "users.setPresence", {{"presence", "asleep"}})["error"] == "invalid_presence");
  CHECK(here.call_as(ada, "dnd.info")["dnd_enabled"] == false);
  CHECK(here.call_as(ada, "dnd.teamInfo", {{"users", ada}})["users"][ada]["dnd_enabled"] == false);
}

TEST_CASE("groups and their members are listed") {
  desk here;
  auto const groups = here.call("usergroups.list", {{"include_users", true}})["usergroups"];
  REQUIRE(groups.size() == 2);
  CHECK(groups[0]["handle"] == "crew");
  CHECK(groups[0]["users"].size() == 3);
  CHECK(here.call("usergroups.users.list", {{"usergroup", "S0NIGHT001"}})["users"].size() == 2);
  CHECK(here.error_of("usergroups.users.list", {{"usergroup", "S0"}}) == "no_such_subteam");
}

TEST_CASE("reactions are added and removed once") {
  desk here;
  auto const at = here.say(ada, general, "x");
  json const target = {{"channel", general}, {"timestamp", at}, {"name", "trophy"}};
  CHECK(here.call("reactions.add", target)["ok"] == true);
  CHECK(here.error_of("reactions.add", target) == "already_reacted");
  auto const shown = here.call("reactions.get", {{"channel", general}, {"timestamp", at}});
  CHECK(shown["message"]["reactions"][0]["count"] == 1);
  CHECK(here.call("reactions.list", {{"user", bot}})["items"].size() == 1);
  CHECK(here.call("reactions.remove", target)["ok"] == true);
  CHECK(here.error_of("reactions.remove", target) == "no_reaction");
}

TEST_CASE("reactions are refused with Slack's words") {
  desk here;
  auto const at = here.say(ada, general, "x");
  auto const refusal = [&](json const& args) { return here.error_of("reactions.add", args); };
  CHECK(refusal({{"name", "trophy"}}) == "no_item_specified");
  CHECK(refusal({{"channel", general}, {"timestamp", at}, {"name", ":trophy:"}}) == "invalid_name");
  CHECK(refusal({{"channel", general}, {"timestamp", at}, {"name", "clap::skin-tone-9"}}) == "invalid_name");
  CHECK(refusal({{"channel", general}, {"timestamp", at}, {"name", "clap::skin-tone-3"}}).empty());
  CHECK(refusal({{"channel", general}, {"timestamp", "1.0"}, {"name", "trophy"}}) == "message_not_found");
  CHECK(refusal({{"channel", general}, {"timestamp", "x"}, {"name", "trophy"}}) == "bad_timestamp");
  CHECK(refusal({{"channel", "C1"}, {"timestamp", at}, {"name", "trophy"}}) == "channel_not_found");
  auto const elsewhere = here.say(ada, random_channel, "x");
  CHECK(refusal({{"channel", random_channel}, {"timestamp", elsewhere}, {"name", "trophy"}}) ==
        "not_in_channel");
}

namespace {

json form(std::string title = "Thanks") {
  return {{"type", "modal"},
          {"title", {{"type", "plain_text"}, {"text", std::move(title)}}},
          {"blocks", json::array({json{{"type", "divider"}}})}};
}

}  // namespace

TEST_CASE("a trigger opens one view within three seconds") {
  desk here;
  auto const trigger = here.place.triggers.issue(ada);
  auto const opened = here.call("views.open", {{"trigger_id", trigger}, {"view", form()}});
  CHECK(opened["ok"] == true);
  CHECK(opened["view"]["id"].get<std::string>().starts_with("V"));
  REQUIRE(here.shown.size() == 1);
  CHECK(here.shown[0].first == ada);
  CHECK(here.shown[0].second["type"] == "view_opened");
  CHECK(here.error_of("views.open", {{"trigger_id", trigger}, {"view", form()}}) == "exchanged_trigger_id");
  auto const late = here.place.triggers.issue(ada);
  here.clock.advance(std::chrono::milliseconds{3001});
  CHECK(here.error_of("views.open", {{"trigger_id", late}, {"view", form()}}) == "expired_trigger_id");
  CHECK(here.error_of("views.open", {{"trigger_id", "1.2.3"}, {"view", form()}}) == "invalid_trigger_id");
}

TEST_CASE("a bad view is refused and costs no trigger") {
  desk here;
  auto const trigger = here.place.triggers.issue(ada);
  auto const refused =
      here.call("views.open", {{"trigger_id", trigger}, {"view", form(std::string(25, 'x'))}});
  CHECK(refused["error"] == "invalid_arguments");
  CHECK(refused["response_metadata"]["messages"].size() == 1);
  CHECK(here.error_of("views.open", {{"trigger_id", trigger}}) == "invalid_arguments");
  CHECK(here.call("views.open", {{"trigger_id", trigger}, {"view", form()}})["ok"] == true);
}

TEST_CASE("views are updated by id or external id unless the hash is old") {
  desk here;
  auto view = form();
  view["external_id"] = "mine";
  auto const opened =
      here.call("views.open", {{"trigger_id", here.place.triggers.issue(ada)}, {"view", view}})["view"];
  auto const updated =
      here.call("views.update", {{"view_id", opened["id"]}, {"hash", opened["hash"]}, {"view", view}});
  CHECK(updated["view"]["id"] == opened["id"]);
  CHECK(updated["view"]["hash"] != opened["hash"]);
  CHECK(
      here.error_of("views.update", {{"view_id", opened["id"]}, {"hash", opened["hash"]}, {"view", view}}) ==
      "hash_conflict");
  CHECK(here.call("views.update", {{"external_id", "mine"}, {"view", view}})["ok"] == true);
  CHECK(here.error_of("views.update", {{"view_id", "V1"}, {"view", view}}) == "not_found");
}

TEST_CASE("three views fit on one another") {
  desk here;
  auto const push = [&] {
    return here.call("views.push", {{"trigger_id", here.place.triggers.issue(ada)}, {"view", form()}});
  };
  CHECK(push()["error"] == "push_limit_reached");
  auto const root =
      here.call("views.open", {{"trigger_id", here.place.triggers.issue(ada)}, {"view", form()}})["view"];
  auto const second = push()["view"];
  CHECK(second["root_view_id"] == root["id"]);
  CHECK(second["previous_view_id"] == root["id"]);
  CHECK(push()["ok"] == true);
  CHECK(push()["error"] == "push_limit_reached");
}

TEST_CASE("a Home tab is published to a person and replaced") {
  desk here;
  json const home = {{"type", "home"}, {"blocks", json::array({json{{"type", "divider"}}})}};
  auto const first = here.call("views.publish", {{"user_id", ada}, {"view", home}});
  CHECK(first["ok"] == true);
  auto const second = here.call("views.publish", {{"user_id", ada}, {"view", home}});
  CHECK(second["view"]["id"] == first["view"]["id"]);
  CHECK(here.shown.back().second["type"] == "home_published");
  CHECK(here.error_of("views.publish", {{"user_id", "U0"}, {"view", home}}) == "user_not_found");
  CHECK(here.error_of("views.publish", {{"user_id", ada}, {"view", form()}}) == "invalid_arguments");
}
