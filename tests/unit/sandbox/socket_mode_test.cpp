#include "sandbox/socket_mode/redelivery.hpp"
#include "unit/sandbox/visitor.hpp"

#include <doctest/doctest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

using namespace huzzah;
using namespace huzzah::sandbox;
using namespace huzzah::sandbox::testing;
using namespace std::chrono_literals;

TEST_CASE("an event is due again after 3 s, a minute and five, then given up") {
  redelivery_schedule schedule;
  delivery const event("e", "{}");
  schedule.sent(event, 0s);
  CHECK(schedule.due(2999ms).empty());
  auto again = schedule.due(3s);
  REQUIRE(again.size() == 1);
  CHECK(again[0].attempt == 1);
  CHECK(schedule.due(6s).empty());
  CHECK(schedule.due(65s).empty());
  again = schedule.due(66s);
  REQUIRE(again.size() == 1);
  CHECK(again[0].attempt == 2);
  CHECK(schedule.due(69s).empty());
  again = schedule.due(369s);
  REQUIRE(again.size() == 1);
  CHECK(again[0].attempt == 3);
  CHECK(schedule.size() == 1);
  CHECK(schedule.due(372s).empty());
  CHECK(schedule.size() == 0);
  CHECK_FALSE(schedule.next().has_value());
}

TEST_CASE("an acknowledged event is not sent again, even when it rests") {
  redelivery_schedule schedule;
  delivery const event("e", "{}");
  schedule.sent(event, 0s);
  CHECK(schedule.acknowledge("other", 1s) == std::nullopt);
  CHECK(schedule.acknowledge("e", 1s) == base::duration(1s));
  CHECK(schedule.due(10s).empty());
  schedule.sent(event, 10s);
  schedule.due(13s);
  schedule.due(16s);
  CHECK(schedule.acknowledge("e", 20s).has_value());
  CHECK(schedule.due(1000s).empty());
}

TEST_CASE("what rests between two tries can be sent at once, or given up") {
  redelivery_schedule schedule;
  delivery const event("e", "{}");
  schedule.sent(event, 0s);
  schedule.hurry(1s);
  CHECK(schedule.due(1s).empty());  // it waits for its acknowledgement
  CHECK(schedule.due(3s).size() == 1);
  CHECK(schedule.due(6s).empty());
  schedule.hurry(7s);
  auto const again = schedule.due(7s);
  REQUIRE(again.size() == 1);
  CHECK(again[0].attempt == 2);
  CHECK(schedule.next() == base::duration(10s));
  schedule.give_up();
  CHECK(schedule.size() == 0);
  CHECK(schedule.due(1000s).empty());
}

TEST_CASE("whoever connects is greeted, with a ticket that serves once") {
  visitor guest;
  guest.run([](visitor& v) -> awaitable<> {
    auto const none = json::object();
    auto const opened = co_await v.api("apps.connections.open", none, v.served->app_token());
    auto const url = opened["url"].get<std::string>();
    CHECK(url.starts_with("ws://127.0.0.1:"));
    auto const socket = co_await v.open(url);
    REQUIRE(socket.has_value());
    auto const hello = co_await v.next(**socket);
    CHECK(hello["type"] == "hello");
    CHECK(hello["num_connections"] == 1);
    CHECK(hello["connection_info"]["app_id"] == "A0HUZZAH01");
    auto const again = co_await v.open(url);
    CHECK(again.error().code == errc::rejected);
    (*socket)->abort();
  });
}

TEST_CASE("a message arrives as an envelope in Slack's shape, and once acknowledged only once") {
  visitor guest;
  guest.run([](visitor& v) -> awaitable<> {
    auto const socket = co_await v.connect();
    co_await v.say(ada, general, "hello");
    auto const envelope = co_await v.next(*socket);
    CHECK(envelope["type"] == "events_api");
    CHECK(envelope["accepts_response_payload"] == false);
    CHECK(envelope["retry_attempt"] == 0);
    auto const& payload = envelope["payload"];
    CHECK(payload["type"] == "event_callback");
    CHECK(payload["team_id"] == "T0SMALLWIN");
    CHECK(payload["authorizations"][0]["user_id"] == bot);
    CHECK(payload["event_id"].get<std::string>().starts_with("Ev"));
    auto const& event = payload["event"];
    CHECK(event["type"] == "message");
    CHECK(event["user"] == ada);
    CHECK(event["text"] == "hello");
    CHECK(event["channel"] == general);
    CHECK(event["channel_type"] == "channel");
    CHECK(event["event_ts"] == event["ts"]);
    co_await v.acknowledge(*socket, envelope, nullptr);
    co_await v.say(ada, general, "again");
    auto const second = co_await v.next(*socket);
    CHECK(second["payload"]["event"]["text"] == "again");
    auto const stats = co_await v.get("stats");
    CHECK(stats["acks"] == 1);
    CHECK(stats["unacked"] == 1);
    CHECK(stats["connections"] == 1);
    socket->abort();
  });
}

TEST_CASE("an event that is not acknowledged comes again by Slack's schedule") {
  visitor guest;
  guest.run([](visitor& v) -> awaitable<> {
    auto const socket = co_await v.connect();
    co_await v.say(ada, general, "hello");
    auto const first = co_await v.next(*socket);
    v.clock.advance(3s);
    auto const second = co_await v.next(*socket);
    CHECK(second["retry_attempt"] == 1);
    CHECK(second["retry_reason"] == "timeout");
    CHECK(second["payload"]["event_id"] == first["payload"]["event_id"]);
    v.clock.advance(3s);
    auto stats = co_await v.get("stats");
    CHECK(stats["redeliveries"] == 1);
    v.clock.advance(60s);
    auto const third = co_await v.next(*socket);
    CHECK(third["retry_attempt"] == 2);
    v.clock.advance(3s);
    stats = co_await v.get("stats");
    v.clock.advance(300s);
    auto const fourth = co_await v.next(*socket);
    CHECK(fourth["retry_attempt"] == 3);
    v.clock.advance(3s);
    for (int i = 0; i < 100 && stats["unacked"] != 0; ++i)
      stats = co_await v.get("stats");
    CHECK(stats["unacked"] == 0);
    CHECK(stats["redeliveries"] == 3);
    socket->abort();
  });
}

TEST_CASE("each event goes to any one of the connections") {
  visitor guest;
  guest.run([](visitor& v) -> awaitable<> {
    auto const one = co_await v.connect();
    auto const two = co_await v.connect();
    co_await v.say(ada, general, "a");
    co_await v.say(ada, general, "b");
    auto const first = co_await v.next(*one);
    auto const second = co_await v.next(*two);
    CHECK(first["payload"]["event"]["text"] != second["payload"]["event"]["text"]);
    auto const stats = co_await v.get("stats");
    CHECK(stats["envelopes_sent"] == 2);
    one->abort();
    two->abort();
  });
}

TEST_CASE("a connection too many is told so and closed") {
  visitor guest;
  guest.run([](visitor& v) -> awaitable<> {
    json const faults = {{"max_connections", 1}};
    co_await v.post("faults", faults);
    auto const kept = co_await v.connect();
    auto const none = json::object();
    auto const opened = co_await v.api("apps.connections.open", none, v.served->app_token());
    auto const refused = co_await v.open(opened["url"].get<std::string>());
    auto const frame = co_await v.next(**refused);
    CHECK(frame["type"] == "disconnect");
    CHECK(frame["reason"] == "too_many_websockets");
    auto const end = co_await v.next(**refused);
    CHECK(end.is_null());
    kept->abort();
  });
}

TEST_CASE("a refresh is announced and the connection closed a little later") {
  visitor guest;
  guest.run([](visitor& v) -> awaitable<> {
    auto const socket = co_await v.connect();
    json const wish = {{"reason", "refresh_requested"}, {"close_after_ms", 5000}};
    co_await v.post("disconnect", wish);
    auto const frame = co_await v.next(*socket);
    CHECK(frame["reason"] == "refresh_requested");
    auto const fresh = co_await v.connect();
    co_await v.say(ada, general, "hello");
    auto const envelope = co_await v.next(*fresh);
    CHECK(envelope["payload"]["event"]["text"] == "hello");
    v.clock.advance(5s);
    auto const end = co_await v.next(*socket);
    CHECK(end.is_null());
    fresh->abort();
  });
}

TEST_CASE("all connections can be cut") {
  visitor guest;
  guest.run([](visitor& v) -> awaitable<> {
    auto const socket = co_await v.connect();
    auto const none = json::object();
    co_await v.post("cut", none);
    auto const end = co_await v.next(*socket);
    CHECK(end.is_null());
  });
}

namespace {

awaitable<> read_to_the_end(net::websocket& socket, bool& over) {
  for (;;) {
    auto const text = co_await socket.read();
    if (!text) break;
  }
  over = true;
}

}  // namespace

TEST_CASE("a half-open connection stays open and answers no ping") {
  visitor guest;
  guest.run([](visitor& v) -> awaitable<> {
    auto const socket = co_await v.connect();
    int signs_of_life = 0;
    bool over = false;
    socket->on_activity([&signs_of_life] { ++signs_of_life; });
    auto reading = read_to_the_end(*socket, over);
    asio::co_spawn(v.io, std::move(reading), asio::detached);
    co_await socket->ping();
    for (int i = 0; i < 100 && signs_of_life == 0; ++i)
      co_await v.get("clock");
    CHECK(signs_of_life == 1);

    json const faults = {{"half_open", true}};
    co_await v.post("faults", faults);
    co_await socket->ping();
    co_await v.say(ada, general, "into the void");
    for (int i = 0; i < 20; ++i)
      co_await v.get("clock");
    CHECK(signs_of_life == 1);
    CHECK_FALSE(over);
    socket->abort();
    while (!over)
      co_await v.get("clock");
  });
}

TEST_CASE("the bot hears of channels that it is in, and of what it subscribed to") {
  visitor guest;
  guest.run([](visitor& v) -> awaitable<> {
    auto const socket = co_await v.connect();
    co_await v.say(ada, random_channel, "unheard");
    co_await v.say(ada, im_of_ada, "direct");
    auto const direct = co_await v.next(*socket);
    CHECK(direct["payload"]["event"]["text"] == "direct");
    CHECK(direct["payload"]["event"]["channel_type"] == "im");
    json const join = {{"channel", random_channel}};
    co_await v.as_bot("conversations.join", join);
    auto const joined = co_await v.next(*socket);
    CHECK(joined["payload"]["event"]["type"] == "member_joined_channel");
    CHECK(joined["payload"]["event"]["user"] == bot);
    auto const note = co_await v.next(*socket);
    CHECK(note["payload"]["event"]["subtype"] == "channel_join");
    socket->abort();
  });
}

TEST_CASE("edits, deletions and reactions arrive in Slack's shapes") {
  visitor guest;
  guest.run([](visitor& v) -> awaitable<> {
    auto const socket = co_await v.connect();
    json const text = {{"channel", general}, {"text", "befor"}};
    auto const posted = co_await v.as(ada, "chat.postMessage", text);
    auto const& ts = posted["ts"];
    co_await v.next(*socket);
    json const better = {{"channel", general}, {"ts", ts}, {"text", "before"}};
    co_await v.as(ada, "chat.update", better);
    auto edited = co_await v.next(*socket);
    edited = edited["payload"]["event"];
    CHECK(edited["subtype"] == "message_changed");
    CHECK(edited["message"]["text"] == "before");
    CHECK(edited["message"]["ts"] == ts);
    CHECK(edited["message"]["edited"]["user"] == ada);
    CHECK(edited["previous_message"]["text"] == "befor");
    CHECK(edited["ts"] != ts);
    json const reaction = {{"channel", general}, {"timestamp", ts}, {"name", "trophy"}};
    co_await v.as(bruno, "reactions.add", reaction);
    auto reacted = co_await v.next(*socket);
    reacted = reacted["payload"]["event"];
    CHECK(reacted["type"] == "reaction_added");
    CHECK(reacted["user"] == bruno);
    CHECK(reacted["item_user"] == ada);
    CHECK(reacted["item"]["ts"] == ts);
    co_await v.as(bruno, "reactions.remove", reaction);
    auto const removed = co_await v.next(*socket);
    CHECK(removed["payload"]["event"]["type"] == "reaction_removed");
    json const gone = {{"channel", general}, {"ts", ts}};
    co_await v.as(ada, "chat.delete", gone);
    auto deleted = co_await v.next(*socket);
    deleted = deleted["payload"]["event"];
    CHECK(deleted["subtype"] == "message_deleted");
    CHECK(deleted["deleted_ts"] == ts);
    CHECK(deleted["previous_message"]["text"] == "before");
    socket->abort();
  });
}

TEST_CASE("a link unfurls a moment later: a change that is no edit") {
  visitor guest;
  guest.run([](visitor& v) -> awaitable<> {
    auto const socket = co_await v.connect();
    co_await v.say(ada, general, "see https://example.com/x");
    auto const first = co_await v.next(*socket);
    CHECK(first["payload"]["event"]["text"] == "see <https://example.com/x>");
    v.clock.advance(1s);
    auto unfurled = co_await v.next(*socket);
    unfurled = unfurled["payload"]["event"];
    CHECK(unfurled["subtype"] == "message_changed");
    CHECK(unfurled["message"]["text"] == unfurled["previous_message"]["text"]);
    CHECK(unfurled["message"]["attachments"].size() == 1);
    CHECK_FALSE(unfurled["message"].contains("edited"));
    socket->abort();
  });
}

namespace {

/// The texts of the messages that a connection is sent next.
awaitable<std::vector<std::string>> hear(visitor& v, net::websocket& socket, std::size_t many) {
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < many; ++i) {
    auto const envelope = co_await v.next(socket);
    texts.push_back(envelope["payload"]["event"]["text"].get<std::string>());
  }
  co_return texts;
}

}  // namespace

TEST_CASE("which of several connections gets a payload can be chosen") {
  visitor guest;
  guest.run([](visitor& v) -> awaitable<> {
    auto const one = co_await v.connect();
    auto const two = co_await v.connect();
    json const order = {{"spread", {1, 1, 0}}};
    co_await v.post("faults", order);
    for (std::string const text : {"a", "b", "c", "d"})
      co_await v.say(ada, general, text);
    auto const of_two = co_await hear(v, *two, 3);
    auto const of_one = co_await hear(v, *one, 1);
    CHECK(of_two == std::vector<std::string>{"a", "b", "d"});
    CHECK(of_one == std::vector<std::string>{"c"});
    json const nonsense = {{"spread", "sideways"}};
    auto const refused = co_await v.post("faults", nonsense);
    CHECK(refused["error"] == "invalid_faults");
    json const random = {{"spread", "random"}};
    co_await v.post("faults", random);
    for (int i = 0; i < 10; ++i)
      co_await v.say(ada, general, "e");
    auto const stats = co_await v.get("stats");
    CHECK(stats["envelopes_sent"] == 14);
    one->abort();
    two->abort();
  });
}

TEST_CASE("events can be held and released in any order") {
  visitor guest;
  guest.run([](visitor& v) -> awaitable<> {
    auto const socket = co_await v.connect();
    json const hold = {{"hold_events", true}};
    co_await v.post("faults", hold);
    for (std::string const text : {"a", "b", "c", "d"})
      co_await v.say(ada, general, text);
    auto const stats = co_await v.get("stats");
    CHECK(stats["held"] == 4);
    CHECK(stats["envelopes_sent"] == 0);
    json const order = {{"order", {2, 0, 2}}};
    co_await v.post("release", order);
    auto const texts = co_await hear(v, *socket, 4);
    CHECK(texts == std::vector<std::string>{"c", "a", "b", "d"});
    socket->abort();
  });
}

TEST_CASE("one of several connections can be cut, and the other gets what follows") {
  visitor guest;
  guest.run([](visitor& v) -> awaitable<> {
    auto const one = co_await v.connect();
    auto const two = co_await v.connect();
    json const first = {{"connection", 0}};
    co_await v.post("cut", first);
    auto const end = co_await v.next(*one);
    CHECK(end.is_null());
    for (std::string const text : {"a", "b"})
      co_await v.say(ada, general, text);
    auto const texts = co_await hear(v, *two, 2);
    CHECK(texts == std::vector<std::string>{"a", "b"});
    json const farewell = {{"connection", 0}, {"reason", "refresh_requested"}};
    co_await v.post("disconnect", farewell);
    auto const told = co_await v.next(*two);
    CHECK(told["type"] == "disconnect");
    two->abort();
  });
}

TEST_CASE("an event of another team can be sent, with any key of its envelope") {
  visitor guest;
  guest.run([](visitor& v) -> awaitable<> {
    auto const socket = co_await v.connect();
    json const event = {{"type", "message"}, {"channel", general}, {"user", ada}, {"text", "from afar"}};
    json const sent = {{"event", event},
                       {"team_id", "T0OTHER001"},
                       {"context_team_id", nullptr},
                       {"authorizations", {{{"team_id", "T0OTHER001"}}}}};
    co_await v.post("event", sent);
    auto const envelope = co_await v.next(*socket);
    auto const& payload = envelope["payload"];
    CHECK(payload["team_id"] == "T0OTHER001");
    CHECK_FALSE(payload.contains("context_team_id"));
    CHECK(payload["authorizations"][0]["team_id"] == "T0OTHER001");
    CHECK(payload["event"]["text"] == "from afar");
    CHECK(payload["event"]["event_ts"] == payload["event"]["ts"]);
    auto const refused = co_await v.post("event", json::object());
    CHECK(refused["ok"] == false);
    socket->abort();
  });
}
