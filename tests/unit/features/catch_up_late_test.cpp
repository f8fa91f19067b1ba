// What was found late is acknowledged by a reaction, and told once: no burst of messages about yesterday.
#include "app/ledger/wins.hpp"
#include "app/people/forgotten.hpp"
#include "support/catch_up_scene.hpp"

#include <doctest/doctest.h>

using namespace huzzah;
using namespace huzzah::test;

namespace {

/// All that the bot has said.
std::vector<std::string> said(catch_up_scene& s) {
  s.leave();  // while the bot waits on the clock, it can't be told when the courier has ended
  s.deliver();
  std::vector<std::string> all;
  for (auto const& post : s.workspace.posts)
    if (!post.removed) all.push_back(post.where.channel + ": " + post.text());
  return all;
}

}  // namespace

TEST_CASE("kudos that are found late get their reaction, and each receiver one note about all of them") {
  kudos::options options;
  SUBCASE("acknowledged by a reaction") {}
  SUBCASE("acknowledged in a thread") {
    options.acknowledge = kudos::acknowledgement::thread;
  }
  catch_up_scene s(options);
  s.have_been_here();
  auto const first = s.say("U1", "<@U2> ++ for one").where.id;
  s.say("U3", "<@U2> ++ for two #courage");
  s.say("U1", "<@U4> ++");
  s.say("U1", "<@U1> ++ for myself");
  s.react(s.say("U2", "it is done").where.id, "U3");
  s.clock.advance(2h);
  s.come();
  auto const told = said(s);
  REQUIRE(told.size() == 2);
  CHECK(told[0].starts_with("DU2: While I was away you received"));
  CHECK(told[0].find("× 3:") != std::string::npos);
  CHECK(told[0].find("one") != std::string::npos);
  CHECK(told[0].find("two #courage") != std::string::npos);
  CHECK(told[1].starts_with("DU4: While I was away"));
  CHECK(s.workspace.reactions.contains({first, "tada"}));
  CHECK(s.workspace.whispers.empty());

  s.leave();
  s.come();
  CHECK(said(s).size() == 2);
}

TEST_CASE("what was said while the bot was away brings nobody back who was forgotten meanwhile") {
  catch_up_scene s;
  s.have_been_here();
  s.say("U2", "<@U1> ++ for one");
  s.say("U1", "<@U2> <@U3> ++ for two");
  s.say("U2", "win: closed the deal");
  s.react(s.say("U2", "it is done").where.id, "U1");
  s.react(s.say("U1", "so is this").where.id, "U2");
  auto const win = s.say("U1", "win: closed another deal").where.id;
  s.react(win, "U2", "clap");
  s.clock.advance(1s);
  s.write([&](store::unit_of_work& work) {
    people::forgotten_people(work).add("U2", s.clock.now());
    return true;
  });
  s.say("U1", "<@U2> ++ nice to see you again");
  s.come();
  CHECK(s.received("U1") == 0);
  CHECK(s.received("U3") == 1);
  CHECK(s.received("U2") == 1);
  CHECK(s.records().back().reason == "nice to see you again");
  // The emoji stay where they are, and the next gap begins later.
  s.leave();
  s.clock.advance(1min);
  s.come();
  CHECK(s.received("U1") == 0);
  CHECK(s.received("U2") == 1);
  CHECK(s.write([&](store::unit_of_work& work) {
           return ledger::win_ledger(work).find({"T1", "C1", win});
         })->cheers == 0);
}

TEST_CASE("a reply in the thread is put right by an edit, however late that is found") {
  kudos::options options;
  options.acknowledge = kudos::acknowledgement::thread;
  catch_up_scene s(options);
  s.come();
  auto const message = s.say_live("U1", "<@U2> ++ for one");
  auto const in_thread = [&s] {
    s.leave();
    s.deliver();
    return s.workspace.texts("C1");
  };
  auto told = in_thread();
  REQUIRE(told.size() == 1);
  CHECK(told[0].find("U2") != std::string::npos);
  s.edit(message, "<@U3> ++ for one");
  s.clock.advance(2h);
  s.come();
  told = in_thread();
  REQUIRE(told.size() == 1);
  CHECK(told[0].find("U2") == std::string::npos);
  CHECK(told[0].find("U3") != std::string::npos);
}

TEST_CASE("kudos of less than an hour ago are told as usual") {
  catch_up_scene s;
  s.have_been_here();
  s.say("U1", "<@U2> ++ for one");
  s.say("U1", "<@U1> ++ for myself");
  s.clock.advance(50min);
  s.come();
  auto const told = said(s);
  REQUIRE(told.size() == 1);
  CHECK(told[0].find("gave you") != std::string::npos);
  CHECK(s.workspace.whispers.size() == 1);
}

TEST_CASE("a reaction that may have come just now is told as usual, however old its message is") {
  catch_up_scene s;
  s.come();
  auto const message = s.say_live("U2", "it is done");
  s.clock.advance(3h);
  s.leave();
  s.clock.advance(1min);
  s.react(message, "U1");
  s.come();
  auto const told = said(s);
  REQUIRE(told.size() == 1);
  CHECK(told[0].find("gave you") != std::string::npos);
}

TEST_CASE("who wants no notes gets none, and what was taken back is not told") {
  catch_up_scene s;
  s.have_been_here();
  s.command("U4", "mute");
  s.say("U1", "<@U4> ++ for one");
  auto const message = s.say("U1", "<@U2> ++ for two");
  s.clock.advance(2h);
  s.workspace.add_channel("C9", "other");
  s.workspace.failures["read_past"].clear();
  s.start();
  run_until(s.io, [&] { return s.told.size() == 2; });
  s.tell(s.deleted(*message.said)).value();
  s.until_caught_up();
  CHECK(said(s).empty());
}

TEST_CASE("receivers are told after a restart what could not be told before it") {
  catch_up_scene s;
  s.workspace.add_channel("C9", "other");
  s.have_been_here();
  s.say("U1", "<@U2> ++ for one");
  s.clock.advance(2h);
  s.workspace.failures["read_past"] = {};
  s.start();
  run_until(s.io, [&] { return !s.told.empty() && !s.kudos().empty(); });
  s.leave();
  CHECK(said(s).empty());
  s.come();
  CHECK(said(s).size() == 1);
}

TEST_CASE("a win that is found late gets its reaction, and nothing is said about it") {
  catch_up_scene s;
  s.have_been_here();
  auto const message = s.say("U1", "Win: with <@U2> the import is twice as fast").where.id;
  s.clock.advance(2h);
  s.come();
  CHECK(said(s).empty());
  CHECK(s.workspace.whispers.empty());
  CHECK(s.workspace.reactions.contains({message, "sparkles"}));
  CHECK(s.read([](store::reader& from) {
    return ledger::win_ledger(from).count("T1", "U1", people::viewer::whole("a test"));
  }) == 1);
}

TEST_CASE("cheers for a win that were added or taken off meanwhile count") {
  catch_up_scene s;
  s.come();
  auto const win = s.say_live("U1", "Win: the import is twice as fast");
  auto cheered = s.reaction("U2", win, true, "U1", "clap");
  s.react(win, "U2", "clap");
  s.tell(cheered).value();
  s.leave();
  s.clock.advance(1min);
  s.unreact(win);
  s.react(win, "U3", "clap");
  s.react(win, "U4", "heart");
  s.come();
  auto const found = s.write([&](store::unit_of_work& work) {
    return ledger::win_ledger(work).find({"T1", "C1", win});
  });
  CHECK(found->cheers == 2);
}
