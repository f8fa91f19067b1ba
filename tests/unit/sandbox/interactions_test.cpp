#include "unit/sandbox/visitor.hpp"

#include <doctest/doctest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

using namespace huzzah;
using namespace huzzah::sandbox;
using namespace huzzah::sandbox::testing;
using namespace std::chrono_literals;

namespace {

/// Acknowledges one envelope with `payload`; what it was goes into `seen`.
awaitable<> answer_one(visitor& v, net::websocket& socket, json payload, json& seen) {
  seen = co_await v.next(socket);
  co_await v.acknowledge(socket, seen, std::move(payload));
}

void in_background(visitor& v, awaitable<> work) {
  asio::co_spawn(v.io, std::move(work), asio::detached);
}

json command(visitor& v, std::string const& text, std::string const& name = "/kudos") {
  return {{"token", v.served->person_token(ada)}, {"channel", general}, {"command", name}, {"text", text}};
}

awaitable<json> post_to(visitor& v, std::string url, json body) {
  net::http_request request("POST", std::move(url));
  request.fields.set("Content-Type", "application/json");
  request.body = body.dump();
  auto const answer = co_await v.send(std::move(request));
  json const told = {{"status", answer->status}, {"body", answer->body}};
  co_return told;
}

json buttons() {
  json const label = {{"type", "plain_text"}, {"text", "Second it"}};
  json const button = {{"type", "button"}, {"text", label}, {"action_id", "second"}, {"value", "42"}};
  json const actions = {{"type", "actions"}, {"block_id", "row"}, {"elements", json::array({button})}};
  return json::array({actions});
}

}  // namespace

TEST_CASE("a command is answered by the acknowledgement's payload") {
  visitor guest;
  guest.run([](visitor& v) -> awaitable<> {
    auto const socket = co_await v.connect();
    json seen;
    json const payload = {{"response_type", "in_channel"}, {"text", "done"}};
    auto work = answer_one(v, *socket, payload, seen);
    in_background(v, std::move(work));
    auto const body = command(v, "<@U0BRUNO001> thanks");
    auto const answer = co_await v.post("command", body);
    CHECK(answer["ok"] == true);
    CHECK(seen["type"] == "slash_commands");
    CHECK(seen["accepts_response_payload"] == true);
    CHECK(seen["payload"]["command"] == "/kudos");
    CHECK(seen["payload"]["text"] == "<@U0BRUNO001> thanks");
    CHECK(seen["payload"]["channel_name"] == "general");
    CHECK(seen["payload"]["user_name"] == "ada");
    json const ask = {{"channel", general}, {"limit", 1}};
    auto const history = co_await v.as_bot("conversations.history", ask);
    CHECK(history["messages"][0]["text"] == "done");
    socket->abort();
  });
}

TEST_CASE("a command that does not escape gets plain names") {
  visitor guest;
  guest.run([](visitor& v) -> awaitable<> {
    auto const socket = co_await v.connect();
    json seen;
    auto work = answer_one(v, *socket, nullptr, seen);
    in_background(v, std::move(work));
    auto const body = command(v, "<@U0BRUNO001> <#C0WINS0001|wins> <!subteam^S0CREW0001|@crew>", "/plain");
    auto const answer = co_await v.post("command", body);
    CHECK(answer["ok"] == true);
    CHECK(seen["payload"]["text"] == "@bruno #wins @crew");
    socket->abort();
  });
}

TEST_CASE("a command that nobody answers fails, at once without a connection, else after 3 s") {
  visitor guest;
  guest.run([](visitor& v) -> awaitable<> {
    auto const body = command(v, "");
    auto answer = co_await v.post("command", body);
    CHECK(answer["error"] == "app_did_not_respond");
    auto const unknown = command(v, "", "/sing");
    answer = co_await v.post("command", unknown);
    CHECK(answer["error"] == "unknown_command");
    auto const socket = co_await v.connect();
    bool over = false;
    auto ask = [](visitor& w, json what, bool& done) -> awaitable<> {
      auto const said = co_await w.post("command", what);
      CHECK(said["error"] == "app_did_not_respond");
      done = true;
    };
    auto work = ask(v, body, over);
    in_background(v, std::move(work));
    co_await v.next(*socket);
    v.clock.advance(2900ms);
    co_await v.get("stats");
    CHECK_FALSE(over);
    v.clock.advance(200ms);
    while (!over)
      co_await v.get("stats");
    socket->abort();
  });
}

TEST_CASE("a response URL takes five posts within thirty minutes") {
  visitor guest;
  guest.run([](visitor& v) -> awaitable<> {
    auto const socket = co_await v.connect();
    json seen;
    auto work = answer_one(v, *socket, nullptr, seen);
    in_background(v, std::move(work));
    auto const body = command(v, "x");
    co_await v.post("command", body);
    auto const url = seen["payload"]["response_url"].get<std::string>();
    json const words = {{"text", "later"}, {"response_type", "in_channel"}};
    for (int i = 0; i < 5; ++i) {
      auto const told = co_await post_to(v, url, words);
      CHECK(told["status"] == 200);
      CHECK(told["body"] == "ok");
    }
    auto const refused = co_await post_to(v, url, words);
    CHECK(refused["status"] == 404);
    CHECK(refused["body"].get<std::string>().find("used_url") != std::string::npos);

    socket->abort();
    auto const fresh = co_await v.connect();
    json second;
    auto more = answer_one(v, *fresh, nullptr, second);
    in_background(v, std::move(more));
    co_await v.post("command", body);
    auto const late = second["payload"]["response_url"].get<std::string>();
    v.clock.turn(31min);
    auto const expired = co_await post_to(v, late, words);
    CHECK(expired["body"].get<std::string>().find("expired_url") != std::string::npos);
    fresh->abort();
  });
}

TEST_CASE("a button press brings message, action and a way to answer") {
  visitor guest;
  guest.run([](visitor& v) -> awaitable<> {
    json const draft = {{"channel", general}, {"text", "kudos"}, {"blocks", buttons()}};
    auto const posted = co_await v.as_bot("chat.postMessage", draft);
    auto const socket = co_await v.connect();
    json seen;
    auto work = answer_one(v, *socket, nullptr, seen);
    in_background(v, std::move(work));
    json press = {{"token", v.served->person_token(ada)},
                  {"container", "message"},
                  {"channel", general},
                  {"message_ts", posted["ts"]},
                  {"block_id", "row"},
                  {"action_id", "second"},
                  {"value", "42"}};
    auto const answer = co_await v.post("action", press);
    CHECK(answer["ok"] == true);
    auto const& payload = seen["payload"];
    CHECK(seen["type"] == "interactive");
    CHECK(payload["type"] == "block_actions");
    CHECK(payload["user"]["id"] == ada);
    CHECK(payload["channel"]["id"] == general);
    CHECK(payload["message"]["ts"] == posted["ts"]);
    CHECK(payload["container"]["message_ts"] == posted["ts"]);
    CHECK(payload["actions"][0]["action_id"] == "second");
    CHECK(payload["actions"][0]["value"] == "42");

    json const better = {{"replace_original", true}, {"text", "seconded"}};
    auto const told = co_await post_to(v, payload["response_url"].get<std::string>(), better);
    CHECK(told["status"] == 200);
    json const ask = {{"channel", general}, {"limit", 1}};
    auto const history = co_await v.as_bot("conversations.history", ask);
    CHECK(history["messages"][0]["text"] == "seconded");
    press["action_id"] = "other";
    auto const wrong = co_await v.post("action", press);
    CHECK(wrong["error"] == "action_not_found");
    socket->abort();
  });
}

TEST_CASE("a form can be refused with errors, replaced, and closed") {
  visitor guest;
  guest.run([](visitor& v) -> awaitable<> {
    auto const socket = co_await v.connect();
    json seen;
    auto work = answer_one(v, *socket, nullptr, seen);
    in_background(v, std::move(work));
    auto const body = command(v, "");
    co_await v.post("command", body);
    json const title = {{"type", "plain_text"}, {"text", "Thanks"}};
    json const input = {{"type", "plain_text_input"}, {"action_id", "why"}};
    json const block = {{"type", "input"}, {"block_id", "reason"}, {"label", title}, {"element", input}};
    json const view = {{"type", "modal"},
                       {"callback_id", "give"},
                       {"title", title},
                       {"submit", title},
                       {"blocks", json::array({block})}};
    json const open = {{"trigger_id", seen["payload"]["trigger_id"]}, {"view", view}};
    auto const opened = co_await v.as_bot("views.open", open);
    REQUIRE(opened["ok"] == true);

    json const typed = {{"type", "plain_text_input"}, {"value", "because"}};
    json const values = {{"reason", {{"why", typed}}}};
    json const submission = {
        {"token", v.served->person_token(ada)}, {"view_id", opened["view"]["id"]}, {"values", values}};
    json const errors = {{"response_action", "errors"}, {"errors", {{"reason", "too short"}}}};
    work = answer_one(v, *socket, errors, seen);
    in_background(v, std::move(work));
    auto answer = co_await v.post("view/submit", submission);
    CHECK(seen["payload"]["type"] == "view_submission");
    CHECK(seen["payload"]["view"]["callback_id"] == "give");
    CHECK(seen["payload"]["view"]["state"]["values"]["reason"]["why"]["value"] == "because");
    CHECK(answer["response_action"] == "errors");
    CHECK(answer["errors"]["reason"] == "too short");

    json const update = {{"response_action", "update"}, {"view", view}};
    work = answer_one(v, *socket, update, seen);
    in_background(v, std::move(work));
    answer = co_await v.post("view/submit", submission);
    CHECK(answer["view"]["id"] == opened["view"]["id"]);

    auto const empty = json::object();
    work = answer_one(v, *socket, empty, seen);
    in_background(v, std::move(work));
    answer = co_await v.post("view/submit", submission);
    CHECK(answer["ok"] == true);
    CHECK_FALSE(answer.contains("response_action"));
    answer = co_await v.post("view/submit", submission);
    CHECK(answer["error"] == "view_not_found");
    socket->abort();
  });
}

TEST_CASE("opening the Home tab tells the app and shows what it published") {
  visitor guest;
  guest.run([](visitor& v) -> awaitable<> {
    auto const socket = co_await v.connect();
    json const who = {{"token", v.served->person_token(ada)}};
    auto answer = co_await v.post("home/open", who);
    CHECK(answer["view"].is_null());
    auto const envelope = co_await v.next(*socket);
    CHECK(envelope["payload"]["event"]["type"] == "app_home_opened");
    CHECK(envelope["payload"]["event"]["user"] == ada);
    json const divider = {{"type", "divider"}};
    json const view = {{"type", "home"}, {"blocks", json::array({divider})}};
    json const publish = {{"user_id", ada}, {"view", view}};
    co_await v.as_bot("views.publish", publish);
    answer = co_await v.post("home/open", who);
    CHECK(answer["view"]["type"] == "home");
    socket->abort();
  });
}
