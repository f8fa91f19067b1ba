// What can't be understood costs a line in the log, and neither the connection nor the bot.
#include "town.hpp"

#include "support/show_result.hpp"

#include <doctest/doctest.h>

using namespace huzzah;
using namespace huzzah::test;

namespace {

/// How many lines tell of trouble.
std::size_t complaints(town& t) {
  return t.log.count("warning:") + t.log.count("error:") + t.log.count("critical:");
}

/// Kudos still arrive, over the same connection.
void check_alive(town& t) {
  CHECK(t.bot_runs());
  t.say(ada, general, at(bruno) + " ++ for carrying on");
  t.quiet();
  CHECK(t.recorded().size() == 1);
  CHECK(t.stats()["hellos"] == 1);
}

std::string deep(std::size_t levels) {
  return std::string(levels, '[') + std::string(levels, ']');
}

json message_event(json const& text) {
  return {{"envelope_id", "e-1"},
          {"type", "events_api"},
          {"accepts_response_payload", false},
          {"payload",
           {{"type", "event_callback"},
            {"team_id", "T0SMALLWIN"},
            {"event",
             {{"type", "message"},
              {"channel", general},
              {"channel_type", "channel"},
              {"user", ada},
              {"text", text},
              {"ts", "1795000000.000100"},
              {"event_ts", "1795000000.000100"}}}}}};
}

}  // namespace

TEST_CASE("a frame that is no envelope is told of in one line") {
  std::string raw;
  SUBCASE("no JSON") {
    raw = "hello?";
  }
  SUBCASE("half of an object") {
    raw = R"({"envelope_id":)";
  }
  SUBCASE("an empty object") {
    raw = "{}";
  }
  SUBCASE("another kind of JSON") {
    raw = "[1,2,3]";
  }
  SUBCASE("every type wrong") {
    raw = R"({"envelope_id":7,"type":["events_api"],"payload":"x","accepts_response_payload":{}})";
  }
  SUBCASE("a hundred thousand levels deep") {
    raw = deep(100'000);
  }
  SUBCASE("a megabyte of letters") {
    raw = std::string(1 << 20, 'a');
  }
  SUBCASE("an id of the wrong kind") {
    raw = R"({"envelope_id":{"envelope_id":"e-1"},"type":"events_api"})";
  }
  town t;
  t.start_bot();
  t.log.clear();
  t.post("envelope", {{"raw", raw}});
  t.until([&] { return complaints(t) == 1; });
  CHECK(t.log.lines().size() == 1);
  CHECK(t.log.lines()[0].size() < 300);
  check_alive(t);
  CHECK(complaints(t) == 1);
  CHECK(t.stats()["other_acks"] == 0);
}

TEST_CASE("a broken frame whose envelope can be named is acknowledged, so that it does not come again") {
  std::string raw;
  SUBCASE("an end that is missing") {
    raw = R"({"envelope_id":"e-1","type":"events_api","payload":{"event":{"type":"mess)";
  }
  SUBCASE("half of a surrogate pair") {
    raw = R"({"envelope_id":"e-1","type":"events_api","payload":{"event":{"text":"\ud83d"}}})";
  }
  SUBCASE("ten thousand levels deep") {
    raw = R"({"type":"events_api","payload":)" + deep(10'000) + R"(,"envelope_id":"e-1"})";
  }
  town t;
  t.start_bot();
  t.log.clear();
  t.post("envelope", {{"raw", raw}});
  t.until([&] { return t.stats()["other_acks"] == 1; });
  CHECK(complaints(t) == 1);
  check_alive(t);
}

TEST_CASE("an envelope that holds nothing to handle is acknowledged all the same") {
  json envelope;
  std::size_t lines = 1;
  SUBCASE("an event envelope without an event") {
    envelope = {{"envelope_id", "e-1"}, {"type", "events_api"}, {"payload", {{"event", 3}}}};
  }
  SUBCASE("a command without a name") {
    envelope = {{"envelope_id", "e-1"}, {"type", "slash_commands"}, {"payload", json::object()}};
  }
  SUBCASE("a type that nobody knows") {
    envelope = {{"envelope_id", "e-1"}, {"type", "party_invitation"}, {"payload", json::object()}};
  }
  SUBCASE("a payload that is no object") {
    envelope = {{"envelope_id", "e-1"}, {"type", "interactive"}, {"payload", {1, 2}}};
  }
  SUBCASE("a text that is no text") {
    envelope = message_event({{"not", "a text"}});
    lines = 0;
  }
  SUBCASE("a text of a megabyte") {
    envelope = message_event(std::string(1 << 20, '+'));
    lines = 0;
  }
  SUBCASE("a text of eighty thousand mentions") {
    std::string text;
    for (int i = 0; i < 80'000; ++i)
      text += at("U0NOBODY01");
    envelope = message_event(text);
    lines = 0;
  }
  town t;
  t.start_bot();
  t.log.clear();
  t.post("envelope", {{"envelope", envelope}});
  t.until([&] { return t.stats()["other_acks"] == 1; });
  check_alive(t);
  CHECK(complaints(t) == lines);
}

TEST_CASE("a thousand broken frames are as harmless as one") {
  town t;
  t.start_bot();
  for (int i = 0; i < 1'000; ++i)
    t.post("envelope", {{"raw", "nonsense " + std::to_string(i)}});
  check_alive(t);
  CHECK(complaints(t) == 1'000);
}

TEST_CASE("what was sent for another workspace is acknowledged, refused in one line and not recorded") {
  town t;
  t.start_bot();
  t.log.clear();
  json const kudos = {{"type", "message"},
                      {"channel", general},
                      {"user", ada},
                      {"text", at(bruno) + " ++ for nothing of ours"}};
  t.post("event", {{"event", kudos},
                   {"team_id", "T0SMALLWIN"},
                   {"context_team_id", "T0OTHER001"},
                   {"authorizations", {{{"team_id", "T0OTHER001"}}}}});
  t.until([&] { return t.log.count("another workspace") == 1; });
  t.quiet();
  CHECK(t.recorded().empty());
  check_alive(t);
  CHECK(complaints(t) == 1);
  auto const stats = t.stats();
  CHECK(stats["acks"] == stats["envelopes_sent"]);
}

TEST_CASE("a kudos in a channel which the other organisation made counts") {
  town t;
  t.start_bot();
  t.post("channel", {{"id", general}, {"is_ext_shared", true}, {"host_team", "T0OTHER001"}});
  t.say(ada, general, at(bruno) + " ++ for the joint release");
  t.quiet();
  CHECK(t.standing().size() == 1);
  CHECK(t.log.count("another workspace") == 0);
}
