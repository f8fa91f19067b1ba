#include "support/standup_scene.hpp"

#include <doctest/doctest.h>

using namespace huzzah;
using test::core;
using test::holds;
using test::standup_scene;

namespace {

using values = std::map<std::string, std::string>;

/// A form as it might be sent.
values filled(values const& other = {}) {
  values all{{"name", "sales"},
             {"channel", "C2"},
             {"time_zone", "Asia/Kolkata"},
             {"days", "Monday,Wednesday,Thursday"},
             {"prompt_at", "10:00"},
             {"remind_at", "12:00"},
             {"close_at", "17:00"},
             {"mode", "In the channel, answered in a thread"},
             {"members", ""},
             {"question", "Questions in turn: sales"},
             {"own_question", ""}};
  for (auto const& [field, value] : other)
    all[field] = value;
  return all;
}

chat::form_field const& field(chat::form const& form, std::string const& name) {
  return *std::find_if(form.fields.begin(), form.fields.end(),
                       [&](chat::form_field const& one) { return one.name == name; });
}

}  // namespace

TEST_CASE("a stand-up is set up from chat, asks from then on, and is there after a restart") {
  standup_scene s(test::no_standups);
  CHECK(s.standup("U1", "setup", "C2").empty());
  REQUIRE(s.workspace.forms.size() == 1);
  auto const& form = s.workspace.forms[0];
  CHECK(form.action == "standup.setup");
  CHECK(form.context.empty());
  CHECK(field(form, "channel").initial == "C2");
  CHECK(field(form, "time_zone").initial == "Europe/London");
  CHECK(field(form, "days").initial == "Monday,Tuesday,Wednesday,Thursday,Friday");
  CHECK(field(form, "question").choices == std::vector<std::string>{"Questions in turn: general",
                                                                    "Questions in turn: sales",
                                                                    "My own question"});

  auto const reply = s.send("U1", "", filled());
  CHECK(reply.errors.empty());
  REQUIRE(reply.said);
  CHECK(standup_scene::words_of(*reply.said) ==
        "sales is set up in #C2. The next question comes on Thursday, 19 November 2026 at 10:00 "
        "(Asia/Kolkata), "
        "04:30 for you.");
  CHECK(s.wakes == 1);
  s.live_until("2026-11-19T04:30:00Z");
  REQUIRE(s.standing_in("C2").size() == 1);
  CHECK(holds(s.standing_in("C2")[0], "Who said yes?"));
  s.sleep_until("2026-11-19T11:30:00Z");
  CHECK(s.standing_in("C2").size() == 2);
  s.live_until("2026-11-22T20:00:00Z");
  CHECK(s.standing_in("C2").size() == 2);
}

TEST_CASE("what is entered wrongly is named beside its field, and nothing is kept") {
  struct wrong {
    values entered;
    std::string field;
    std::string why;
  };
  std::vector<wrong> const all{
      {{{"name", " "}}, "name", "needs a name"},
      {{{"name", std::string(41, 'x')}}, "name", "40 characters"},
      {{{"name", "two\nlines"}}, "name", "one line"},
      {{{"name", "CORE"}}, "name", "There is a stand-up called core already"},
      {{{"channel", ""}}, "channel", "Choose the channel"},
      {{{"channel", "C9"}}, "channel", "invite it there"},
      {{{"channel", "C3"}}, "channel", "Only people of that channel"},
      {{{"channel", "C4"}}, "channel", "archived"},
      {{{"channel", "C5"}}, "channel", "invite it there"},
      {{{"time_zone", "Europe/Berlinn"}}, "time_zone", "Europe/Berlin"},
      {{{"days", "noday"}}, "days", "names no days"},
      {{{"days", ""}}, "days", "names no days"},
      {{{"prompt_at", "25:00"}}, "prompt_at", ""},
      {{{"close_at", ""}}, "close_at", ""},
      {{{"close_at", "10:00"}}, "close_at", "later time"},
      {{{"close_at", "09:00"}, {"remind_at", ""}}, "close_at", "later time"},
      {{{"remind_at", "18:00"}}, "remind_at", "between the question and the summary"},
      {{{"remind_at", "soon"}}, "remind_at", ""},
      {{{"question", "Questions in turn: gone"}}, "question", "Choose"},
      {{{"question", "My own question"}}, "own_question", "Write the question"},
      {{{"question", "My own question"}, {"own_question", std::string(501, '?')}}, "own_question", "500"},
      {{{"question", "My own question"}, {"own_question", "pack:sales"}}, "own_question", "pack:"},
  };
  standup_scene s;
  s.workspace.add_channel("C3", "strangers");
  s.workspace.members["C3"] = {"U4"};
  s.workspace.add_channel("C4", "old").is_archived = true;
  s.workspace.add_channel("C5", "closed").is_member = false;
  for (auto const& one : all) {
    CAPTURE(one.field);
    CAPTURE(one.why);
    auto const reply = s.send("U1", "", filled(one.entered));
    CHECK_FALSE(reply.said);
    REQUIRE(reply.errors.size() == 1);
    CHECK(reply.errors.begin()->first == one.field);
    CHECK(holds(reply.errors.begin()->second, one.why));
  }
  s.workspace.failures["find_channel"].assign(2, error(errc::unreachable, "down"));
  CHECK(holds(s.send("U1", "", filled()).errors.at("channel"), "try again"));
  CHECK(s.wakes == 0);
  CHECK(holds(s.standup("U1", "status sales"), "No stand-up is called \"sales\"."));
}

TEST_CASE("changing a stand-up starts from what it is, and keeps what the form does not ask") {
  auto standup = core();
  standup.on.off = {test::day("2026-11-20")};
  standup.members = {"U1", "U3"};
  standup_scene s({standup});
  s.options.policy.chat_overrides = true;
  s.restart();
  s.standup("U1", "setup core", "C2");
  REQUIRE(s.workspace.forms.size() == 1);
  auto const& form = s.workspace.forms[0];
  CHECK(form.context == "core");
  values same;
  for (auto const& one : form.fields)
    same[one.name] = one.initial;
  CHECK(same == values{{"name", "core"},
                       {"channel", "C1"},
                       {"time_zone", "Europe/Berlin"},
                       {"days", "Monday,Tuesday,Wednesday,Thursday,Friday"},
                       {"prompt_at", "09:30"},
                       {"remind_at", "14:00"},
                       {"close_at", "16:00"},
                       {"mode", "In the channel, answered in a thread"},
                       {"members", "U1,U3"},
                       {"question", "My own question"},
                       {"own_question", "What went well?"}});
  same["prompt_at"] = "10:00";
  same["remind_at"] = "";
  SUBCASE("as it was called") {
    same["name"] = "Core";
    CHECK(s.send("U1", "core", same).errors.empty());
    s.live_until("2026-11-20T20:00:00Z");
    CHECK(s.standing_in("C1").size() == 4);
    CHECK(s.round_of("2026-11-18").opened_at == test::moment("2026-11-18T09:00:00Z"));
    CHECK(s.said_privately() == 0);
  }
  SUBCASE("by another name") {
    same["name"] = "heart";
    CHECK(s.send("U1", "core", same).errors.empty());
    s.live_until("2026-11-18T20:00:00Z");
    CHECK(s.standing_in("C1").size() == 2);
    CHECK(s.has_round("2026-11-18", "heart"));
    CHECK_FALSE(s.has_round("2026-11-18", "core"));
  }
  SUBCASE("by somebody who is not in its channel") {
    s.workspace.members["C1"] = {"U2"};
    s.readers.forget_all();
    CHECK(holds(s.standup("U1", "setup core"), "Only people of its channel can change a stand-up"));
    CHECK(s.workspace.forms.size() == 1);
    same["channel"] = "C2";
    CHECK(holds(s.send("U1", "core", same).errors.at("channel"), "Only people of its channel so far"));
  }
}

TEST_CASE("a stand-up that was set up in the middle of its round is closed by its new time") {
  standup_scene s;
  s.options.policy.chat_overrides = true;
  s.restart();
  s.live_until("2026-11-18T12:00:00Z");
  auto changed = filled({{"name", "core"},
                         {"channel", "C1"},
                         {"time_zone", "Europe/Berlin"},
                         {"prompt_at", "09:30"},
                         {"remind_at", ""},
                         {"close_at", "12:00"}});
  CHECK(s.send("U1", "core", changed).errors.empty());
  s.live_until("2026-11-18T12:05:00Z");
  CHECK(s.standing_in("C1").size() == 2);
  CHECK(s.round_of("2026-11-18").closed_at);
}

TEST_CASE("whoever set a stand-up up is told once that its channel is out of reach") {
  standup_scene s(test::no_standups);
  CHECK(s.send("U1", "", filled({{"days", "Monday,Tuesday,Wednesday,Thursday,Friday"}})).errors.empty());
  s.workspace.channels["C2"].is_member = false;
  s.live_until("2026-11-20T20:00:00Z");
  REQUIRE(s.standing_in("DU1").size() == 1);
  CHECK(holds(s.standing_in("DU1")[0],
              "The stand-up sales that you set up could not happen in #C2: I am not a "
              "member any more."));
  SUBCASE("and again when it had worked meanwhile") {
    s.workspace.channels["C2"].is_member = true;
    s.live_until("2026-11-24T06:00:00Z");
    s.workspace.channels["C2"].is_member = false;
    s.live_until("2026-11-25T20:00:00Z");
    CHECK(s.standing_in("DU1").size() == 2);
  }
  SUBCASE("who may still end it") {
    s.workspace.channels.erase("C2");
    s.workspace.members.erase("C2");
    s.readers.forget_all();
    CHECK(holds(s.standup("U2", "off sales", "DU2"), "There is no stand-up yet."));
    CHECK(holds(s.standup("U1", "off sales", "DU1"), "sales is off"));
  }
}

TEST_CASE("status says when the next question comes, whom it asks, and whether it rests") {
  auto standup = core();
  standup.members = {"U1", "U3"};
  standup_scene s({standup});
  CHECK(s.standup("U1", "status") ==
        "core\nThe next question comes on Wednesday, 18 November 2026 at 09:30 (Europe/Berlin), 08:30 for "
        "you.\n"
        "Asks in a thread of #general, Monday to Friday: question at 09:30, one reminder at 14:00, summary "
        "at 16:00 "
        "(Europe/Berlin).\nIt asks @U1 and @U3.\n");
  CHECK(holds(s.standup("U4", "status core", "DU4"), "09:30 (Europe/Berlin), 17:30 for you."));
  s.standup("U1", "skip");
  CHECK(holds(s.standup("U1", "status"), "core\nToday is left out. The next question comes on Thursday"));
  s.standup("U1", "pause until 2026-12-01");
  CHECK(holds(s.standup("U1", "status"),
              "core\nPaused until Tuesday, 1 December 2026. The next question comes on "
              "Tuesday, 1 December 2026 at 09:30"));
  s.standup("U1", "off");
  CHECK(holds(s.standup("U1", "status"), "core\nPaused until Tuesday, 1 December 2026. It is off"));
  CHECK(holds(s.standup("U1", "resume"), "core goes on. The next question comes on Wednesday, 18 November"));
  CHECK(holds(s.standup("U1", "resume"), "core was going on already."));
  s.standup("U1", "skip friday");
  CHECK(holds(s.standup("U1", "resume"), "core goes on."));
}

TEST_CASE("the stand-ups of private channels are shown to their people alone") {
  standup_scene s;
  s.workspace.channels["C1"].is_private = true;
  s.workspace.members["C1"] = {"U1"};
  CHECK(holds(s.standup("U1", "status", "C2"), "core\n"));
  CHECK(holds(s.standup("U2", "status", "C2"), "There is no stand-up here."));
  CHECK(holds(s.standup("U2", "status core", "C2"), "There is no stand-up yet."));
}

TEST_CASE("which stand-up is meant is told by its name, by the channel, or because there is only one") {
  auto other = core();
  other.name = "other";
  auto third = core();
  third.name = "third";
  third.channel = "C2";
  standup_scene s({core(), other, third});
  CHECK(holds(s.standup("U1", "off", "C2"), "third is off."));
  CHECK(holds(s.standup("U1", "off", "C1"), "Which one: core, other? Say its name, too."));
  CHECK(holds(s.standup("U1", "off", "DU1"), "Which one: core, other, third?"));
  CHECK(holds(s.standup("U1", "off OTHER", "DU1"), "other is off."));
  CHECK(holds(s.standup("U1", "skip core today", "DU1"), "core leaves out Wednesday"));
  CHECK(holds(s.standup("U1", "pause core until monday", "DU1"), "core pauses."));
  CHECK(holds(s.standup("U1", "off othr"), "No stand-up is called \"othr\". Did you mean other?"));
  CHECK(holds(s.standup("U1", "status", "C1"), "core\n"));
}

TEST_CASE("what makes no sense changes nothing, and is said") {
  standup_scene s;
  for (auto const& [words, said] : std::vector<std::pair<std::string, std::string>>{
           {"pause", "Until when?"},
           {"pause until", "Until when?"},
           {"pause until yesterday", "\"yesterday\" is no day to come."},
           {"pause until 2026-11-18", "is no day to come."},
           {"pause until 2028-11-18", "is no day to come."},
           {"pause until 2026-02-30", "is no day to come."},
           {"skip 2026-11-17", "is no day to come."},
           {"skip saturday", "core does not happen on Saturday, 21 November 2026 anyway."},
           {"away", "Until when?"},
           {"away until today", "is no day to come."},
           {"away tomorrow", "Until when?"},
           {"back", "You were not away"},
           {"stauts", "Did you mean /standup status?"},
           {"frobnicate", "I don't know \"frobnicate\"."},
           {"<@U2> hello", "I don't know"},
           {"", "/standup setup"},
           {"help", "/standup away until monday"}}) {
    CAPTURE(words);
    CHECK(holds(s.standup("U1", words), said));
  }
  CHECK(s.wakes == 0);
  s.live_until("2026-11-18T08:30:00Z");
  CHECK(s.standing_in("C1").size() == 1);
}

TEST_CASE("only people of its channel change a stand-up") {
  standup_scene s;
  s.workspace.members["C1"] = {"U2"};
  for (auto const* words : {"skip today", "pause until monday", "resume", "off"}) {
    CAPTURE(words);
    CHECK(holds(s.standup("U1", words, "C2"), "Only people of its channel can change a stand-up"));
  }
  // Whose membership can't be found out is no member.
  s.workspace.failures["channels_of"].assign(2, error(errc::unreachable, "down"));
  CHECK(holds(s.standup("U2", "off"), "Only people of its channel can change a stand-up"));
  CHECK(s.wakes == 0);
}

TEST_CASE("whoever is back earlier says so") {
  standup_scene s;
  CHECK(holds(s.standup("U1", "away until monday"),
              "Until Monday, 23 November 2026 no stand-up asks or reminds you"));
  CHECK(holds(s.standup("U1", "back"), "Welcome back!"));
  CHECK(holds(s.standup("U1", "back"), "You were not away"));
}

TEST_CASE("other commands, forms and events are none of its business") {
  standup_scene s;
  chat::command_invoked other;
  other.name = "/kudos";
  CHECK_FALSE(s.tell(*s.running, other).value());
  CHECK_FALSE(s.tell(*s.running, s.submitted("U1", "win.submit", "", {})).value());
  CHECK_FALSE(s.tell(*s.running, s.posted("U1", "hello", "10.1")).value());
}

TEST_CASE("a form that can't be opened is said") {
  standup_scene s;
  s.workspace.failures["open_form"].emplace_back(error(errc::rejected, "expired_trigger_id"));
  CHECK(holds(s.standup("U1", "setup"), "could not be opened just now"));
}
