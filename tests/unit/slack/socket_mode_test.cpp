#include "slack/socket_mode.hpp"

#include "fake_slack.hpp"
#include "support/virtual_clock.hpp"

#include <doctest/doctest.h>

#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

using namespace huzzah;
using nlohmann::json;
using test::fake_slack;
using namespace std::chrono_literals;

namespace {

/// A handler whose every call waits until the test lets it go on.
class gate {
 public:
  explicit gate(asio::any_io_executor const& executor) : moved(executor) {}

  std::optional<awaitable<result<chat::reply>>> take(chat::event happened) {
    if (is_broken) throw std::runtime_error("bug");
    if (wants_nothing) {
      ++passed;
      return std::nullopt;
    }
    return handle(std::move(happened));
  }
  awaitable<result<chat::reply>> handle(chat::event happened) {
    seen.push_back(happened);
    while (closed)
      co_await moved.wait();
    if (failure) co_return *failure;
    co_return answer;
  }
  void open() {
    closed = false;
    moved.notify_all();
  }

  base::wake_up moved;
  bool closed = false;
  bool is_broken = false;
  bool wants_nothing = false;
  int passed = 0;
  std::vector<chat::event> seen;
  std::optional<error> failure;
  chat::reply answer;
};

struct bench {
  int wanted;  ///< connections
  test::virtual_clock clock{base::time_point{std::chrono::seconds(1'800'000'000)}};
  fake_slack slack;
  gate handler{slack.io.get_executor()};
  std::unique_ptr<slack::slack_workspace> workspace =
      test::run(slack.io, slack::slack_workspace::connect(slack.options(), clock)).value();
  std::vector<slack::connection_state> states;
  slack::socket_mode socket{slack.io.get_executor(),
                            options(),
                            *workspace,
                            clock,
                            [this](chat::event happened) { return handler.take(std::move(happened)); },
                            [this](slack::connection_state const& state) { states.push_back(state); }};
  std::optional<result<>> ended;

  explicit bench(int connections = 1) : wanted(connections) {
    asio::co_spawn(slack.io, socket.run(), [this](std::exception_ptr bug, result<> outcome) {
      if (bug) std::rethrow_exception(bug);
      ended.emplace(std::move(outcome));
    });
  }
  bench(bench const&) = delete;
  bench& operator=(bench const&) = delete;
  ~bench() {
    handler.open();
    socket.stop();
    until([this] { return ended.has_value(); });
  }

  slack::slack_options options() const {
    auto made = slack.options();
    made.connections = wanted;
    return made;
  }

  template <class Condition>
  void until(Condition reached) {
    test::run_until(slack.io, reached);
  }
  void live() {
    until([this] { return socket.is_connected(); });
  }
  std::vector<json> const& frames(std::size_t connection = 0) {
    return slack.connections.at(connection)->frames;
  }

  void say(std::string const& id, std::string const& ts = "1700000000.000100", std::size_t connection = 0) {
    slack.send(connection,
               {{"envelope_id", id},
                {"type", "events_api"},
                {"payload",
                 {{"team_id", "T1"},
                  {"event",
                   {{"type", "message"}, {"channel", "C1"}, {"user", "U1"}, {"text", "hi"}, {"ts", ts}}}}}});
  }
  void command(std::string const& id) {
    auto const url = slack.options().api_url + "response_url";
    slack.send(0, {{"envelope_id", id},
                   {"type", "slash_commands"},
                   {"accepts_response_payload", true},
                   {"payload",
                    {{"command", "/kudos"},
                     {"text", ""},
                     {"user_id", "U1"},
                     {"team_id", "T1"},
                     {"trigger_id", "t"},
                     {"response_url", url}}}});
  }
  void will_say(std::string words) {
    handler.answer = chat::reply(chat::message({{chat::token_kind::text, std::move(words)}}));
  }
};

}  // namespace

TEST_CASE("connected means that the hello came") {
  bench b;
  b.live();
  REQUIRE(b.states.size() == 1);
  CHECK(b.states[0].connected);
  CHECK(b.slack.last("apps.connections.open").token == "Bearer xapp-secret");
  CHECK(b.slack.connections[0]->path == "/link/1");
}

TEST_CASE("an event is acknowledged after it was handled, and not before") {
  bench b;
  b.live();
  b.handler.closed = true;
  b.say("first", "1.0");
  b.until([&] { return b.handler.seen.size() == 1; });
  // Another one that needs no handling overtakes it: reading goes on meanwhile.
  b.slack.send(0, {{"envelope_id", "nothing"}, {"type", "unheard of"}});
  b.until([&] { return b.frames().size() == 1; });
  CHECK(b.frames()[0] == json{{"envelope_id", "nothing"}});
  b.handler.open();
  b.until([&] { return b.frames().size() == 2; });
  CHECK(b.frames()[1] == json{{"envelope_id", "first"}});
}

TEST_CASE(
    "an event that could not be saved is not acknowledged; Slack sends it again and it is handled again") {
  bench b;
  b.live();
  b.handler.failure = error(errc::storage_full, "disk");
  b.say("e", "1.0");
  b.until([&] { return b.handler.seen.size() == 1; });
  b.handler.failure.reset();
  b.say("e", "1.0");
  b.until([&] { return !b.frames().empty(); });
  CHECK(b.handler.seen.size() == 2);
  CHECK(b.frames().size() == 1);
}

TEST_CASE("what is nothing to anybody is acknowledged without being handled") {
  bench b;
  b.live();
  b.handler.wants_nothing = true;
  for (int i = 0; i < 1'000; ++i)
    b.say("e" + std::to_string(i), std::to_string(i) + ".0");
  b.until([&] { return b.frames().size() == 1'000; });
  CHECK(b.handler.seen.empty());
  CHECK(b.handler.passed == 1'000);
  for (std::size_t i = 0; i < 1'000; ++i)
    CHECK(b.frames()[i] == json{{"envelope_id", "e" + std::to_string(i)}});
  CHECK(b.socket.stats().acknowledged == 1'000);
  CHECK(b.socket.stats().in_flight == 0);
  b.command("c");
  b.until([&] { return b.frames().size() == 1'001; });
}

TEST_CASE("however much arrives together, all of it is acknowledged") {
  bench b;
  b.live();
  std::vector<std::string> texts;
  for (int i = 0; i < 2'000; ++i)
    texts.push_back(R"({"envelope_id":")" + std::to_string(i) +
                    R"(","type":"events_api","payload":{"team_id":"T1","event":{"type":"?"}}})");
  b.slack.send_together(0, texts);
  b.until([&] { return b.frames().size() == texts.size(); });
  CHECK(b.socket.stats().in_flight == 0);
}

TEST_CASE("what is saved only when its connection has ended is counted as not acknowledged") {
  bench b;
  b.live();
  b.handler.closed = true;
  b.say("e");
  b.until([&] { return b.handler.seen.size() == 1; });
  b.slack.connections[0]->socket->abort();
  b.until([&] { return b.states.size() == 2; });
  b.handler.open();
  b.until([&] { return b.socket.stats().unacknowledged == 1; });
  CHECK(b.socket.stats().in_flight == 0);
}

TEST_CASE("a handler that throws leaves the event to be sent again, and the connection open") {
  bench b;
  b.live();
  b.handler.is_broken = true;
  b.say("e");
  b.until([&] { return b.socket.stats().unhandled == 1; });
  b.handler.is_broken = false;
  b.say("f");
  b.until([&] { return b.frames().size() == 1; });
  CHECK(b.frames()[0]["envelope_id"] == "f");
  CHECK(b.handler.seen.size() == 1);
}

TEST_CASE("broken frames cost nothing but themselves") {
  bench b;
  b.live();
  for (auto const* broken : {"", "{", "null", "[[[[", "{\"type\":7}"})
    b.slack.send_text(0, broken);
  b.slack.send_text(0, "{\"envelope_id\":\"deep\",\"payload\":" + std::string(200'000, '['));
  b.say("good");
  b.until([&] { return b.frames().size() == 2; });
  CHECK(b.handler.seen.size() == 1);
  CHECK(b.slack.connections.size() == 1);
}

TEST_CASE("a command is answered in its acknowledgement, also when it could not be saved") {
  bench b;
  b.live();
  b.handler.answer = chat::reply(chat::message({{chat::token_kind::text, "hello"}}));
  b.command("c1");
  b.until([&] { return b.frames().size() == 1; });
  CHECK(b.frames()[0]["payload"]["text"] == "hello");
  b.handler.failure = error(errc::io_failed, "disk");
  b.command("c2");
  b.until([&] { return b.frames().size() == 2; });
  CHECK(b.frames()[1]["payload"]["text"].get<std::string>().find("try again") != std::string::npos);
}

TEST_CASE("a command whose connection is gone before its answer is answered through its response_url") {
  bench b;
  b.live();
  b.will_say("recorded");
  b.handler.closed = true;
  b.command("c");
  b.until([&] { return b.handler.seen.size() == 1; });
  b.slack.connections[0]->socket->abort();
  b.until([&] { return b.states.size() == 2; });
  b.handler.open();
  b.until([&] { return b.slack.count("response_url") == 1; });
  CHECK(json::parse(b.slack.last("response_url").body)["text"] == "recorded");
  CHECK(b.slack.last("response_url").token.empty());
  CHECK(b.socket.stats().unacknowledged == 1);
}

TEST_CASE("a command that was answered in its acknowledgement is not answered twice") {
  bench b;
  b.live();
  b.will_say("recorded");
  b.command("c");
  b.until([&] { return b.frames().size() == 1; });
  CHECK(b.frames()[0]["payload"]["text"] == "recorded");
  b.slack.connections[0]->socket->abort();
  b.until([&] { return b.states.size() == 2; });
  CHECK(b.slack.count("response_url") == 0);
}

TEST_CASE("a command that took so long that Slack no longer waits is answered through its response_url") {
  bench b;
  b.live();
  b.will_say("recorded");
  b.handler.closed = true;
  b.command("c");
  b.until([&] { return b.handler.seen.size() == 1; });
  b.clock.advance(3s);
  b.handler.open();
  b.until([&] { return b.slack.count("response_url") == 1 && b.frames().size() == 1; });
  CHECK(b.frames()[0] == json{{"envelope_id", "c"}});
  CHECK(json::parse(b.slack.last("response_url").body)["text"] == "recorded");
}

TEST_CASE(
    "failure 5: at a refresh there is no moment without a connection, and events on either are handled") {
  bench b;
  b.live();
  b.slack.send(0, {{"type", "disconnect"}, {"reason", "warning"}});
  b.say("first", "0.5", 0);
  b.until([&] { return b.frames(0).size() == 1; });
  // So soon after its hello that the next connection is not opened at once.
  CHECK(b.slack.connections.size() == 1);
  b.clock.advance(1s);
  b.until([&] { return b.slack.connections.size() == 2 && b.slack.connections[1]->socket; });
  b.say("late", "1.0", 0);
  b.say("new", "2.0", 1);
  b.until([&] { return b.frames(0).size() == 2 && b.frames(1).size() == 1; });
  // Failure 11: each answer went where its envelope came from.
  CHECK(b.frames(0)[1]["envelope_id"] == "late");
  CHECK(b.frames(1)[0]["envelope_id"] == "new");
  CHECK(b.slack.connections[0]->open);
  b.clock.advance(2s);
  b.until([&] { return !b.slack.connections[0]->open; });
  CHECK(b.slack.connections[1]->open);
  CHECK(b.states.size() == 1);
  // Failure 9: a URL of its own.
  CHECK(b.slack.connections[1]->path == "/link/2");
}

TEST_CASE("a connection that is cut is replaced") {
  bench b;
  b.live();
  b.slack.connections[0]->socket->abort();
  b.until([&] { return b.states.size() == 2; });
  CHECK_FALSE(b.states[1].connected);
  b.clock.advance(1s);
  b.until([&] { return b.states.size() == 3; });
  CHECK(b.states[2].connected);
}

TEST_CASE(
    "of two connections one may go: what comes by the other is answered there, and nothing is reported") {
  bench b(2);
  b.live();
  b.clock.advance(600ms);
  b.until([&] { return b.socket.stats().open == 2; });
  CHECK(b.slack.connections[0]->path != b.slack.connections[1]->path);
  b.say("first", "1.0", 0);
  b.say("second", "2.0", 1);
  b.until([&] { return b.frames(0).size() == 1 && b.frames(1).size() == 1; });
  CHECK(b.frames(0)[0]["envelope_id"] == "first");
  CHECK(b.frames(1)[0]["envelope_id"] == "second");
  b.slack.connections[0]->socket->abort();
  b.until([&] { return b.socket.stats().open == 1; });
  b.say("third", "3.0", 1);
  b.until([&] { return b.frames(1).size() == 2; });
  CHECK(b.socket.is_connected());
  b.clock.advance(1s);
  b.until([&] { return b.socket.stats().open == 2; });
  CHECK(b.states.size() == 1);
}

TEST_CASE("failure 1 and 2: a connection without a hello is given up and another one tried") {
  bench b;
  b.slack.says_hello = false;
  b.until([&] { return b.slack.connections.size() == 1; });
  b.clock.advance(31s);
  b.until([&] { return !b.slack.connections[0]->open; });
  b.slack.says_hello = true;
  b.clock.advance(1s);
  b.live();
  CHECK(b.slack.connections.size() == 2);
}

TEST_CASE("back-pressure: no more than 256 events are in hand, and none is lost") {
  bench b;
  b.live();
  b.handler.closed = true;
  for (auto i = 0; i < 400; ++i)
    b.say("e" + std::to_string(i), std::to_string(i + 1) + ".0");
  b.until([&] { return b.handler.seen.size() == 256; });
  // Silence says nothing meanwhile.
  b.clock.advance(5min);
  while (b.slack.io.poll() > 0) {
  }
  CHECK(b.handler.seen.size() == 256);
  CHECK(b.socket.is_connected());
  b.handler.open();
  b.until([&] { return b.frames().size() == 400; });
  CHECK(b.slack.connections.size() == 1);
}

TEST_CASE("stopping finishes and acknowledges what was read, then closes") {
  bench b;
  b.live();
  b.handler.closed = true;
  b.say("e");
  b.until([&] { return b.handler.seen.size() == 1; });
  b.socket.stop();
  CHECK_FALSE(b.ended.has_value());
  b.handler.open();
  b.until([&] { return b.ended.has_value(); });
  CHECK(b.ended->has_value());
  b.until([&] { return !b.slack.connections[0]->open; });
  REQUIRE(b.frames().size() == 1);
  CHECK(b.frames()[0]["envelope_id"] == "e");
}

TEST_CASE("stopping does not wait for ever") {
  bench b;
  b.live();
  b.handler.closed = true;
  b.say("e");
  b.until([&] { return b.handler.seen.size() == 1; });
  b.socket.stop();
  for (auto i = 0; i < 10 && !b.ended; ++i) {
    b.until([&] { return b.ended.has_value() || b.clock.sleepers() > 0; });
    b.clock.advance(1s);
    b.slack.io.poll();
  }
  b.until([&] { return b.ended.has_value(); });
  CHECK(b.ended->has_value());
}

TEST_CASE("a revoked token ends it with what to mend") {
  bench b;
  b.slack.answers["apps.connections.open"] = {R"({"ok":false,"error":"token_revoked"})"};
  b.until([&] { return b.ended.has_value(); });
  REQUIRE_FALSE(b.ended->has_value());
  CHECK(b.ended->error().code == errc::unauthorized);
  CHECK(b.ended->error().detail.find("token_revoked") != std::string::npos);
}

TEST_CASE("when tokens were revoked it is asked at once whether ours still serves") {
  bench b;
  b.live();
  std::string why;
  b.workspace->when_refused([&](error const& refused) { why = refused.detail; });
  b.slack.answers["auth.test"] = {R"({"ok":false,"error":"token_revoked"})"};
  b.slack.send(0, {{"envelope_id", "r"},
                   {"type", "events_api"},
                   {"payload", {{"team_id", "T1"}, {"event", {{"type", "tokens_revoked"}}}}}});
  b.until([&] { return !why.empty(); });
  CHECK(why.starts_with("auth.test: token_revoked ("));
}

TEST_CASE("a changed profile drops the person from the cache") {
  bench b;
  b.live();
  b.slack.answers["users.info"] = {R"({"ok":true,"user":{"id":"U7","name":"old"}})",
                                   R"({"ok":true,"user":{"id":"U7","name":"new"}})"};
  CHECK(test::run(b.slack.io, b.workspace->find_person("U7")).value().name == "old");
  b.slack.send(
      0, {{"envelope_id", "u"},
          {"type", "events_api"},
          {"payload", {{"team_id", "T1"}, {"event", {{"type", "user_change"}, {"user", {{"id", "U7"}}}}}}}});
  b.until([&] { return b.frames().size() == 1; });
  CHECK(test::run(b.slack.io, b.workspace->find_person("U7")).value().name == "new");
}
