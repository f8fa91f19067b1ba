// A team's day and week, over real connections: prompts, answers, summaries and digests, each once.
#include "town.hpp"

#include "support/show_result.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace huzzah;
using namespace huzzah::test;

namespace {

constexpr auto dev = "U0DEV00001";
constexpr auto emi = "U0EMI00001";
constexpr auto im_of_emi = "D0EMI00001";

standups::settings daily(standups::standup_mode mode = standups::standup_mode::thread) {
  standups::settings one;
  one.name = "daily";
  one.channel = "#wins";
  one.zone = calendar::time_zone::find("Europe/London").value();
  one.mode = mode;
  one.question = "What went well today?";
  return one;
}

test::ritual_options with(std::vector<standups::settings> standups,
                          std::vector<digests::settings> digests = {}) {
  test::ritual_options chosen;
  chosen.standups = std::move(standups);
  chosen.digests = std::move(digests);
  chosen.packs["general"] = {"general", {"What went well today?"}};
  return chosen;
}

digests::settings weekly() {
  digests::settings one;
  one.name = "weekly";
  one.channel = "#general";
  one.zone = calendar::time_zone::find("Europe/London").value();
  return one;
}

/// All that a message says: its text and that of its blocks.
std::string all_of(json const& message) {
  return message.value("text", "") + message.value("blocks", json::array()).dump();
}

bool says(json const& message, std::string const& words) {
  return all_of(message).find(words) != std::string::npos;
}

}  // namespace

TEST_CASE("a stand-up's day: prompt, answers, cheers, summary, and a late answer that updates it in place") {
  town t;
  t.rituals = with({daily()});
  t.start_bot();
  t.turn_to("2026-11-20T09:30:01Z");
  auto posts = t.posts_of_bot(ada, wins_channel, 1);
  REQUIRE(posts.size() == 1);
  CHECK(says(posts[0], "What went well today?"));
  std::string const prompt = posts[0]["ts"];

  auto const hers = t.say(ada, wins_channel, "The build takes 4 minutes now, saves 2 hours a week", prompt);
  t.say(bruno, wins_channel, "Closed the last ticket of the import", prompt);
  t.quiet();
  t.react(chiara, wins_channel, hers, "tada");
  t.quiet();

  t.turn_to("2026-11-20T16:00:01Z");
  posts = t.posts_of_bot(ada, wins_channel, 2);
  REQUIRE(posts.size() == 2);
  auto const summary = posts[1];
  CHECK(says(summary, "The build takes 4 minutes now"));
  CHECK(says(summary, "Closed the last ticket"));
  // By the names that the chat shows.
  CHECK(says(summary, "Ada Mensah"));
  CHECK(says(summary, "Bruno Carvalho"));
  CHECK_FALSE(says(summary, "Late, but"));
  CHECK_FALSE(says(summary, "Chiara"));  // who did not answer is not listed

  t.say(dev, wins_channel, "Late, but the pager was silent all day", prompt);
  t.quiet();
  posts = t.posts_of_bot(ada, wins_channel);
  REQUIRE(posts.size() == 2);
  CHECK(posts[1]["ts"] == summary["ts"]);
  CHECK(says(posts[1], "Late, but the pager was silent"));
}

TEST_CASE("asked privately: each in their own zone, nobody who is away, gathered in the channel at close") {
  auto privately = daily(standups::standup_mode::dm);
  privately.members = {bruno, chiara, emi};
  privately.close_at = calendar::time_of_day{17 * 60};
  town t;
  t.rituals = with({privately});
  t.start_bot();
  t.as(chiara, "users.profile.set",
       {{"profile", {{"status_emoji", ":palm_tree:"}, {"status_text", "On holiday"}}}});
  t.quiet();
  // 9:30 in Sao Paulo is 12:30 in London; in Tokyo it was before we began.
  t.turn_to("2026-11-20T12:30:01Z");
  auto const asked = t.posts_of_bot(bruno, im_of_bruno, 1);
  REQUIRE(asked.size() == 1);
  CHECK(says(asked[0], "What went well today?"));
  CHECK(t.posts_of_bot(emi, im_of_emi).empty());
  CHECK(t.posts_of_bot(chiara, "D0CHIARA01").empty());
  CHECK(t.posts_of_bot(ada, wins_channel).empty());

  t.say(bruno, im_of_bruno, "The customer in Recife said thank you");
  t.quiet();
  CHECK(t.posts_of_bot(ada, wins_channel).empty());  // nobody reads it before the close
  t.turn_to("2026-11-20T17:00:01Z");
  auto const posts = t.posts_of_bot(ada, wins_channel, 1);
  REQUIRE(posts.size() == 1);
  CHECK(says(posts[0], "The customer in Recife said thank you"));
  auto const copies = t.replies(ada, wins_channel, posts[0]["ts"]);
  REQUIRE(copies.size() == 1);
  t.react(ada, wins_channel, copies[0]["ts"], "heart");
  t.quiet();
  CHECK(all_of(t.posts_of_bot(ada, wins_channel)[0]) != all_of(posts[0]));  // the cheer is told
}

TEST_CASE("an answer is taken the first time, also while the bot is yet to hear that its prompt was posted") {
  town t;
  t.rituals = with({daily()});
  t.start_bot();
  t.web_api_fault("chat.postMessage", {{"delay_ms", 1500}, {"after_effect", true}, {"times", 1}});
  t.turn_to("2026-11-20T09:30:01Z");
  std::string prompt;
  t.eventually([&] {
    auto const posts = t.posts_of_bot(ada, wins_channel);
    if (!posts.empty()) prompt = posts[0]["ts"];
    return !posts.empty();
  });
  REQUIRE(t.deliveries("sending") == 1);
  t.say(ada, wins_channel, "The build takes 4 minutes now", prompt);
  t.settle();
  t.quiet();
  CHECK(t.log.count("still being sent") == 0);
  CHECK(t.stats()["redeliveries"] == 0);
  t.turn_to("2026-11-20T16:00:01Z");
  auto const posts = t.posts_of_bot(ada, wins_channel, 2);
  REQUIRE(posts.size() == 2);
  CHECK(says(posts[1], "The build takes 4 minutes now"));
}

TEST_CASE("a restart between prompt and close: the round goes on, nothing is asked twice") {
  town t;
  t.rituals = with({daily()});
  t.start_bot();
  t.turn_to("2026-11-20T09:30:01Z");
  std::string const prompt = t.posts_of_bot(ada, wins_channel, 1).at(0)["ts"];
  CHECK(t.stop_bot() == bot::cli::exit_code::fine);
  t.start_bot();
  t.say(ada, wins_channel, "It came back as if nothing had happened", prompt);
  t.quiet();
  t.turn_to("2026-11-20T16:00:01Z");
  auto const posts = t.posts_of_bot(ada, wins_channel, 2);
  REQUIRE(posts.size() == 2);
  CHECK(says(posts[1], "as if nothing had happened"));
}

TEST_CASE("a summary whose answer never came is found after a restart and not posted again") {
  town t;
  t.rituals = with({daily()});
  t.start_bot();
  t.turn_to("2026-11-20T09:30:01Z");
  std::string const prompt = t.posts_of_bot(ada, wins_channel, 1).at(0)["ts"];
  t.say(ada, wins_channel, "Everything is where it belongs", prompt);
  t.quiet();
  // The post is made, the answer is broken, and Huzzah is gone before it learns more.
  t.web_api_fault("chat.postMessage",
                  {{"body", "<html>gateway</html>"}, {"after_effect", true}, {"times", 1}});
  t.clock.turn(std::chrono::hours{6} + std::chrono::minutes{30});
  t.eventually([&] { return t.posts_of_bot(ada, wins_channel).size() == 2; });
  CHECK(t.deliveries("sending") == 1);
  t.stop_bot();
  t.start_bot();
  t.quiet();
  CHECK(t.posts_of_bot(ada, wins_channel).size() == 2);
  CHECK(t.deliveries("sending") == 0);
}

TEST_CASE("prompts that were slept through come late or not at all, and the day goes on") {
  town t;
  t.rituals = with({daily()});
  t.start_bot();
  t.turn_to("2026-11-20T09:20:00Z");
  t.stop_bot();
  t.clock.turn(std::chrono::hours{1});
  t.start_bot();
  CHECK(t.posts_of_bot(ada, wins_channel, 1).size() == 1);  // within two hours
  t.stop_bot();
  t.turn_to("2026-11-23T14:25:00Z");  // Monday
  t.start_bot();
  t.eventually([&] { return t.log.count("prompt of 2026-11-23") > 0; });
  auto const prompts = [&] {
    auto const posts = t.posts_of_bot(ada, wins_channel);
    return std::count_if(posts.begin(), posts.end(),
                         [](json const& one) { return says(one, "What went well today?"); });
  };
  t.quiet();
  CHECK(prompts() == 1);
  t.turn_to("2026-11-24T09:30:01Z");
  t.eventually([&] { return prompts() == 2; });
}

TEST_CASE("Friday's digest quotes the week, with a picture, once") {
  town t;
  t.rituals = with({daily()}, {weekly()});
  t.start_bot();
  t.say(ada, general, at(bruno) + " ++ for fixing the flaky test #craft");
  t.quiet();
  t.turn_to("2026-11-20T16:00:01Z");
  auto const is_digest = [](json const& message) { return says(message, "fixing the flaky test"); };
  auto posts = t.posts_of_bot(ada, general, 1);
  REQUIRE(std::count_if(posts.begin(), posts.end(), is_digest) == 1);
  auto const digest = *std::find_if(posts.begin(), posts.end(), is_digest);
  CHECK(says(digest, "slack_file"));
  CHECK(says(digest, at(bruno)));
  CHECK_FALSE(says(digest, at(ada)));
  t.stop_bot();
  t.start_bot();
  t.pass(std::chrono::seconds{3});
  t.quiet();
  posts = t.posts_of_bot(ada, general);
  CHECK(std::count_if(posts.begin(), posts.end(), is_digest) == 1);
}

TEST_CASE("what was due while the bot was away tells what was said until then") {
  auto asked_again = daily();
  asked_again.remind_at = calendar::time_of_day{15 * 60 + 58};
  town t;
  t.rituals = with({asked_again}, {weekly()});
  t.start_bot();
  t.turn_to("2026-11-20T09:30:01Z");
  std::string const prompt = t.posts_of_bot(ada, wins_channel, 1).at(0)["ts"];
  t.say(bruno, wins_channel, "I have answered before", prompt);
  t.quiet();
  t.turn_to("2026-11-20T15:30:00Z");
  t.quiet();
  CHECK(t.stop_bot() == bot::cli::exit_code::fine);
  t.say(ada, general, at(bruno) + " ++ for holding the fort");
  t.say(chiara, wins_channel, "The fort was held", prompt);
  t.pass(std::chrono::seconds{3});
  t.post("redeliver", {{"give_up", true}});
  t.turn_to("2026-11-20T16:01:00Z");
  SUBCASE("it is read first") {
    t.start_bot();
    auto const digest = t.posts_of_bot(ada, general, 1);
    REQUIRE(digest.size() == 1);
    CHECK(says(digest[0], "holding the fort"));
    auto const summary = t.posts_of_bot(ada, wins_channel, 2);
    REQUIRE(summary.size() == 2);
    CHECK(says(summary[1], "The fort was held"));
    CHECK(t.posts_of_bot(chiara, "D0CHIARA01").empty());  // nobody reminds her
  }
  SUBCASE("but where it can't be read, nothing waits for ever") {
    auto const before = t.calls("chat.postMessage").size();
    t.web_api_fault("conversations.history", {{"status", 500}});
    t.open_bot();
    t.eventually([&] { return t.log.count("catching up waits a little") > 0; });
    t.pass(std::chrono::minutes{5}, std::chrono::seconds{30});
    CHECK(t.calls("chat.postMessage").size() == before);
    t.pass(std::chrono::minutes{26}, std::chrono::seconds{30});
    t.eventually([&] { return t.calls("chat.postMessage").size() >= before + 2; });
  }
}

TEST_CASE("a channel that the bot was removed from is named once in the log, and other rituals go on") {
  auto other = daily();
  other.name = "other";
  other.channel = "#engineering";
  town t;
  t.rituals = with({daily(), other});
  t.start_bot();
  t.as(ada, "conversations.kick", {{"channel", wins_channel}, {"user", the_bot}});
  t.quiet();
  t.turn_to("2026-11-20T09:30:01Z");
  CHECK(t.posts_of_bot(ada, "C0ENGINEER", 1).size() == 1);
  t.eventually([&] { return t.log.count("daily") > 0; });
  t.quiet();
  CHECK(t.posts_of_bot(ada, wins_channel).empty());
  CHECK(t.log.count("daily") == 1);
}

TEST_CASE("a private win is nobody else's until it is shared") {
  town t;
  t.rituals = with({daily()});
  t.start_bot();
  t.say(ada, im_of_ada, "win: I asked for help in time");
  t.quiet();
  auto const answers = t.posts_of_bot(ada, im_of_ada);
  REQUIRE(answers.size() == 1);
  CHECK(says(answers[0], "win.share"));
  t.turn_to("2026-11-20T09:30:01Z");
  CHECK(t.posts_of_bot(ada, wins_channel, 1).size() == 1);
  t.turn_to("2026-11-20T16:00:01Z");
  for (auto const& post : t.posts_of_bot(ada, wins_channel, 2))
    CHECK_FALSE(says(post, "asked for help"));
}
