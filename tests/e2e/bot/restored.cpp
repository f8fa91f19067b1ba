// A backup takes the ledger's place while the chat remembers more than it: nothing is said a second time.
#include "town.hpp"

#include "app/file_rules.hpp"
#include "store/backup.hpp"
#include "store/restore.hpp"
#include "support/show_result.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace huzzah;
using namespace huzzah::test;
using namespace std::chrono_literals;

namespace {

std::filesystem::path copy_of(town const& t) {
  return t.database().parent_path() / "copy.db";
}

void back_up(town const& t) {
  REQUIRE(app::back_up(t.database(), copy_of(t)).has_value());
}

/// Puts the backup in the place of the ledger and starts the bot on it, until there is nothing left to do.
void restore(town& t) {
  t.pass(1s);  // the chat's timestamps may run ahead of a clock that stands still
  t.stop_bot();
  {
    auto prepared = app::prepare_restoration(copy_of(t), t.database());
    REQUIRE(prepared.has_value());
    REQUIRE(prepared->finish(t.clock.now()).has_value());
  }
  t.start_bot();
  t.pass(10s);
  t.quiet();
}

test::ritual_options day_and_week(standups::standup_mode mode) {
  auto const zone = calendar::time_zone::find("Europe/London").value();
  test::ritual_options chosen;
  auto& daily = chosen.standups.emplace_back();
  daily.name = "daily";
  daily.channel = "#wins";
  daily.zone = zone;
  daily.mode = mode;
  daily.question = "What went well today?";
  if (mode == standups::standup_mode::dm) daily.members = {bruno};
  auto& weekly = chosen.digests.emplace_back();
  weekly.name = "weekly";
  weekly.channel = "#general";
  weekly.zone = zone;
  return chosen;
}

/// How many messages of the bot's there are, by channel.
std::vector<std::size_t> said(town& t) {
  return {t.posts_of_bot(ada, wins_channel).size(), t.posts_of_bot(ada, general).size(),
          t.posts_of_bot(ada, im_of_ada).size(), t.posts_of_bot(bruno, im_of_bruno).size()};
}

}  // namespace

TEST_CASE("what happened after the backup is known again, and nothing of it is said again") {
  town t;
  t.rituals = day_and_week(standups::standup_mode::thread);
  t.start_bot();
  t.say(ada, general, at(bruno) + " ++ for the first");
  t.quiet();
  back_up(t);
  t.turn_to("2026-11-20T09:30:01Z");
  REQUIRE(t.posts_of_bot(ada, wins_channel, 1).size() == 1);
  t.say(bruno, general, at(ada) + " ++ for the second");
  t.say(bruno, wins_channel, "win: the third one");
  t.quiet();
  SUBCASE("within the hour") {}
  SUBCASE("after the digest") {
    t.turn_to("2026-11-20T16:00:01Z");
    t.posts_of_bot(ada, general, 1);
  }
  auto const before = said(t);
  restore(t);
  CHECK(said(t) == before);
  CHECK(t.standing().size() == 2);

  t.say(ada, general, at(bruno) + " ++ for what came then");
  t.quiet();
  CHECK(said(t)[3] == before[3] + 1);
  t.turn_to("2026-11-23T09:30:01Z");
  CHECK(t.posts_of_bot(ada, wins_channel, before[0] + 1).size() == before[0] + 1);
}

TEST_CASE("what was given in a channel that the bot joined after the backup is known again") {
  town t;
  t.start_bot();
  t.quiet();
  back_up(t);
  t.pass(1s);
  auto const made = t.as(ada, "conversations.create", {{"name", "new"}})["channel"]["id"].get<std::string>();
  t.as(ada, "conversations.invite", {{"channel", made}, {"users", std::string(bruno) + "," + the_bot}});
  t.say(ada, made, at(bruno) + " ++ for the welcome");
  t.quiet();
  REQUIRE(t.standing().size() == 1);
  auto const before = said(t);
  restore(t);
  CHECK(t.standing().size() == 1);
  CHECK(said(t) == before);
}

TEST_CASE("a round that was open in the backup closes once, before the restore or after it") {
  town t;
  t.rituals = day_and_week(standups::standup_mode::thread);
  t.start_bot();
  t.turn_to("2026-11-20T09:30:01Z");
  std::string const prompt = t.posts_of_bot(ada, wins_channel, 1).at(0)["ts"];
  t.say(ada, wins_channel, "Everything is where it belongs", prompt);
  t.quiet();
  back_up(t);
  SUBCASE("before") {
    t.turn_to("2026-11-20T16:00:01Z");
    REQUIRE(t.posts_of_bot(ada, wins_channel, 2).size() == 2);
    restore(t);
  }
  SUBCASE("after") {
    restore(t);
    REQUIRE(t.posts_of_bot(ada, wins_channel).size() == 1);
    t.turn_to("2026-11-20T16:00:01Z");
    REQUIRE(t.posts_of_bot(ada, wins_channel, 2).size() == 2);
  }
  t.pass(10s);
  t.quiet();
  CHECK(t.posts_of_bot(ada, wins_channel).size() == 2);
}

TEST_CASE("who was asked privately after the backup is not asked again, and who was not still is") {
  town t;
  t.rituals = day_and_week(standups::standup_mode::dm);
  t.start_bot();
  back_up(t);
  // 9:30 in Sao Paulo is 12:30 in London.
  SUBCASE("asked before") {
    t.turn_to("2026-11-20T12:30:01Z");
    REQUIRE(t.posts_of_bot(bruno, im_of_bruno, 1).size() == 1);
    restore(t);
  }
  SUBCASE("to be asked after") {
    t.turn_to("2026-11-20T11:00:00Z");
    t.quiet();
    restore(t);
    REQUIRE(t.posts_of_bot(bruno, im_of_bruno).empty());
    t.turn_to("2026-11-20T12:30:01Z");
  }
  CHECK(t.posts_of_bot(bruno, im_of_bruno, 1).size() == 1);
}

TEST_CASE("what waited to be said when the backup was made and was said since is found, not said again") {
  town t;
  t.start_bot();
  auto const ts = t.say(bruno, general, "it is done");
  t.quiet();
  t.web_api_fault("chat.postMessage", {{"status", 500}, {"times", 1}});
  t.react(ada, general, ts, "trophy");
  t.eventually([&] { return t.deliveries("pending") == 1 || t.deliveries("sending") == 1; });
  back_up(t);
  REQUIRE(t.posts_of_bot(bruno, im_of_bruno, 1).size() == 1);
  restore(t);
  CHECK(t.posts_of_bot(bruno, im_of_bruno).size() == 1);
  CHECK(t.deliveries("pending sending") == 0);
}
