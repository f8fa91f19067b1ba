// A ritual happens once a date; and what belongs to the rounds of stand-ups.
#include "features/standups/rounds.hpp"
#include "app/delivery/outbox.hpp"
#include "app/ledger/wins.hpp"
#include "app/schedule/steps.hpp"
#include "support/ledger.hpp"

#include <doctest/doctest.h>

using namespace huzzah;
using namespace huzzah::ledger_test;

namespace {

standups::standup_round round_on(calendar::local_date date,
                                 standups::standup_mode mode = standups::standup_mode::thread,
                                 std::string name = "core @ 2026-01-01:prompt") {
  standups::standup_round one;
  one.workspace = "T1";
  one.name = std::move(name);
  one.date = date;
  one.channel = "C1";
  one.mode = mode;
  one.question = "What went well?";
  one.opened_at = at(0);
  return one;
}

void send(store::unit_of_work& work, std::string const& key, chat::message_ref const& where) {
  auto const row = delivery::outbox(work).find(key);
  REQUIRE(row);
  REQUIRE(delivery::outbox(work).mark_sending(row->id));
  delivery::outbox(work).mark_sent(row->id, where);
}

}  // namespace

TEST_CASE("a step is begun by the first who asks, ever, also after a restart") {
  scratch here;
  auto const step = schedule::ritual_step("T1", "standup:core", "prompt", today);
  auto begin = [&](store::unit_of_work& work) { return schedule::rituals(work).begin(step, at(0)); };
  {
    opened with(here.file());
    CHECK(with.write(begin).value());
    CHECK_FALSE(with.write(begin).value());
  }
  opened with(here.file());
  CHECK_FALSE(with.write(begin).value());
  CHECK_FALSE(
      with.write([&](store::unit_of_work& work) { return schedule::rituals(work).skip(step, at(1), "late"); })
          .value());
  auto const tomorrow = schedule::ritual_step("T1", "standup:core", "prompt", today + std::chrono::days(1));
  CHECK(with.write([&](store::unit_of_work& work) {
              return schedule::rituals(work).skip(tomorrow, at(1), "late");
            })
            .value());
  CHECK_FALSE(
      with.write([&](store::unit_of_work& work) { return schedule::rituals(work).begin(tomorrow, at(2)); })
          .value());
  CHECK(with.write([&](store::unit_of_work& work) { return schedule::rituals(work).outcome(tomorrow); })
            .value() == schedule::ritual_outcome::skipped);
}

TEST_CASE("what a unit begins and then fails to do can be begun again") {
  scratch here;
  opened with(here.file());
  auto const step = schedule::ritual_step("T1", "digest:weekly", "post", today);
  auto failing = [&](store::unit_of_work& work) -> result<> {
    schedule::rituals(work).begin(step, at(0));
    return error(errc::io_failed, "no");
  };
  CHECK_FALSE(with.write(failing));
  CHECK(with.write([&](store::unit_of_work& work) { return schedule::rituals(work).begin(step, at(0)); })
            .value());
}

TEST_CASE("since when a ritual is known does not move") {
  scratch here;
  opened with(here.file());
  auto const known = [&](int when) {
    auto unit = [when](store::unit_of_work& work) {
      return schedule::rituals(work).known_since("T1", "digest:weekly", at(when));
    };
    return with.write(std::move(unit)).value();
  };
  CHECK(known(5) == at(5));
  CHECK(known(90) == at(5));
}

TEST_CASE("a round is found by the thread of its prompt and of its summary, whatever its name holds") {
  scratch here;
  opened with(here.file());
  auto unit = [](store::unit_of_work& work) {
    auto const round = standups::rounds(work).open_round(round_on(today));
    CHECK(round.id > 0);
    CHECK(standups::rounds(work).open_round(round_on(today)).id == round.id);
    delivery::outbox(work).add(standups::outgoing_prompt(round, "{}"), at(3));
    CHECK_FALSE(standups::rounds(work).being_sent_since("T1", "C1", ""));
    delivery::outbox(work).mark_sending(delivery::outbox(work).find(standups::prompt_key(round))->id);
    CHECK(standups::rounds(work).being_sent_since("T1", "C1", "") == at(3));
    CHECK_FALSE(standups::rounds(work).being_sent_since("T1", "C2", "bob"));
    CHECK_FALSE(standups::rounds(work).being_sent_since("T2", "C1", ""));
    delivery::outbox(work).mark_sent(delivery::outbox(work).find(standups::prompt_key(round))->id,
                                     message_at("5.5"));
    CHECK_FALSE(standups::rounds(work).being_sent_since("T1", "C1", ""));
    delivery::outbox(work).add(standups::outgoing_summary(round, "{}"), at(0));
    send(work, standups::summary_key(round), message_at("6.6"));
    REQUIRE(standups::rounds(work).round_of_thread("T1", "C1", "5.5"));
    CHECK(standups::rounds(work).round_of_thread("T1", "C1", "5.5")->id == round.id);
    CHECK(standups::rounds(work).round_of_thread("T1", "C1", "6.6")->id == round.id);
    CHECK_FALSE(standups::rounds(work).round_of_thread("T1", "C1", "7.7"));
    CHECK_FALSE(standups::rounds(work).round_of_thread("T1", "C2", "5.5"));
    CHECK(standups::rounds(work).close_round(round.id, at(9)));
    CHECK_FALSE(standups::rounds(work).close_round(round.id, at(10)));
    CHECK(standups::rounds(work).open_rounds("T1").empty());
  };
  REQUIRE(with.write(std::move(unit)));
}

TEST_CASE("whoever was asked privately is known by the question, the newest first") {
  scratch here;
  opened with(here.file());
  auto unit = [](store::unit_of_work& work) {
    auto const mode = standups::standup_mode::dm;
    auto const first = standups::rounds(work).open_round(round_on(today, mode, "one"));
    auto const second = standups::rounds(work).open_round(round_on(today, mode, "two"));
    for (auto const& round : {first, second}) {
      delivery::outbox(work).add(standups::outgoing_question(round, "bob", "{}"), at(0));
      send(work, standups::ask_key(round, "bob"), {"T1", "Dbob", std::to_string(round.id) + ".1"});
    }
    auto const asked = standups::rounds(work).asked_privately("T1", "bob", at(0));
    REQUIRE(asked.size() == 2);
    CHECK(asked[0].id == second.id);
    CHECK(standups::rounds(work).asked_privately("T1", "bob", at(1)).empty());
    CHECK(standups::rounds(work).asked_privately("T1", "cid", at(0)).empty());
    CHECK(standups::rounds(work).round_of_thread("T1", "Dbob", std::to_string(first.id) + ".1")->id ==
          first.id);
  };
  REQUIRE(with.write(std::move(unit)));
}

TEST_CASE("who was asked, and which threads are a round's, is known for ever") {
  scratch here;
  opened with(here.file());
  auto unit = [](store::unit_of_work& work) {
    auto const round = standups::rounds(work).open_round(round_on(today, standups::standup_mode::dm));
    delivery::outbox(work).add(standups::outgoing_question(round, "bob", "{}"), at(0));
    delivery::outbox(work).add(standups::outgoing_reminder(round, "bob", "{}"), at(1));
    delivery::outbox(work).add(standups::outgoing_summary(round, "{}"), at(2));
    send(work, standups::ask_key(round, "bob"), {"T1", "Dbob", "1.1"});
    send(work, standups::prompt_key(round) + ":remind:bob", {"T1", "Dbob", "2.2"});
    send(work, standups::summary_key(round), message_at("3.3"));
    CHECK(delivery::outbox(work).forget_ended("T1", at(100)) == 3);
    CHECK(standups::rounds(work).asked_privately("T1", "bob", at(0)).size() == 1);
    for (auto const& thread :
         {chat::message_ref("T1", "Dbob", "1.1"), chat::message_ref("T1", "Dbob", "2.2"), message_at("3.3")})
      CHECK(standups::rounds(work).round_of_thread("T1", thread.channel, thread.id).value().id == round.id);
  };
  REQUIRE(with.write(std::move(unit)));
}

TEST_CASE("the same stand-up in two workspaces is asked in both") {
  scratch here;
  opened with(here.file());
  auto unit = [](store::unit_of_work& work) {
    for (auto const* workspace : {"T1", "T2"}) {
      auto fresh = round_on(today);
      fresh.workspace = workspace;
      auto const round = standups::rounds(work).open_round(fresh);
      CHECK(delivery::outbox(work).add(standups::outgoing_prompt(round, "{}"), at(0)));
      CHECK(delivery::outbox(work).add(standups::outgoing_summary(round, "{}"), at(0)));
    }
  };
  REQUIRE(with.write(std::move(unit)));
}

TEST_CASE("a round's answers are its shared wins, with cheers, where others can read them") {
  scratch here;
  opened with(here.file());
  auto unit = [](store::unit_of_work& work) {
    auto const round = standups::rounds(work).open_round(round_on(today));
    auto here_said =
        ledger::win_statement(ledger::win_source(message_at("1.1")), "ann", as_posted, at(1), today);
    here_said.text = "in the thread";
    here_said.round = round.id;
    ledger::win_ledger(work).settle(here_said);
    auto by_form =
        ledger::win_statement(ledger::win_source({"T1", "", ""}, "V1"), "bob", as_posted, at(2), today);
    by_form.text = "by form";
    by_form.round = round.id;
    ledger::win_ledger(work).settle(by_form);
    ledger::win_ledger(work).cheer(message_at("1.1"), "bob", "tada", true, at(3));
    auto const told = standups::rounds(work).answers(round.id);
    REQUIRE(told.size() == 2);
    CHECK(told[0].text == "in the thread");
    CHECK(told[0].cheers == 1);
    CHECK(told[0].where == message_at("1.1"));
    CHECK(told[1].where == chat::message_ref());
    CHECK(ledger::win_ledger(work).has_answered(round.id, "T1", "ann"));
    CHECK_FALSE(ledger::win_ledger(work).has_answered(round.id, "T1", "cid"));
    CHECK(standups::rounds(work).who_answered(round.id) == std::vector<std::string>{"ann", "bob"});
    ledger::win_ledger(work).retract_message(message_at("1.1"), at(9));
    CHECK(standups::rounds(work).answers(round.id).size() == 1);
  };
  REQUIRE(with.write(std::move(unit)));
}
