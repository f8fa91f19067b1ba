// Shortcuts, the tabs of the app's conversation, and modals that close together.
#include "unit/sandbox/visitor.hpp"

#include <doctest/doctest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

using namespace huzzah;
using namespace huzzah::sandbox;
using namespace huzzah::sandbox::testing;
using namespace std::chrono_literals;

namespace {

/// Acknowledges the next envelope, with nothing; what it was goes into `seen`.
void acknowledge_next(visitor& v, net::websocket& socket, json& seen) {
  auto work = [](visitor& w, net::websocket& line, json& what) -> awaitable<> {
    what = co_await w.next(line);
    co_await w.acknowledge(line, what, nullptr);
  };
  asio::co_spawn(v.io, work(v, socket, seen), asio::detached);
}

json use_of(visitor& v, std::string const& callback_id, json const& message = nullptr) {
  json use = {{"token", v.served->person_token(ada)}, {"callback_id", callback_id}};
  if (message.is_null()) return use;
  use["channel"] = message["channel"];
  use["message_ts"] = message["ts"];
  return use;
}

json small_view(char const* type, char const* external_id = "") {
  json view = {{"type", type}, {"blocks", json::array({json{{"type", "divider"}}})}};
  if (*external_id != 0) view["external_id"] = external_id;
  if (std::string_view(type) == "modal") {
    view["title"] = {{"type", "plain_text"}, {"text", "Form"}};
    view["notify_on_close"] = true;
  }
  return view;
}

}  // namespace

TEST_CASE("a message shortcut brings the message, its channel and a way to answer") {
  visitor guest;
  guest.run([](visitor& v) -> awaitable<> {
    json const draft = {{"channel", general}, {"text", "It works"}};
    auto const posted = co_await v.as(bruno, "chat.postMessage", draft);
    auto const socket = co_await v.connect();
    json seen;
    acknowledge_next(v, *socket, seen);
    auto const use = use_of(v, "thank", posted);
    auto const answer = co_await v.post("shortcut", use);
    CHECK(answer["ok"] == true);
    CHECK(seen["type"] == "interactive");
    CHECK(seen["accepts_response_payload"] == false);
    auto const& payload = seen["payload"];
    CHECK(payload["type"] == "message_action");
    CHECK(payload["callback_id"] == "thank");
    CHECK(payload["user"]["id"] == ada);
    CHECK(payload["channel"] == json{{"id", general}, {"name", "general"}});
    CHECK(payload["message_ts"] == posted["ts"]);
    CHECK(payload["message"]["user"] == bruno);
    CHECK(payload["message"]["text"] == "It works");
    CHECK(payload["action_ts"].is_string());
    CHECK(payload["response_url"].get<std::string>().find("/response/") != std::string::npos);
    json const open = {{"trigger_id", payload["trigger_id"]}, {"view", small_view("modal")}};
    auto const opened = co_await v.as_bot("views.open", open);
    CHECK(opened["ok"] == true);
    socket->abort();
  });
}

TEST_CASE("conversations keep their names to themselves in a shortcut's payload") {
  visitor guest;
  guest.run([](visitor& v) -> awaitable<> {
    auto const socket = co_await v.connect();
    json const secret = {{"name", "secret"}, {"is_private", true}};
    auto const made = co_await v.as(ada, "conversations.create", secret);
    std::vector<std::pair<std::string, std::string>> const places = {{im_of_ada, "directmessage"},
                                                                     {made["channel"]["id"], "privategroup"}};
    for (auto const& [channel, name] : places) {
      json const draft = {{"channel", channel}, {"text", "between us"}};
      auto const posted = co_await v.as(ada, "chat.postMessage", draft);
      if (channel == im_of_ada) co_await v.next(*socket);
      json seen;
      acknowledge_next(v, *socket, seen);
      auto use = use_of(v, "thank", posted);
      auto answer = co_await v.post("shortcut", use);
      CHECK(answer["ok"] == true);
      CHECK(seen["payload"]["channel"]["name"] == name);
      use["token"] = v.served->person_token(bruno);
      answer = co_await v.post("shortcut", use);
      CHECK(answer["error"] == "message_not_found");
    }
    socket->abort();
  });
}

TEST_CASE("a global shortcut brings a trigger and no place") {
  visitor guest;
  guest.run([](visitor& v) -> awaitable<> {
    auto const socket = co_await v.connect();
    json seen;
    acknowledge_next(v, *socket, seen);
    auto const use = use_of(v, "note");
    auto const answer = co_await v.post("shortcut", use);
    CHECK(answer["ok"] == true);
    auto const& payload = seen["payload"];
    CHECK(payload["type"] == "shortcut");
    CHECK(payload["callback_id"] == "note");
    CHECK(payload["team"]["id"] == "T0SMALLWIN");
    for (auto const* absent : {"channel", "message", "response_url", "message_ts"})
      CHECK_FALSE(payload.contains(absent));
    socket->abort();
  });
}

TEST_CASE("a shortcut that does not exist, or that the app does not acknowledge in three seconds, fails") {
  visitor guest;
  guest.run([](visitor& v) -> awaitable<> {
    auto use = use_of(v, "other");
    auto answer = co_await v.post("shortcut", use);
    CHECK(answer["error"] == "unknown_shortcut");
    use = use_of(v, "thank", {{"channel", general}, {"ts", "1.000000"}});
    answer = co_await v.post("shortcut", use);
    CHECK(answer["error"] == "message_not_found");
    use = use_of(v, "note");
    answer = co_await v.post("shortcut", use);
    CHECK(answer["error"] == "app_did_not_respond");
    auto const socket = co_await v.connect();
    bool over = false;
    auto ask = [](visitor& w, json what, bool& done) -> awaitable<> {
      auto const said = co_await w.post("shortcut", what);
      CHECK(said["error"] == "app_did_not_respond");
      done = true;
    };
    asio::co_spawn(v.io, ask(v, use, over), asio::detached);
    co_await v.next(*socket);
    v.clock.advance(3100ms);
    while (!over)
      co_await v.get("stats");
    socket->abort();
  });
}

TEST_CASE("shortcuts are read from the manifest, within Slack's limits") {
  auto manifest = json::parse(test_manifest());
  auto const read = read_manifest(manifest.dump());
  REQUIRE(read.has_value());
  REQUIRE(read->shortcuts.size() == 2);
  CHECK(read->find_shortcut("thank")->on_message);
  CHECK_FALSE(read->find_shortcut("note")->on_message);
  CHECK(read->find_shortcut("other") == nullptr);
  auto& list = manifest["features"]["shortcuts"];
  auto const whole = list;
  auto const refused = [&](char const* key, json value) {
    list = whole;
    list[0][key] = std::move(value);
    return !read_manifest(manifest.dump()).has_value();
  };
  CHECK(refused("type", "elsewhere"));
  CHECK(refused("callback_id", ""));
  CHECK(refused("callback_id", "note"));
  CHECK(refused("name", std::string(25, 'x')));
  CHECK(refused("description", std::string(151, 'x')));
  CHECK(refused("description", nullptr));
  list = whole;
  for (int n = 0; n < 9; ++n) {
    list.push_back(whole[0]);
    list.back()["callback_id"] = "more " + std::to_string(n);
  }
  CHECK_FALSE(read_manifest(manifest.dump()).has_value());
}

TEST_CASE("the manifest can be replaced, by a good one only") {
  visitor guest;
  guest.run([](visitor& v) -> awaitable<> {
    auto manifest = json::parse(test_manifest());
    manifest["features"]["shortcuts"].erase(0);
    manifest["features"]["app_home"]["home_tab_enabled"] = false;
    auto answer = co_await v.post("manifest", manifest);
    CHECK(answer["ok"] == true);
    auto const shown = co_await v.get("bootstrap");
    CHECK(shown["app"]["home_tab"] == false);
    CHECK(shown["app"]["shortcuts"].size() == 1);
    json const publish = {{"user_id", ada}, {"view", small_view("home")}};
    answer = co_await v.as_bot("views.publish", publish);
    CHECK(answer["error"] == "not_enabled");
    json const bad = {{"features", 1}};
    answer = co_await v.post("manifest", bad);
    CHECK(answer["error"] == "invalid_manifest");
  });
}

TEST_CASE("both tabs are told to the app; only Home has a view, and its buttons have no channel") {
  visitor guest;
  guest.run([](visitor& v) -> awaitable<> {
    auto home = small_view("home");
    json const label = {{"type", "plain_text"}, {"text", "Done"}};
    json const first = {{"type", "button"}, {"text", label}, {"action_id", "done"}, {"value", "1"}};
    json const second = {{"type", "button"}, {"text", label}, {"action_id", "later"}, {"value", "2"}};
    home["blocks"].push_back(
        {{"type", "actions"}, {"block_id", "steps"}, {"elements", json::array({first, second})}});
    json const publish = {{"user_id", ada}, {"view", home}};
    auto const published = co_await v.as_bot("views.publish", publish);
    auto const socket = co_await v.connect();
    json open = {{"token", v.served->person_token(ada)}, {"tab", "messages"}};
    co_await v.post("home/open", open);
    auto envelope = co_await v.next(*socket);
    CHECK(envelope["payload"]["event"]["tab"] == "messages");
    CHECK(envelope["payload"]["event"]["channel"] == im_of_ada);
    CHECK_FALSE(envelope["payload"]["event"].contains("view"));
    co_await v.acknowledge(*socket, envelope, nullptr);
    open["tab"] = "home";
    co_await v.post("home/open", open);
    envelope = co_await v.next(*socket);
    CHECK(envelope["payload"]["event"]["tab"] == "home");
    CHECK(envelope["payload"]["event"]["view"]["hash"] == published["view"]["hash"]);
    co_await v.acknowledge(*socket, envelope, nullptr);

    json seen;
    acknowledge_next(v, *socket, seen);
    json const press = {{"token", open["token"]},
                        {"container", "home"},
                        {"view_id", published["view"]["id"]},
                        {"block_id", "steps"},
                        {"action_id", "later"}};
    auto const answer = co_await v.post("action", press);
    CHECK(answer["ok"] == true);
    auto const& payload = seen["payload"];
    CHECK(payload["container"] == json{{"type", "view"}, {"view_id", published["view"]["id"]}});
    CHECK(payload["view"]["type"] == "home");
    CHECK(payload["view"]["hash"] == published["view"]["hash"]);
    CHECK(payload["actions"][0]["value"] == "2");
    CHECK(payload.contains("trigger_id"));
    for (auto const* absent : {"channel", "message", "response_url"})
      CHECK_FALSE(payload.contains(absent));
    socket->abort();
  });
}

TEST_CASE("a modal that is closed with those below it tells the app of each") {
  visitor guest;
  guest.run([](visitor& v) -> awaitable<> {
    auto const socket = co_await v.connect();
    json last;
    std::vector<std::string> const methods = {"views.open", "views.push"};
    for (auto const& method : methods) {
      json seen;
      acknowledge_next(v, *socket, seen);
      auto const use = use_of(v, "note");
      co_await v.post("shortcut", use);
      json const ask = {{"trigger_id", seen["payload"]["trigger_id"]}, {"view", small_view("modal")}};
      auto const made = co_await v.as_bot(method, ask);
      REQUIRE(made["ok"] == true);
      last = made["view"];
    }
    json const close = {
        {"token", v.served->person_token(ada)}, {"view_id", last["id"]}, {"is_cleared", true}};
    auto const answer = co_await v.post("view/close", close);
    CHECK(answer["ok"] == true);
    std::vector<json> const closed = {last["id"], last["previous_view_id"]};
    for (auto const& id : closed) {
      auto const envelope = co_await v.next(*socket);
      CHECK(envelope["payload"]["type"] == "view_closed");
      CHECK(envelope["payload"]["is_cleared"] == true);
      CHECK(envelope["payload"]["view"]["id"] == id);
      CHECK_FALSE(envelope["payload"].contains("trigger_id"));
    }
    socket->abort();
  });
}

TEST_CASE("a view's external id is its own, and a view is at most 250 KB") {
  desk here;
  auto const open = [&](std::string const& user, json const& view) {
    return here.call("views.open", {{"trigger_id", here.place.triggers.issue(user)}, {"view", view}});
  };
  auto const publish = [&](std::string const& user, json const& view) {
    return here.call("views.publish", {{"user_id", user}, {"view", view}});
  };
  CHECK(open(ada, small_view("modal", "mine"))["ok"] == true);
  CHECK(open(ada, small_view("modal", "mine"))["ok"] == true);
  CHECK(open(bruno, small_view("modal", "mine"))["error"] == "duplicate_external_id");
  CHECK(publish(bruno, small_view("home", "mine"))["error"] == "duplicate_external_id");
  CHECK(publish(bruno, small_view("home", "his"))["ok"] == true);
  CHECK(publish(bruno, small_view("home", "his"))["ok"] == true);
  auto large = small_view("home");
  for (int n = 0; n < 99; ++n)
    large["blocks"].push_back(
        {{"type", "section"}, {"text", {{"type", "mrkdwn"}, {"text", std::string(2600, 'x')}}}});
  CHECK(publish(ada, large)["error"] == "view_too_large");
  auto many = small_view("home");
  for (int n = 0; n < 100; ++n)
    many["blocks"].push_back({{"type", "divider"}});
  CHECK(publish(ada, many)["error"] == "invalid_arguments");
}

TEST_CASE("a Home tab is not published over one that is newer, and a hundred times a minute") {
  desk here(json::parse(test_manifest()), true);
  auto const view = small_view("home");
  auto const first = here.call("views.publish", {{"user_id", ada}, {"view", view}})["view"];
  auto const second =
      here.call("views.publish", {{"user_id", ada}, {"view", view}, {"hash", first["hash"]}})["view"];
  CHECK(second["hash"] != first["hash"]);
  CHECK(here.error_of("views.publish", {{"user_id", ada}, {"view", view}, {"hash", first["hash"]}}) ==
        "hash_conflict");
  for (int n = 3; n < 100; ++n)
    here.call("views.publish", {{"user_id", ada}, {"view", view}});
  auto const refused =
      here.post("views.publish", {{"user_id", ada}, {"view", view}}, here.place.tokens.bot_token());
  CHECK(refused.status == 429);
  CHECK(refused.fields.get("Retry-After") == "1");
}
