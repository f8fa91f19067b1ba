#include "app/delivery/outbox.hpp"
#include "features/standups/rounds.hpp"
#include "support/rounds_scene.hpp"

#include <doctest/doctest.h>

using namespace huzzah;
using test::contains;
using test::rounds_scene;
using test::says;
using namespace std::chrono_literals;

namespace {

constexpr auto in_thread = standups::standup_mode::thread;

}  // namespace

TEST_CASE("the first reply in a prompt's thread is its author's answer; later ones count when called a win") {
  rounds_scene s;
  auto const round = s.open(in_thread);
  REQUIRE(s.tell(s.answered(round, "U1", "fixed the flaky test", "10.1")));
  REQUIRE(s.tell(s.answered(round, "U1", "lunch is at noon by the way", "10.2")));
  REQUIRE(s.tell(s.answered(round, "U2", "wrote the docs", "10.3")));
  REQUIRE(s.tell(s.answered(round, "U1", "win: and another one fixed", "10.4")));
  s.deliver();
  CHECK(s.answers(round).size() == 3);
  CHECK(s.wins_of("U1").size() == 2);
  CHECK(s.workspace.reactions.contains({"10.1", "sparkles"}));
  CHECK_FALSE(s.workspace.reactions.contains({"10.2", "sparkles"}));
  CHECK(s.workspace.reactions.contains({"10.4", "sparkles"}));
}

TEST_CASE("talk among the answers is none") {
  rounds_scene s;
  auto const round = s.open(in_thread);
  for (auto const* talk : {"nice one <@U2>!", "<:tada:>", "who is on call?", "congrats <@U2>", "skip"}) {
    CAPTURE(talk);
    REQUIRE(s.tell(s.answered(round, "U1", talk, "10.1")));
    CHECK(s.answers(round).empty());
  }
}

TEST_CASE("an answer delivered again changes nothing, even behind later replies") {
  rounds_scene s;
  auto const round = s.open(in_thread);
  auto const said = s.answered(round, "U1", "fixed the flaky test", "10.1");
  REQUIRE(s.tell(said));
  REQUIRE(s.tell(s.answered(round, "U1", "lunch is at noon", "10.2")));
  REQUIRE(s.tell(said));
  s.deliver();
  CHECK(s.answers(round).size() == 1);
  CHECK(s.workspace.calls["react"] == 2);  // recorded, and the first win
}

TEST_CASE("an answer follows its edits") {
  rounds_scene s;
  auto const round = s.open(in_thread);
  auto const said = s.answered(round, "U1", "fixed the flaky test", "10.1");
  REQUIRE(s.tell(said));
  REQUIRE(s.tell(s.edited(said, "fixed two flaky tests")));
  CHECK(s.answers(round).at(0).text == "fixed two flaky tests");
  REQUIRE(s.tell(s.edited(said, "win: fixed three of them")));
  CHECK(s.answers(round).at(0).text == "fixed three of them");
  REQUIRE(s.tell(s.edited(said, "no win")));
  CHECK(s.answers(round).empty());
  REQUIRE(s.tell(s.edited(said, "fixed them after all")));
  CHECK(s.answers(round).size() == 1);
}

TEST_CASE("replies in other threads are talk, and are looked up once for each thread") {
  rounds_scene s;
  REQUIRE(s.tell(s.replied("U1", "fixed the flaky test", "10.2", "10.1")));
  auto const units = s.store->stats().units;
  for (int i = 3; i < 20; ++i)
    REQUIRE(s.tell(s.replied("U1", "fixed the other test", "10." + std::to_string(i), "10.1")));
  CHECK(s.store->stats().units == units);
  CHECK(s.wins_of("U1").empty());
  CHECK(s.workspace.calls.empty());
  SUBCASE("what is called a win counts there too") {
    REQUIRE(s.tell(s.replied("U1", "win: fixed the flaky test", "10.30", "10.1")));
    CHECK(s.wins_of("U1").size() == 1);
  }
}

TEST_CASE("an answer that overtakes the news of where its prompt stands is delivered again") {
  rounds_scene s;
  auto const key = s.write([&](store::unit_of_work& work) {
    standups::standup_round fresh;
    fresh.workspace = "T1";
    fresh.name = "core";
    fresh.channel = "C2";
    fresh.opened_at = s.clock.now();
    auto const prompt =
        standups::outgoing_prompt(standups::rounds(work).open_round(fresh), chat::to_json(chat::message()));
    delivery::outbox(work).add(prompt, s.clock.now());
    delivery::outbox(work).mark_sending(delivery::outbox(work).find(prompt.key)->id);
    return prompt.key;
  });
  auto const first = s.workspace.id_at(s.clock.now());
  auto said = s.replied("U1", "fixed the flaky test", s.workspace.id_at(s.clock.now() + 1s), first);
  said.where.channel = "C2";
  auto const failed = s.tell(said);
  REQUIRE_FALSE(failed);
  CHECK(failed.error().code == errc::timed_out);

  s.write([&](store::unit_of_work& work) {
    delivery::outbox(work).mark_sent(delivery::outbox(work).find(key)->id,
                                     chat::message_ref("T1", "C2", first));
  });
  REQUIRE(s.tell(said));
  CHECK(s.wins_of("U1").size() == 1);
}

TEST_CASE("an answer that overtakes the news of where its prompt stands waits for it, two seconds at most") {
  rounds_scene s;
  auto const key = s.write([&](store::unit_of_work& work) {
    standups::standup_round fresh;
    fresh.workspace = "T1";
    fresh.name = "core";
    fresh.channel = "C2";
    fresh.opened_at = s.clock.now();
    auto const prompt =
        standups::outgoing_prompt(standups::rounds(work).open_round(fresh), chat::to_json(chat::message()));
    delivery::outbox(work).add(prompt, s.clock.now());
    delivery::outbox(work).mark_sending(delivery::outbox(work).find(prompt.key)->id);
    return prompt.key;
  });
  base::wake_up ended(s.io.get_executor());
  s.with.delivered = [&] { return ended.wait(); };
  standups::answers answers(s.with, standups::summary_keeper({}, s.workspace));
  chat::message_ref const first("T1", "C2", s.workspace.id_at(s.clock.now()));
  std::optional<result<std::int64_t>> found;
  asio::co_spawn(s.io, answers.of_thread(first, ""), [&](std::exception_ptr bug, result<std::int64_t> done) {
    if (bug) std::rethrow_exception(bug);
    found = std::move(done);
  });
  test::run_until(s.io, [&] { return found || s.clock.sleepers() > 0; });

  SUBCASE("it came") {
    // Another delivery ends first.
    ended.notify_all();
    s.write([&](store::unit_of_work& work) {
      delivery::outbox(work).mark_sent(delivery::outbox(work).find(key)->id, first);
    });
    ended.notify_all();
    test::run_until(s.io, [&] { return found.has_value(); });
    REQUIRE(*found);
    CHECK(**found != 0);
  }
  SUBCASE("it did not come") {
    s.clock.advance(2s);
    test::run_until(s.io, [&] { return found.has_value(); });
    REQUIRE_FALSE(*found);
    CHECK(found->error().code == errc::timed_out);
  }
}

TEST_CASE("while a round's words are being sent, only a thread that they may have started waits") {
  rounds_scene s;
  auto const now = s.clock.now();
  auto const older = s.workspace.id_at(now - 2h);
  auto const first = s.workspace.id_at(now);
  s.write([&](store::unit_of_work& work) {
    standups::standup_round fresh;
    fresh.workspace = "T1";
    fresh.name = "core";
    fresh.channel = "C2";
    fresh.mode = standups::standup_mode::dm;
    fresh.opened_at = now;
    auto const round = standups::rounds(work).open_round(fresh);
    auto const question = standups::outgoing_question(round, "U1", chat::to_json(chat::message()));
    auto const summary = standups::outgoing_summary(round, chat::to_json(chat::message()));
    for (auto const& one : {question, summary}) {
      delivery::outbox(work).add(one, now);
      delivery::outbox(work).mark_sending(delivery::outbox(work).find(one.key)->id);
    }
  });
  auto const waits = [&](std::string const& person, std::string const& channel, std::string const& thread) {
    auto said = channel.starts_with('D') ? s.confided(person, "win: fixed the flaky test", "98.1")
                                         : s.posted(person, "win: fixed the flaky test", "98.1");
    said.where.channel = channel;
    said.thread = thread;
    return !s.tell(said);
  };
  CHECK_FALSE(waits("U1", "C1", first));
  CHECK_FALSE(waits("U2", "DU2", first));
  CHECK_FALSE(waits("U1", "DU1", older));
  CHECK_FALSE(waits("U1", "C2", older));
  CHECK(waits("U1", "DU1", first));
  CHECK(waits("U1", "C2", first));
}

TEST_CASE("an answer after close, an edit, a cheer and a deletion let the summary be written anew") {
  rounds_scene s;
  auto const round = s.open(in_thread);
  auto const early = s.answered(round, "U1", "fixed the flaky test", "10.1");
  REQUIRE(s.tell(early));
  CHECK(s.changed.empty());  // there is no summary yet
  s.close(round);
  auto const late = s.answered(round, "U2", "wrote the docs", "10.2");
  REQUIRE(s.tell(late));
  CHECK(s.changed.size() == 1);
  REQUIRE(s.tell(late));
  CHECK(s.changed.size() == 1);
  REQUIRE(s.tell(s.edited(late, "wrote all the docs")));
  CHECK(s.changed.size() == 2);
  auto cheer = s.reaction("U3", "10.1", true, "U1", "clap");
  cheer.where.channel = "C2";
  REQUIRE(s.tell(cheer));
  CHECK(s.changed.size() == 3);
  REQUIRE(s.tell(s.deleted(early)));
  CHECK(s.changed.size() == 4);
  REQUIRE(s.tell(s.answered(round, "U4", "late to the party as ever", "10.3")));
  CHECK(s.changed == std::vector<std::int64_t>(5, round.id));
  CHECK(s.answers(round).size() == 2);
}

TEST_CASE("a win and all that follows from it are recorded together or not at all") {
  rounds_scene s;
  auto const round = s.open(in_thread);
  s.close(round);
  auto const said = s.answered(round, "U1", "fixed it with <@U2>", "10.1");
  s.is_broken = true;
  REQUIRE(s.tell(said));
  s.deliver();
  CHECK(s.wins_of("U1").empty());
  CHECK(s.workspace.reactions.empty());
  CHECK(s.workspace.whispers.empty());
  CHECK(s.workspace.posts.size() == 2);  // prompt and summary

  s.is_broken = false;
  REQUIRE(s.tell(said));
  s.deliver();
  CHECK(s.wins_of("U1").size() == 1);
  CHECK(s.workspace.whispers.size() == 1);
}

TEST_CASE("the prompt's button opens a form, and what is sent is shown in the thread") {
  rounds_scene s;
  auto const round = s.open(in_thread);
  auto const id = round.reference;
  REQUIRE(s.tell(s.pressed("U1", "win.form", id, "C2")));
  REQUIRE(s.workspace.forms.size() == 1);
  CHECK(s.workspace.forms[0].action == "win.submit");
  CHECK(s.workspace.forms[0].context == id);
  CHECK(s.workspace.forms[0].fields.at(0).label == "What went well?");

  auto const sent =
      s.submitted("U1", "win.submit", id, {{"win", " win: fixed it, saved 30 min per deploy\n"}});
  auto const answer = s.tell(sent).value();
  CHECK(says(answer, "Noted"));
  REQUIRE(s.tell(sent));
  s.deliver();
  REQUIRE(s.answers(round).size() == 1);
  CHECK(s.answers(round)[0].text == "fixed it, saved 30 min per deploy");
  auto const copy = s.sent(ledger::copy_key(s.wins_of("U1")[0].id));
  for (auto const& post : s.workspace.posts)
    if (post.where == copy) CHECK(post.thread == s.prompt_of(round));
  CHECK(s.workspace.texts("C2") ==
        std::vector<std::string>{"What went well?", "@U1: fixed it, saved 30 min per deploy"});
  CHECK(s.answers(round)[0].where == copy);
}

TEST_CASE("a form that says nothing is to be mended, and nothing is recorded") {
  rounds_scene s;
  auto const id = std::to_string(s.open(in_thread).id);
  for (auto const* typed : {"", "  \n", "x", "nothing today", "win:"}) {
    CAPTURE(typed);
    auto const answer = s.tell(s.submitted("U1", "win.submit", id, {{"win", typed}})).value();
    REQUIRE(answer);
    CHECK(answer->errors.contains("win"));
  }
  CHECK(s.tell(s.submitted("U1", "win.submit", id, {})).value()->errors.contains("win"));
  CHECK(s.tell(s.submitted("U1", "win.submit", "999", {{"win", "fixed it all"}}))
            .value()
            ->errors.contains("win"));
  CHECK(s.tell(s.submitted("U1", "win.submit", "x", {{"win", "fixed it all"}}))
            .value()
            ->errors.contains("win"));
  CHECK(s.wins_of("U1").empty());
}

TEST_CASE("a form with more words than a win may have keeps them, and says what to mend") {
  rounds_scene s;
  auto const id = std::to_string(s.open(in_thread).id);
  auto const answer = s.tell(s.submitted("U1", "win.submit", id, {{"win", std::string(3'001, 'x')}})).value();
  REQUIRE(answer);
  CHECK(contains(answer->errors.at("win"), "Shorten it"));
  CHECK(s.wins_of("U1").empty());
}

TEST_CASE("a form that can't be opened is told, as is a button of a round that is gone") {
  rounds_scene s;
  auto const id = std::to_string(s.open(in_thread).id);
  s.workspace.failures["open_form"].emplace_back(error(errc::rejected, "expired_trigger_id"));
  CHECK(says(s.tell(s.pressed("U1", "win.form", id, "C2")).value(), "did not open"));
  CHECK(says(s.tell(s.pressed("U1", "win.form", "999", "C2")).value(), "is over"));
}

TEST_CASE("a form for a stand-up in direct messages is gathered at close") {
  rounds_scene s;
  auto const round = s.open(standups::standup_mode::dm);
  auto const id = std::to_string(round.id);
  auto const answer = s.tell(s.submitted("U1", "win.submit", id, {{"win", "fixed it all"}})).value();
  CHECK(says(answer, "in the summary"));
  s.deliver();
  CHECK(s.answers(round).size() == 1);
  CHECK(s.workspace.texts("C2").empty());
}

TEST_CASE("buttons and forms of others are left alone") {
  rounds_scene s;
  CHECK_FALSE(s.tell(s.pressed("U1", "standup.setup", "1")).value().has_value());
  CHECK_FALSE(s.tell(s.submitted("U1", "standup.setup", "1", {{"win", "fixed it"}})).value().has_value());
  CHECK(s.wins_of("U1").empty());
}

TEST_CASE("hostile words ping nobody when they are shown again") {
  rounds_scene s;
  auto const round = s.open(in_thread);
  auto const id = std::to_string(round.id);
  auto const* typed = "<!channel> <@U2> <https://evil.example|click> *all* <!here>\n> quoted & `code`";
  REQUIRE(s.tell(s.submitted("U1", "win.submit", id, {{"win", typed}})));
  auto const said = s.confided("U2", "win: <!channel> thanks <@U3|Chi> and <%S1> <@U9>", "10.1");
  REQUIRE(s.tell(said));
  REQUIRE(s.tell(s.pressed("U2", "win.share", std::to_string(s.wins_of("U2").at(0).id), "DU2")));
  s.deliver();
  int copies = 0;
  for (auto const& post : s.workspace.posts) {
    if (post.where.channel != "C2" || post.text() == "What went well?") continue;
    ++copies;
    for (std::size_t i = 0; i < post.said.summary.size(); ++i) {
      auto const& piece = post.said.summary[i];
      CHECK_FALSE((i > 0 && piece.kind == chat::token_kind::mention));  // the author comes first
      CHECK(piece.kind != chat::token_kind::link);
    }
  }
  CHECK(copies == 2);
  CHECK(contains(s.said_in("C2"), "@Chiara"));
  CHECK(s.last_win("U1") == typed);
}

TEST_CASE("an answer's round number is cheered in the thread of the prompt") {
  rounds_scene s;
  auto const round = s.open(standups::standup_mode::thread);
  REQUIRE(s.tell(s.answered(round, "U1", "fixed the flaky test", "10.1")));
  s.deliver();
  REQUIRE(s.workspace.posts.size() == 2);
  CHECK(s.workspace.posts[1].thread == s.prompt_of(round));
  CHECK(contains(s.workspace.posts[1].text(), "A first win, @U1"));
}

TEST_CASE("a stand-up's own working days count for who answers it") {
  rounds_scene s({}, "2026-11-18T09:00:00Z");
  s.workdays["core"].days = {std::chrono::Wednesday};
  for (int week = 0; week < 5; ++week) {
    auto const round = s.open(standups::standup_mode::thread);
    REQUIRE(s.tell(s.answered(round, "U1", "fixed the flaky test", "10." + std::to_string(week))));
    s.clock.advance(std::chrono::days{7});
  }
  s.deliver();
  CHECK(contains(s.said_in("C2"), "5 working days in a row"));
}

TEST_CASE("/win answers the stand-up that is open in its channel, once") {
  rounds_scene s;
  auto const round = s.open(standups::standup_mode::thread);
  s.command("U1", "fixed the flaky test", "/win", "C2");
  s.deliver();
  REQUIRE(s.answers(round).size() == 1);
  auto const copy = s.sent(ledger::copy_key(s.wins_of("U1")[0].id));
  for (auto const& post : s.workspace.posts)
    if (post.where == copy) CHECK(post.thread == s.prompt_of(round));

  s.command("U1", "and another one", "/win", "C2");
  s.command("U2", "in another channel", "/win", "C1");
  s.deliver();
  CHECK(s.answers(round).size() == 1);
  CHECK(s.workspace.posts.size() == 4);
}
