// What people say while the bot is away counts when it comes again: once, and without a burst of messages.
#include "town.hpp"

#include "support/show_result.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace huzzah;
using namespace huzzah::test;
using namespace std::chrono_literals;

namespace {

kudos::options unbounded() {
  kudos::options options;
  options.rules.daily_limit = 0;
  return options;
}

/// What nobody was there to hear will never be told again.
void until_slack_gives_up(town& t) {
  t.pass(3s);  // dates of answers tell whole seconds
  t.post("redeliver", {{"give_up", true}});
}

/// Starts a bot, and returns when nothing of before is missing.
void come(town& t) {
  until_slack_gives_up(t);
  t.start_bot();
  t.quiet();
}

/// Who stands thanked, for what.
std::vector<std::string> thanked(town& t) {
  std::vector<std::string> all;
  for (auto const& one : t.standing())
    all.push_back(one.receiver + " " + one.reason);
  std::sort(all.begin(), all.end());
  return all;
}

std::string line(std::string const& who, std::string const& reason) {
  return who + " " + reason;
}

std::vector<std::string> sorted(std::vector<std::string> lines) {
  std::sort(lines.begin(), lines.end());
  return lines;
}

}  // namespace

TEST_CASE("all that happened while the bot was away counts when it comes again, and nothing twice") {
  town t(unbounded());
  t.say(ada, general, at(bruno) + " ++ for what was before the bot");
  come(t);
  auto const edited = t.say(ada, general, at(bruno) + " ++ for the first try");
  auto const deleted = t.say(ada, general, at(bruno) + " ++ for nothing");
  auto const reacted = t.say(bruno, general, "it works");
  t.react(ada, general, reacted, "trophy");
  auto const parent = t.say(chiara, general, "who helped?");
  t.say(ada, general, at(chiara) + " ++ for asking", parent);
  auto const gone = t.say(ada, general, at(chiara) + " ++ by mistake", parent);
  t.quiet();
  CHECK(t.standing().size() == 5);
  CHECK(t.stop_bot() == bot::cli::exit_code::fine);

  t.edit(ada, general, edited, at(chiara) + " ++ for the second try");
  t.remove(ada, general, deleted);
  t.remove(ada, general, gone);
  t.as(ada, "reactions.remove", {{"channel", general}, {"timestamp", reacted}, {"name", "trophy"}});
  t.react(chiara, general, reacted, "trophy");
  t.say(bruno, general, at(ada) + " ++ for the tests", parent);
  auto const said = t.say(chiara, general, at(ada) + " ++ for the docs");
  auto const said_and_removed = t.say(chiara, general, at(ada) + " ++ for a slip");
  t.remove(chiara, general, said_and_removed);
  come(t);
  auto const expected = sorted({line(chiara, "the second try"), line(bruno, ""), line(chiara, "asking"),
                                line(ada, "the tests"), line(ada, "the docs")});
  CHECK(thanked(t) == expected);
  CHECK(t.reactions(general, said).dump().find("tada") != std::string::npos);
  CHECK(t.log.count("caught up:") == 1);

  auto const recorded = t.recorded().size();
  for (int i = 0; i < 2; ++i) {
    CHECK(t.stop_bot() == bot::cli::exit_code::fine);
    come(t);
  }
  CHECK(thanked(t) == expected);
  CHECK(t.recorded().size() == recorded);
}

TEST_CASE("a connection that breaks without the bot's end is caught up with, too") {
  town t(unbounded());
  come(t);
  t.web_api_fault("apps.connections.open", {{"status", 500}});
  t.post("cut");
  t.until([&] { return t.stats()["connections"] == 0; });
  t.say(ada, general, at(bruno) + " ++ for patience");
  until_slack_gives_up(t);
  t.web_api_fault("apps.connections.open", nullptr);
  t.eventually([&] { return t.log.count("caught up:") == 1; });
  t.quiet();
  CHECK(thanked(t) == std::vector{line(bruno, "patience")});
}

TEST_CASE("a channel that the bot is invited to while it is away counts from the invitation on") {
  town t(unbounded());
  come(t);
  CHECK(t.stop_bot() == bot::cli::exit_code::fine);
  for (auto const is_private : {false, true}) {
    json const wanted{{"name", is_private ? "new-and-private" : "new"}, {"is_private", is_private}};
    auto const made = t.as(ada, "conversations.create", wanted)["channel"]["id"].get<std::string>();
    t.as(ada, "conversations.invite", {{"channel", made}, {"users", bruno}});
    t.say(ada, made, at(bruno) + " ++ for what was before");
    t.as(ada, "conversations.invite", {{"channel", made}, {"users", the_bot}});
    t.say(ada, made, at(bruno) + (is_private ? " ++ for a word in private" : " ++ for the welcome"));
  }
  come(t);
  auto const expected = std::vector{line(bruno, "a word in private"), line(bruno, "the welcome")};
  CHECK(thanked(t) == expected);
  CHECK(t.stop_bot() == bot::cli::exit_code::fine);
  come(t);
  CHECK(thanked(t) == expected);
}

TEST_CASE("many pages, a limit in their midst, and an end in their midst: all is read, and nothing doubled") {
  auto options = unbounded();
  options.acknowledge = kudos::acknowledgement::none;
  options.notify_receiver = false;
  town t(options);
  t.catching_up.page_size = 10;
  t.catching_up.pages_at_once = 2;
  come(t);
  t.stop_bot();
  std::vector<std::string> expected;
  for (int i = 100; i < 175; ++i) {
    auto const reason = "number " + std::to_string(i);
    t.say(i % 2 == 0 ? ada : chiara, general, at(bruno) + " ++ for " + reason);
    expected.push_back(line(bruno, reason));
  }
  until_slack_gives_up(t);
  auto const before = t.calls("conversations.history").size();
  t.open_bot();
  t.eventually([&] { return t.calls("conversations.history").size() >= before + 3; });
  t.web_api_fault("conversations.history", {{"status", 429}, {"retry_after", 7}, {"times", 1}});
  t.eventually([&] { return t.standing().size() >= 20; });
  t.stop_bot();
  CHECK(t.standing().size() < 75);
  CHECK(t.log.count("catching up waits a little") == 1);
  come(t);
  CHECK(thanked(t) == expected);
  CHECK(t.recorded().size() == 75);
}

TEST_CASE("after a long absence each receiver gets one message, and nobody else any") {
  town t(unbounded());
  come(t);
  t.stop_bot();
  t.say(ada, general, at(bruno) + " ++ for one");
  t.say(chiara, general, at(bruno) + " ++ for two");
  t.say(chiara, general, at(chiara) + " ++ for myself");
  t.clock.turn(26h);
  come(t);
  auto const told = t.posts_of_bot(bruno, im_of_bruno);
  REQUIRE(told.size() == 1);
  CHECK(told[0]["text"].get<std::string>().find("While I was away you received") != std::string::npos);
  CHECK(t.posts_of_bot(ada, im_of_ada).empty());
  CHECK(t.posts_of_bot(ada, general).empty());
  CHECK(t.calls("chat.postEphemeral").empty());
  t.stop_bot();
  come(t);
  CHECK(t.posts_of_bot(bruno, im_of_bruno).size() == 1);
}
