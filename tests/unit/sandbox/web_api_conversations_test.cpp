#include "unit/sandbox/desk.hpp"

#include <doctest/doctest.h>

#include <set>

using namespace huzzah::sandbox;
using namespace huzzah::sandbox::testing;

namespace {

std::vector<std::string> texts(json const& messages) {
  std::vector<std::string> all;
  for (auto const& entry : messages)
    all.push_back(entry["text"]);
  return all;
}

}  // namespace

TEST_CASE("history pages from the newest to the oldest without loss or repetition") {
  desk here;
  for (int i = 0; i < 25; ++i)
    here.say(ada, engineering, std::to_string(i));
  std::vector<std::string> read;
  std::string cursor;
  int pages = 0;
  do {
    auto const page =
        here.call("conversations.history", {{"channel", engineering}, {"limit", 10}, {"cursor", cursor}});
    REQUIRE(page["ok"] == true);
    for (auto const& text : texts(page["messages"]))
      read.push_back(text);
    cursor = page["has_more"] == true ? page["response_metadata"]["next_cursor"].get<std::string>() : "";
    ++pages;
  } while (!cursor.empty());
  CHECK(pages == 3);
  REQUIRE(read.size() == 25);
  CHECK(read.front() == "24");
  CHECK(read.back() == "0");
}

TEST_CASE("oldest and latest are exclusive unless inclusive") {
  desk here;
  auto const a = here.say(ada, engineering, "a");
  here.say(ada, engineering, "b");
  auto const c = here.say(ada, engineering, "c");
  json window = {{"channel", engineering}, {"oldest", a}, {"latest", c}};
  CHECK(texts(here.call("conversations.history", window)["messages"]) == std::vector<std::string>{"b"});
  window["inclusive"] = true;
  CHECK(texts(here.call("conversations.history", window)["messages"]) ==
        std::vector<std::string>{"c", "b", "a"});
}

TEST_CASE("thread replies are not in the history, broadcast ones are") {
  desk here;
  auto const root = here.say(ada, engineering, "root");
  here.call_as(ada, "chat.postMessage", {{"channel", engineering}, {"text", "quiet"}, {"thread_ts", root}});
  here.call_as(ada, "chat.postMessage",
               {{"channel", engineering}, {"text", "loud"}, {"thread_ts", root}, {"reply_broadcast", true}});
  auto const history = here.call("conversations.history", {{"channel", engineering}})["messages"];
  CHECK(texts(history) == std::vector<std::string>{"loud", "root"});
  CHECK(history[1]["reply_count"] == 2);
  auto const replies =
      here.call("conversations.replies", {{"channel", engineering}, {"ts", root}})["messages"];
  CHECK(texts(replies) == std::vector<std::string>{"root", "quiet", "loud"});
}

TEST_CASE("replies page from the oldest to the newest, the parent first") {
  desk here;
  auto const root = here.say(ada, engineering, "root");
  for (int i = 0; i < 5; ++i)
    here.call_as(ada, "chat.postMessage",
                 {{"channel", engineering}, {"text", std::to_string(i)}, {"thread_ts", root}});
  auto first = here.call("conversations.replies", {{"channel", engineering}, {"ts", root}, {"limit", 3}});
  CHECK(texts(first["messages"]) == std::vector<std::string>{"root", "0", "1"});
  CHECK(first["has_more"] == true);
  auto const cursor = first["response_metadata"]["next_cursor"];
  auto rest = here.call("conversations.replies",
                        {{"channel", engineering}, {"ts", root}, {"limit", 10}, {"cursor", cursor}});
  CHECK(texts(rest["messages"]) == std::vector<std::string>{"2", "3", "4"});
  CHECK(rest["has_more"] == false);
  CHECK(here.error_of("conversations.replies", {{"channel", engineering}, {"ts", "1.0"}}) ==
        "thread_not_found");
}

TEST_CASE("metadata is shown only to those who ask for it") {
  desk here;
  json const metadata = {{"event_type", "huzzah_post"}, {"event_payload", {{"id", 7}}}};
  here.call("chat.postMessage", {{"channel", engineering}, {"text", "x"}, {"metadata", metadata}});
  json ask = {{"channel", engineering}, {"limit", 1}};
  CHECK_FALSE(here.call("conversations.history", ask)["messages"][0].contains("metadata"));
  ask["include_all_metadata"] = true;
  CHECK(here.call("conversations.history", ask)["messages"][0]["metadata"] == metadata);
}

TEST_CASE("history carries reactions with their users") {
  desk here;
  auto const at = here.say(ada, engineering, "x");
  here.call_as(bruno, "reactions.add", {{"channel", engineering}, {"timestamp", at}, {"name", "trophy"}});
  auto const seen =
      here.call("conversations.history", {{"channel", engineering}, {"limit", 1}})["messages"][0];
  CHECK(seen["reactions"][0]["name"] == "trophy");
  CHECK(seen["reactions"][0]["users"] == json::array({bruno}));
}

TEST_CASE("history is refused with Slack's words") {
  desk here;
  auto const refusal = [&](json const& args) { return here.error_of("conversations.history", args); };
  CHECK(refusal({{"channel", "C1"}}) == "channel_not_found");
  CHECK(refusal({{"channel", random_channel}}) == "not_in_channel");
  CHECK(refusal({{"channel", engineering}, {"cursor", "nonsense"}}) == "invalid_cursor");
  CHECK(refusal({{"channel", engineering}, {"oldest", "yesterday"}}) == "invalid_ts_oldest");
  CHECK(refusal({{"channel", engineering}, {"limit", "many"}}) == "invalid_limit");
}

TEST_CASE("the list of channels pages and keeps private ones from those who are not in them") {
  desk here;
  std::set<std::string> seen;
  std::string cursor;
  int pages = 0;
  do {
    auto const page =
        here.call("conversations.list", {{"types", "public_channel,im"}, {"limit", 3}, {"cursor", cursor}});
    REQUIRE(page["ok"] == true);
    for (auto const& entry : page["channels"])
      seen.insert(entry["id"]);
    cursor = page["response_metadata"]["next_cursor"];
    ++pages;
  } while (!cursor.empty());
  CHECK(seen.size() == 10);
  CHECK(pages == 4);
  auto const of_ada = here.call_as(ada, "conversations.list", {{"types", "im"}})["channels"];
  REQUIRE(of_ada.size() == 1);
  CHECK(of_ada[0]["id"] == im_of_ada);
  CHECK(of_ada[0]["user"] == bot);
  CHECK(here.error_of("conversations.list", {{"types", "secret"}}) == "invalid_types");
  CHECK(here.error_of("conversations.list", {{"cursor", "x"}}) == "invalid_cursor");
  CHECK(here.error_of("conversations.list", {{"limit", 1000}}) == "invalid_limit");
}

TEST_CASE("a channel tells who is in it") {
  desk here;
  auto const info = here.call("conversations.info", {{"channel", general}})["channel"];
  CHECK(info["name"] == "general");
  CHECK(info["is_member"] == true);
  CHECK(here.call("conversations.info", {{"channel", random_channel}})["channel"]["is_member"] == false);
  CHECK(here.error_of("conversations.info", {{"channel", "C1"}}) == "channel_not_found");
  CHECK(here.call_as(bruno, "conversations.info", {{"channel", im_of_ada}})["error"] == "channel_not_found");
  CHECK(here.call("conversations.members", {{"channel", general}})["members"].size() == 7);
  CHECK(here.error_of("conversations.members", {{"channel", "C1"}}) == "channel_not_found");
}

TEST_CASE("joining, leaving and inviting change who is in a channel") {
  desk here;
  CHECK(here.call("conversations.join", {{"channel", random_channel}})["ok"] == true);
  CHECK(here.place.state.find_channel(random_channel)->has(bot));
  CHECK(here.call("conversations.join", {{"channel", random_channel}})["warning"] == "already_in_channel");
  CHECK(here.error_of("conversations.join", {{"channel", im_of_ada}}) ==
        "method_not_supported_for_channel_type");
  CHECK(here.call_as(ada, "conversations.leave", {{"channel", random_channel}})["ok"] == true);
  CHECK_FALSE(here.place.state.find_channel(random_channel)->has(ada));
  CHECK(here.call_as(bruno, "conversations.invite", {{"channel", random_channel}, {"users", ada}})["ok"] ==
        true);
  CHECK(here.call_as(bruno, "conversations.invite", {{"channel", random_channel}, {"users", ada}})["error"] ==
        "already_in_channel");
}

TEST_CASE("a direct conversation is opened with people, not with bots or the departed") {
  desk here;
  auto const answer = here.call("conversations.open", {{"users", ada}});
  CHECK(answer["channel"]["id"] == im_of_ada);
  CHECK(answer["already_open"] == true);
  CHECK(here.call("conversations.open", {{"users", std::string(ada) + "," + bruno}})["ok"] == true);
  CHECK(here.error_of("conversations.open", {{"users", "U0"}}) == "user_not_found");
  CHECK(here.error_of("conversations.open", {{"users", "U0GRETA001"}}) == "user_disabled");
  CHECK(here.error_of("conversations.open", {{"users", "U0DEPLOY01"}}) == "cannot_dm_bot");
  CHECK(here.error_of("conversations.open") == "users_list_not_supplied");
}

TEST_CASE("channels are made with proper names") {
  desk here;
  auto const made = here.call_as(ada, "conversations.create", {{"name", "tea-break"}, {"is_private", true}});
  CHECK(made["channel"]["name"] == "tea-break");
  CHECK(here.error_of("conversations.info", {{"channel", made["channel"]["id"]}}) == "channel_not_found");
  CHECK(here.call_as(ada, "conversations.create", {{"name", "tea-break"}})["error"] == "name_taken");
  CHECK(here.call_as(ada, "conversations.create", {{"name", "Tea Break"}})["error"] ==
        "invalid_name_specials");
}
