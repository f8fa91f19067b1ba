// What was said without a connection counts as if it had been told at once, and nothing counts twice.
#include "support/catch_up_scene.hpp"

#include "app/history/watermarks.hpp"
#include "features/standups/rounds.hpp"

#include <doctest/doctest.h>

using namespace huzzah;
using namespace huzzah::test;

using all = std::vector<std::string>;

TEST_CASE("where the bot comes for the first time, the past is not its business") {
  catch_up_scene s;
  s.say("U1", "<@U2> ++ for before it came");
  s.come();
  CHECK(s.kudos().empty());
  s.leave();
  s.say("U1", "<@U2> ++ for coming late");
  s.come();
  CHECK(s.kudos() == all{"U1>U2 coming late"});
}

TEST_CASE("a channel that the bot joins starts from there") {
  catch_up_scene s;
  s.have_been_here();
  s.workspace.add_channel("C9", "other");
  s.say("U1", "<@U2> ++ for before it joined", {}, "C9");
  s.come();
  CHECK(s.kudos().empty());
  s.leave();
  s.say("U1", "<@U2> ++ for another channel", {}, "C9");
  s.come();
  CHECK(s.kudos() == all{"U1>U2 another channel"});
}

TEST_CASE("a channel that the bot joined while it was away counts from there") {
  for (auto const* const channel : {"C9", "G9"}) {
    catch_up_scene s;
    s.have_been_here();
    s.workspace.add_channel(channel, "other");
    s.options.page_size = 2;
    s.say("U1", "<@U2> ++ for before it joined", {}, channel);
    auto& arrival = s.say("UHUZZAH", "joined", {}, channel);
    arrival.said.reset();
    arrival.is_our_arrival = true;
    for (auto const* const what : {"one", "two", "three"})
      s.say("U1", std::string("<@U2> ++ for number ") + what, {}, channel);
    s.come();
    CHECK(s.kudos() == all{"U1>U2 number one", "U1>U2 number three", "U1>U2 number two"});
    s.leave();
    s.come();
    CHECK(s.kudos().size() == 3);
  }
}

TEST_CASE("a direct channel that is new after the bot was away counts from when it was there last") {
  catch_up_scene s;
  s.say("U1", "<@U2> ++ for before it ever came", {}, "D9");
  s.have_been_here();
  s.workspace.add_channel("D9", "").kind = chat::channel_kind::direct;
  s.say("U1", "<@U2> ++ for speaking to it", {}, "D9").said->channel = chat::channel_kind::direct;
  s.come();
  CHECK(s.kudos() == all{"U1>U2 speaking to it"});
}

TEST_CASE("where a new channel can't be looked at, it counts from now, and the others are read") {
  catch_up_scene s;
  s.have_been_here();
  s.workspace.add_channel("C9", "other");
  s.say("U1", "<@U2> ++ in the usual place");
  s.workspace.failures["read_past"].emplace_back(error(errc::rejected, "missing_scope"));
  s.come();
  CHECK(s.kudos() == all{"U1>U2 in the usual place"});
}

TEST_CASE("a channel that the bot joined while it was connected is followed from its first event on") {
  catch_up_scene s;
  s.come();
  s.workspace.add_channel("C9", "other");
  chat::message_posted live;
  live.where = chat::message_ref("T1", "C9", s.workspace.id_at(s.clock.now()));
  s.catching_up->noticed(chat::event(live));
  s.leave();
  s.say("U1", "<@U2> ++ for coming late", {}, "C9");
  s.come();
  CHECK(s.kudos() == all{"U1>U2 coming late"});
}

TEST_CASE("a channel that the bot left is nothing to it when it comes again") {
  catch_up_scene s;
  s.have_been_here();
  s.workspace.channels["C1"].is_member = false;
  s.say("U1", "<@U2> ++ without the bot");
  s.have_been_here();
  s.workspace.channels["C1"].is_member = true;
  s.come();
  CHECK(s.kudos().empty());
}

TEST_CASE("edits, deletions and thread replies of the time without a connection are found") {
  catch_up_scene s;
  s.come();
  auto const edited = s.say_live("U1", "<@U2> ++ for one");
  auto const deleted = s.say_live("U1", "<@U3> ++ for two");
  s.say_live("U1", "<@U4> ++ for three");
  auto const parent = s.say_live("U1", "who helped?");
  s.say_live("U2", "<@U1> ++ in a thread", parent);
  auto const gone_reply = s.say_live("U3", "<@U1> ++ by mistake", parent);
  s.leave();
  s.edit(edited, "<@U3> ++ for one after all");
  s.remove(deleted);
  s.remove(gone_reply);
  s.say("U4", "<@U1> ++ too", parent);
  auto const added_and_edited = s.say("U2", "nothing").where.id;
  s.edit(added_and_edited, "<@U4> ++ by an edit");
  s.come();
  all const expected{"U1>U3 one after all", "U1>U4 three", "U2>U1 in a thread", "U2>U4 by an edit",
                     "U4>U1 too"};
  CHECK(s.kudos() == expected);
  CHECK(s.records().size() == 8);
}

TEST_CASE("a first message that is kept for its replies alone is gone") {
  catch_up_scene s;
  s.come();
  auto const parent = s.say_live("U1", "<@U2> ++ for the start");
  s.say_live("U3", "indeed", parent);
  s.leave();
  auto& tombstone = s.find(parent);
  tombstone.said.reset();
  tombstone.is_gone = true;
  s.come();
  CHECK(s.kudos().empty());
}

TEST_CASE("what the platform has forgotten was not deleted by anybody") {
  catch_up_scene s;
  s.come();
  s.say_live("U1", "<@U2> ++ for one");
  auto const kept = s.say_live("U1", "<@U3> ++ for two");
  s.leave();
  std::erase_if(s.workspace.past["C1"], [&](auto const& one) { return one.where.id < kept; });
  s.come();
  CHECK(s.kudos().size() == 2);
}

TEST_CASE("reactions that were added and taken off meanwhile count, and those that stand are no news") {
  catch_up_scene s;
  s.come();
  auto const message = s.say_live("U2", "it is done");
  auto const other = s.say_live("U3", "that, too");
  auto reacted = s.reaction("U1", other, true, "U3");
  s.react(other, "U1");
  s.tell(reacted).value();
  auto stays = s.reaction("U4", message, true, "U2");
  s.react(message, "U4");
  s.tell(stays).value();
  CHECK(s.kudos().size() == 2);
  s.leave();
  s.clock.advance(1min);
  s.react(message, "U1");
  s.react(message, "U3", "clap");
  s.unreact(other);
  s.workspace.people["U2"].is_deactivated = true;  // what was given before stands
  s.come();
  CHECK(s.kudos() == all{"U4>U2 "});
  s.workspace.people["U2"].is_deactivated = false;
  s.leave();
  s.clock.advance(1s);
  s.come();
  CHECK(s.kudos() == all{"U1>U2 ", "U4>U2 "});
}

TEST_CASE("what a giver took back stays so while the emoji stays on, and is given by putting it on again") {
  catch_up_scene s;
  s.come();
  auto const message = s.say_live("U2", "it is done");
  s.react(message, "U1");
  s.tell(s.reaction("U1", message, true)).value();
  s.clock.advance(2s);
  s.command("U1", "undo");
  CHECK(s.kudos().empty());
  for (int i = 0; i < 2; ++i) {
    s.leave();
    s.clock.advance(1min);
    s.come();
    CHECK(s.kudos().empty());
  }
  s.leave();
  s.deliver();
  CHECK(s.workspace.texts("DU2").empty());
  SUBCASE("while the bot is there") {
    s.tell(s.reaction("U1", message, false)).value();
    s.tell(s.reaction("U1", message, true)).value();
  }
  SUBCASE("while it is away") {
    s.tell(s.reaction("U1", message, false)).value();
    s.clock.advance(1min);
    s.come();
  }
  CHECK(s.kudos() == all{"U1>U2 "});
}

TEST_CASE("reactions are found on messages of up to a day before the time without a connection") {
  catch_up_scene s;
  s.come();
  auto const old = s.say_live("U4", "that was long ago");
  s.clock.advance(2h);
  auto const message = s.say_live("U2", "it is done");
  auto const reply = s.say_live("U3", "indeed", message);
  auto const taken_back = s.say_live("U3", "not by me");
  s.react(taken_back, "U1");
  s.tell(s.reaction("U1", taken_back, true, "U3")).value();
  s.clock.advance(23h);
  s.leave();
  s.clock.advance(3h);
  for (auto const& where : {old, message, reply})
    s.react(where, "U1");
  s.unreact(taken_back);
  s.come();
  CHECK(s.kudos() == all{"U1>U2 ", "U1>U3 "});
}

TEST_CASE("where not everybody who reacted is named, all are asked for") {
  catch_up_scene s;
  s.have_been_here();
  auto& message = s.say("U2", "it is done");
  message.has_all_reactions = false;
  message.reactions.emplace_back().emoji = "trophy";
  message.reactions.back().people = {"U1"};
  auto& everybody = s.workspace.every_reaction[message.where.id];
  everybody.emplace_back().emoji = "trophy";
  everybody.back().people = {"U1", "U3"};
  s.come();
  CHECK(s.kudos() == all{"U1>U2 ", "U3>U2 "});
}

TEST_CASE("what an edit gave is not judged anew by a history that tells whole seconds") {
  catch_up_scene s;
  s.come();
  s.workspace.groups["S9"] = {"U3", "U4"};
  auto const to_one = s.say_live("U1", "<@U2> ++ for one");
  auto const to_group = s.say_live("U1", "<%S9> ++ for all");
  auto const twice = s.say_live("U1", "<@U4> ++ for the frist try");
  auto const edit_live = [&s](std::string const& timestamp, std::string_view markup) {
    auto edit = s.edited(*s.find(timestamp).said, markup);
    edit.edited_at += 1200us;
    s.tell(edit).value();
    s.edit(timestamp, markup);
    s.find(timestamp).edited_at = std::chrono::floor<std::chrono::seconds>(edit.edited_at) + 1s - 1us;
  };
  edit_live(to_one, "<@U2> ++ for one test");
  edit_live(to_group, "<%S9> ++ for all tests");
  edit_live(twice, "<@U4> ++ for the first try");
  all const given{"U1>U2 one test", "U1>U3 all tests", "U1>U4 all tests", "U1>U4 the first try"};
  CHECK(s.kudos() == given);
  s.leave();
  s.workspace.people["U2"].is_deactivated = true;
  s.workspace.groups["S9"] = {"U2", "U4"};
  s.clock.advance(1min);
  SUBCASE("the words are the same") {
    s.come();
    CHECK(s.kudos() == given);
    CHECK(s.workspace.whispers.empty());
  }
  SUBCASE("there was another edit within that second") {
    s.find(twice).said->text = chat::from_markup("<@U3> ++ for the first try");
    s.come();
    CHECK(s.kudos() == all{"U1>U2 one test", "U1>U3 all tests", "U1>U3 the first try", "U1>U4 all tests"});
  }
  SUBCASE("somebody has joined the group, and the words are the same") {
    s.workspace.people["U2"].is_deactivated = false;
    s.come();
    CHECK(s.kudos() == given);
  }
  SUBCASE("another edit within that second thanked one more") {
    s.find(twice).said->text = chat::from_markup("<@U4> <@U3> ++ for the first try");
    s.come();
    auto more = given;
    more.insert(more.begin() + 2, "U1>U3 the first try");
    CHECK(s.kudos() == more);
  }
  SUBCASE("another edit within that second thanked a group as well") {
    s.workspace.groups["S8"] = {"U3"};
    s.find(twice).said->text = chat::from_markup("<@U4> <%S8> ++ for the first try");
    s.come();
    CHECK(s.received("U3") == 2);
  }
  SUBCASE("another edit within that second gave more") {
    s.find(twice).said->text = chat::from_markup("<@U4> ++ <:trophy:><:trophy:> for the first try");
    s.come();
    CHECK(s.received("U4") == 3);
  }
}

TEST_CASE("a live event that is newer than what was read wins, whichever is dealt with first") {
  catch_up_scene s;
  s.have_been_here();
  auto const removed = s.say("U1", "<@U2> ++ for one");
  auto const unreacted = s.say("U2", "it is done").where.id;
  s.react(unreacted, "U1");
  s.start();
  // The page shows both; then one is deleted and the other's reaction taken off.
  s.tell(s.deleted(*removed.said)).value();
  s.tell(s.reaction("U1", unreacted, false, "U2")).value();
  s.until_caught_up();
  CHECK(s.kudos().empty());
}

TEST_CASE("what also comes by itself counts once") {
  catch_up_scene s;
  s.have_been_here();
  auto said = *s.say("U1", "<@U2> ++ for one").said;
  s.come();
  said.is_past = false;
  s.tell(said).value();
  CHECK(s.kudos().size() == 1);
  CHECK(s.records().size() == 1);
  s.leave();
  s.come();
  CHECK(s.records().size() == 1);
}

TEST_CASE("many pages are read oldest first, and no more of them is in memory than a few") {
  kudos::options generous;
  generous.rules.daily_limit = 0;
  history::catch_up_options options;
  options.page_size = 3;
  options.pages_at_once = 2;
  catch_up_scene s(generous, options);
  s.have_been_here();
  all expected;
  for (int i = 100; i < 140; ++i) {
    s.say("U1", "<@U2> ++ for " + std::to_string(i));
    expected.push_back("U1>U2 " + std::to_string(i));
  }
  s.come();
  CHECK(s.kudos() == expected);
  std::vector<base::time_point> times;
  for (auto const& one : s.told)
    times.push_back(std::get<chat::message_posted>(one).at);
  CHECK(times.size() == 40);
  CHECK(std::is_sorted(times.begin(), times.end()));
  CHECK(s.workspace.calls["read_past"] <= 2 * (40 / 3 + 1));
  CHECK(s.catching_up->stats().messages == 40);
  CHECK(s.catching_up->stats().lag == 0s);
}

TEST_CASE("what was settled before a crash is not read again, but for the day before") {
  history::catch_up_options options;
  options.page_size = 2;
  options.pages_at_once = 1;
  options.overlap = 0s;
  catch_up_scene s({}, options);
  s.have_been_here();
  for (int i = 0; i < 9; ++i)
    s.say("U1", "just talk " + std::to_string(i));
  // The pages that are looked for first, and the first of those that are read again.
  s.workspace.failures["read_past"].clear();
  s.start();
  run_until(s.io, [&] { return s.told.size() == 5; });
  s.catching_up->disconnected();
  s.leave();
  auto const before = s.told.size();
  CHECK(before < 9);
  s.told.clear();
  s.come();
  CHECK(s.told.size() >= 9 - before);
  CHECK(s.told.size() <= 9 - before + 3);
}

TEST_CASE("what fails for a while is asked again, when the platform has said") {
  catch_up_scene s;
  s.have_been_here();
  s.say("U1", "<@U2> ++ for one");
  auto& failures = s.workspace.failures["read_past"];
  failures.emplace_back(error(errc::rate_limited, "slow down", 30s));
  failures.emplace_back(error(errc::unreachable, "no network"));
  s.start();
  run_until(s.io, [&] { return failures.size() == 1 && s.clock.sleepers() == 2; });
  CHECK(s.catching_up->stats().channels_to_go == 1);
  s.clock.advance(29s);
  run_until(s.io, [&] { return s.clock.sleepers() == 2; });
  CHECK(failures.size() == 1);
  s.clock.advance(1s);
  run_until(s.io, [&] { return failures.empty() && s.clock.sleepers() == 2; });
  s.clock.advance(2s);
  s.until_caught_up();
  CHECK(s.kudos().size() == 1);
}

TEST_CASE("a channel that can't be read keeps nobody from the others") {
  catch_up_scene s;
  s.workspace.add_channel("C0", "closed");
  s.have_been_here();
  s.say("U1", "<@U2> ++ for one");
  s.workspace.failures["read_past"].emplace_back(error(errc::rejected, "not_in_channel"));
  s.come();
  CHECK(s.kudos().size() == 1);
}

TEST_CASE("a connection that goes in the midst leaves the gap open for the next one") {
  catch_up_scene s;
  s.come();
  s.catching_up->disconnected();
  s.say("U1", "<@U2> ++ for one");
  s.workspace.failures["read_past"].emplace_back(error(errc::unreachable, "no network"));
  s.connect();
  run_until(s.io, [&] { return s.workspace.failures["read_past"].empty() && s.clock.sleepers() == 2; });
  s.catching_up->disconnected();
  s.say("U1", "<@U3> ++ for two");
  s.connect();
  s.until_caught_up();
  CHECK(s.kudos() == all{"U1>U2 one", "U1>U3 two"});
}

TEST_CASE("an event that no feature can take for now is tried again") {
  catch_up_scene s;
  s.have_been_here();
  s.say("U1", "kudos <%S1> for one");
  s.workspace.failures["group_members"].emplace_back(error(errc::unreachable, "no network"));
  s.start();
  run_until(s.io, [&] { return !s.told.empty() && s.clock.sleepers() == 2; });
  s.clock.advance(1s);
  s.until_caught_up();
  CHECK(s.kudos().size() == 2);
}

TEST_CASE("nothing older than the configured age is read, and nothing at all where that is off") {
  history::catch_up_options options;
  options.max_age = 24h;
  catch_up_scene s({}, options);
  s.have_been_here();
  s.say("U1", "<@U2> ++ for the old one");
  s.clock.advance(25h);
  s.say("U1", "<@U3> ++ for the new one");
  SUBCASE("a day") {
    s.come();
    CHECK(s.kudos() == all{"U1>U3 the new one"});
  }
  SUBCASE("off") {
    s.options.max_age.reset();
    s.start();
    run_until(s.io, [&] { return s.ended; });
    CHECK(s.kudos().empty());
    CHECK(s.workspace.calls["own_channels"] == 1);
    CHECK(s.catching_up->is_caught_up());  // there is nothing to wait for
  }
}

TEST_CASE("replies to a question that was asked long ago count while it waits for answers") {
  history::catch_up_options options;
  options.overlap = 0s;
  options.page_size = 5;
  catch_up_scene s({}, options);
  s.workspace.add_channel("C2", "wins");
  auto const round = s.open(standups::standup_mode::thread);
  auto const asked = s.workspace.posts.back().where.id;
  auto& prompt = s.say("UHUZZAH", "What went well?", {}, "C2");
  prompt.said.reset();
  prompt.where.id = asked;
  s.have_been_here();
  for (int i = 0; i < 150; ++i)
    s.say("U1", "just talk", {}, "C2");
  s.say("U1", "The importer is twice as fast now", asked, "C2");
  s.come();
  auto const answers =
      s.write([&](store::unit_of_work& work) { return standups::rounds(work).answers(round.id); });
  REQUIRE(answers.size() == 1);
  CHECK(answers[0].author == "U1");
}
