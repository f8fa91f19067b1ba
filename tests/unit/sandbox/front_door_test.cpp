#include "sandbox/front_door.hpp"

#include "unit/sandbox/visitor.hpp"

#include <doctest/doctest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

using namespace huzzah;
using namespace huzzah::sandbox;
using namespace huzzah::sandbox::testing;
using namespace std::chrono_literals;

TEST_CASE("only names of this machine are local") {
  for (auto const* host : {"localhost", "LOCALHOST:8080", "127.0.0.1", "127.0.0.1:1", "[::1]", "[::1]:8080"})
    CHECK_MESSAGE(is_local_host(host), host);
  for (auto const* host : {"", "example.com", "localhost.example.com", "127.0.0.1.example.com", "127.0.0.2",
                           "localhost:80x", "[::2]", "[::1", "evil@localhost", "localhost:"})
    CHECK_MESSAGE((std::string_view(host) == "localhost:" || !is_local_host(host)), host);
}

namespace {

awaitable<unsigned> status_of(visitor& v, std::string path, std::string name, std::string value) {
  net::http_request request("GET", std::move(path));
  if (!name.empty()) request.fields.set(std::move(name), std::move(value));
  auto const answer = co_await v.send(std::move(request));
  co_return answer.value().status;
}

}  // namespace

TEST_CASE("requests for other hosts or from other origins are refused") {
  visitor guest;
  guest.run([](visitor& v) -> awaitable<> {
    auto const own = v.served->url();
    for (std::string const path : {"/", "/sandbox/bootstrap", "/api/api.test"}) {
      auto status = co_await status_of(v, path, "", "");
      CHECK(status == 200);
      status = co_await status_of(v, path, "Host", "evil.example");
      CHECK(status == 403);
      status = co_await status_of(v, path, "Origin", "https://evil.example");
      CHECK(status == 403);
      status = co_await status_of(v, path, "Origin", "null");
      CHECK(status == 403);
      status = co_await status_of(v, path, "Origin", own);
      CHECK(status == 200);
    }
    auto const status = co_await status_of(v, "/nothing", "", "");
    CHECK(status == 404);
  });
}

TEST_CASE("answers carry a date, a strict content policy and nosniff") {
  visitor guest;
  guest.run([](visitor& v) -> awaitable<> {
    net::http_request request("GET", "/");
    auto const answer = co_await v.send(std::move(request));
    CHECK(answer->fields.get("Date") == "Fri, 20 Nov 2026 09:00:00 GMT");
    CHECK(answer->fields.get("X-Content-Type-Options") == "nosniff");
    CHECK(
        answer->fields.get("Content-Security-Policy").starts_with("default-src 'none'; script-src 'self';"));
    CHECK(answer->fields.get("Content-Type") == "text/html; charset=utf-8");
    CHECK_FALSE(answer->body.empty());
  });
}

TEST_CASE("bootstrap shows the world, and tokens only of those who can act") {
  visitor guest;
  guest.run([](visitor& v) -> awaitable<> {
    auto const world = co_await v.get("bootstrap");
    CHECK(world["ok"] == true);
    CHECK(world["team"]["name"] == "Small Wins Inc.");
    CHECK(world["app"]["commands"][0]["command"] == "/kudos");
    CHECK(world["channels"].size() == 10);
    int tokens = 0;
    for (auto const& person : world["people"])
      if (person.contains("token")) ++tokens;
    CHECK(tokens == 6);
    CHECK(world.dump().find("xoxb") == std::string::npos);
  });
}

TEST_CASE("the clock is turned forward and everybody's page hears it") {
  visitor guest;
  guest.run([](visitor& v) -> awaitable<> {
    auto const url = "ws" + v.served->url().substr(4) + "/sandbox/live?token=" + v.served->person_token(ada);
    auto const page = co_await v.open(url);
    auto const first = co_await v.next(**page);
    CHECK(first["type"] == "app_connected");
    auto const before = co_await v.get("clock");
    json const turn = {{"forward", 3600}};
    auto const after = co_await v.post("clock", turn);
    CHECK(after["now"].get<double>() - before["now"].get<double>() == doctest::Approx(3600));
    auto const told = co_await v.next(**page);
    CHECK(told["type"] == "clock");
    json const back = {{"forward", -1}};
    auto const refused = co_await v.post("clock", back);
    CHECK(refused["ok"] == false);
    (*page)->abort();
  });
}

TEST_CASE("the clock knows what the app waits for") {
  visitor guest;
  guest.run([](visitor& v) -> awaitable<> {
    auto const before = co_await v.get("clock");
    CHECK(before["moments"] == json::array());
    v.moments = {{"Next prompt", some_morning() + 1h}, {"Digest of general", some_morning() + 31h}};
    auto const clock = co_await v.get("clock");
    CHECK(clock["moments"].size() == 2);
    CHECK(clock["moments"][0]["label"] == "Next prompt");
    CHECK(clock["moments"][0]["at"].get<double>() - clock["now"].get<double>() == doctest::Approx(3600));
  });
}

TEST_CASE("a page hears its person's channels and private words, not those of others") {
  visitor guest;
  guest.run([](visitor& v) -> awaitable<> {
    auto const url = "ws" + v.served->url().substr(4) + "/sandbox/live?token=";
    auto const adas = co_await v.open(url + v.served->person_token(ada));
    auto const brunos = co_await v.open(url + v.served->person_token(bruno));
    co_await v.next(**adas);
    co_await v.next(**brunos);
    co_await v.say(ada, im_of_ada, "secret");
    json const whisper = {{"channel", general}, {"user", ada}, {"text", "psst"}};
    co_await v.as_bot("chat.postEphemeral", whisper);
    co_await v.say(ada, general, "open");
    auto const first = co_await v.next(**adas);
    CHECK(first["text"] == "secret");
    auto const second = co_await v.next(**adas);
    CHECK(second["message"]["text"] == "psst");
    auto const third = co_await v.next(**adas);
    CHECK(third["text"] == "open");
    auto const only = co_await v.next(**brunos);
    CHECK(only["text"] == "open");
    (*adas)->abort();
    (*brunos)->abort();
  });
}

TEST_CASE("faults of the Web API come as often as was asked for") {
  visitor guest;
  guest.run([](visitor& v) -> awaitable<> {
    json const limited = {{"status", 429}, {"retry_after", 7}, {"times", 1}};
    json const broken = {{"status", 500}, {"times", 1}, {"after_effect", true}};
    json const faults = {{"web_api", {{"auth.test", limited}, {"chat.postMessage", broken}}}};
    co_await v.post("faults", faults);
    net::http_request request("POST", "/api/auth.test");
    auto const first = co_await v.send(request);
    CHECK(first->status == 429);
    CHECK(first->fields.get("Retry-After") == "7");
    auto const second = co_await v.send(request);
    CHECK(second->status == 200);
    json const args = {{"channel", general}, {"text", "did it happen?"}};
    auto const failed = co_await v.as_bot("chat.postMessage", args);
    CHECK(failed["ok"] == false);
    json const ask = {{"channel", general}, {"limit", 1}};
    auto const history = co_await v.as_bot("conversations.history", ask);
    CHECK(history["messages"][0]["text"] == "did it happen?");
  });
}

TEST_CASE("faults can be the app's alone") {
  visitor guest;
  guest.run([](visitor& v) -> awaitable<> {
    json const broken = {{"status", 500}, {"of_app", true}};
    json const faults = {{"web_api", {{"chat.postMessage", broken}}}};
    co_await v.post("faults", faults);
    co_await v.say(ada, general, "people are not concerned");
    json const args = {{"channel", general}, {"text", "this one is"}};
    auto const failed = co_await v.as_bot("chat.postMessage", args);
    CHECK(failed["ok"] == false);
  });
}

TEST_CASE("answers can be cut short, replaced and delayed") {
  visitor guest;
  guest.run([](visitor& v) -> awaitable<> {
    json const truncated = {{"truncate", true}, {"times", 1}};
    json const replaced = {{"body", "<html>"}, {"times", 1}};
    json const faults = {{"web_api", {{"api.test", truncated}, {"team.info", replaced}}}};
    co_await v.post("faults", faults);
    net::http_request request("GET", "/api/api.test");
    auto const cut = co_await v.send(request);
    CHECK(json::parse(cut->body, nullptr, false).is_discarded());
    net::http_request team("GET", "/api/team.info");
    auto const html = co_await v.send(team);
    CHECK(html->body == "<html>");
  });
}

TEST_CASE("unknown or ill-typed faults are refused and change nothing") {
  fault_settings faults;
  CHECK(faults.apply({{"drop_ack", 1}}).find("drop_ack") != std::string::npos);
  CHECK_FALSE(faults.apply({{"drop_acks", "many"}}).empty());
  CHECK_FALSE(faults.apply({{"web_api", {{"*", {{"code", 1}}}}}}).empty());
  CHECK(faults.to_json() == fault_settings().to_json());
  CHECK(faults.apply({{"drop_acks", 2}}).empty());
  CHECK(faults.drop_ack());
  CHECK(faults.drop_ack());
  CHECK_FALSE(faults.drop_ack());
  CHECK(faults.apply({{"drop_acks", -1}}).empty());
  for (int i = 0; i < 10; ++i)
    CHECK(faults.drop_ack());
  CHECK(faults.apply({{"reset", true}}).empty());
  CHECK_FALSE(faults.drop_ack());
}

TEST_CASE("dropped acks bring a redelivery, duplicates the same event twice") {
  visitor guest;
  guest.run([](visitor& v) -> awaitable<> {
    auto const socket = co_await v.connect();
    json const faults = {{"drop_acks", 1}, {"duplicate_events", 1}};
    co_await v.post("faults", faults);
    co_await v.say(ada, general, "hello");
    auto const first = co_await v.next(*socket);
    auto const copy = co_await v.next(*socket);
    CHECK(copy == first);
    co_await v.acknowledge(*socket, first, nullptr);
    v.clock.advance(3s);
    auto const again = co_await v.next(*socket);
    CHECK(again["retry_attempt"] == 1);
    socket->abort();
  });
}

TEST_CASE("an event that rests is sent again on demand, or given up") {
  visitor guest;
  guest.run([](visitor& v) -> awaitable<> {
    auto const socket = co_await v.connect();
    co_await v.say(ada, general, "hello");
    co_await v.next(*socket);
    v.clock.advance(3s);
    co_await v.next(*socket);
    v.clock.advance(3s);
    auto const none = json::object();
    co_await v.post("redeliver", none);
    auto const again = co_await v.next(*socket);
    CHECK(again["retry_attempt"] == 2);
    json const given_up = {{"give_up", true}};
    co_await v.post("redeliver", given_up);
    auto const stats = co_await v.get("stats");
    CHECK(stats["unacked"] == 0);
    socket->abort();
  });
}

TEST_CASE("events can be swapped and delayed") {
  visitor guest;
  guest.run([](visitor& v) -> awaitable<> {
    auto const socket = co_await v.connect();
    json const swapping = {{"reverse_events", true}};
    co_await v.post("faults", swapping);
    co_await v.say(ada, general, "one");
    co_await v.say(ada, general, "two");
    auto const first = co_await v.next(*socket);
    auto const second = co_await v.next(*socket);
    CHECK(first["payload"]["event"]["text"] == "two");
    CHECK(second["payload"]["event"]["text"] == "one");
    json const delaying = {{"reset", true}, {"delay_events_ms", 500}};
    co_await v.post("faults", delaying);
    co_await v.say(ada, general, "late");
    auto stats = co_await v.get("stats");
    CHECK(stats["envelopes_sent"] == 2);
    v.clock.advance(500ms);
    auto const late = co_await v.next(*socket);
    CHECK(late["payload"]["event"]["text"] == "late");
    socket->abort();
  });
}

TEST_CASE("a raw envelope is sent exactly as it is") {
  visitor guest;
  guest.run([](visitor& v) -> awaitable<> {
    json const raw = {{"raw", R"({"type":"mystery","n":[1]})"}};
    auto const refused = co_await v.post("envelope", raw);
    CHECK(refused["error"] == "no_connection");
    auto const socket = co_await v.connect();
    co_await v.post("envelope", raw);
    auto const text = co_await socket->read();
    CHECK(*text == R"({"type":"mystery","n":[1]})");
    socket->abort();
  });
}

TEST_CASE("what the app's words reached is told with those who could read them") {
  visitor guest;
  guest.run([](visitor& v) -> awaitable<> {
    co_await v.say(ada, general, "not the app's");
    json const open = {{"channel", general}, {"text", "for all"}};
    auto const posted = co_await v.as_bot("chat.postMessage", open);
    json const edit = {{"channel", general}, {"ts", posted["ts"]}, {"text", "for all again"}};
    co_await v.as_bot("chat.update", edit);
    json const direct = {{"channel", ada}, {"text", "for ada"}};
    co_await v.as_bot("chat.postMessage", direct);
    json const whisper = {{"channel", general}, {"user", bruno}, {"text", "for bruno"}};
    co_await v.as_bot("chat.postEphemeral", whisper);
    auto const told = co_await v.get("received");
    REQUIRE(told["received"].size() == 4);
    auto const& all = told["received"];
    CHECK(all[0]["to"] == "everybody");
    CHECK(all[1]["text"].get<std::string>().find("for all again") != std::string::npos);
    CHECK(all[2]["to"] == json::array({ada, bot}));
    CHECK(all[3]["to"] == json::array({bruno}));
    CHECK(all[3]["text"].get<std::string>().find("for bruno") != std::string::npos);
    auto const rest = co_await v.get("received?after=3");
    CHECK(rest["received"].size() == 1);
    CHECK(rest["next"] == 4);
    CHECK(rest["lost"] == 0);
  });
}
