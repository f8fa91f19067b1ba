// A ritual happens once a date; and what belongs to the rounds of stand-ups.
#include "support.hpp"

#include <doctest/doctest.h>

using namespace huzzah;
using namespace huzzah::storage;
using namespace huzzah::storage::test;

namespace {

standup_round round_on(calendar::local_date date,
                       recognition::standup_mode mode = recognition::standup_mode::thread,
                       std::string name = "core @ 2026-01-01:prompt") {
  standup_round one;
  one.workspace = "T1";
  one.name = std::move(name);
  one.date = date;
  one.channel = "C1";
  one.mode = mode;
  one.question = "What went well?";
  one.opened_at = at(0);
  return one;
}

void send(unit_of_work& work, std::string const& key, chat::message_ref const& where) {
  auto const row = work.outbox.find(key);
  REQUIRE(row);
  REQUIRE(work.outbox.mark_sending(row->id));
  work.outbox.mark_sent(row->id, where);
}

}  // namespace

TEST_CASE("a step is begun by the first who asks, ever, also after a restart") {
  scratch here;
  auto const step = ritual_step("T1", "standup:core", "prompt", today);
  auto begin = [&](unit_of_work& work) { return work.rituals.begin(step, at(0)); };
  {
    opened with(here.file());
    CHECK(with.write(begin).value());
    CHECK_FALSE(with.write(begin).value());
  }
  opened with(here.file());
  CHECK_FALSE(with.write(begin).value());
  CHECK_FALSE(with.write([&](unit_of_work& work) { return work.rituals.skip(step, at(1), "late"); }).value());
  auto const tomorrow = ritual_step("T1", "standup:core", "prompt", today + std::chrono::days(1));
  CHECK(with.write([&](unit_of_work& work) { return work.rituals.skip(tomorrow, at(1), "late"); }).value());
  CHECK_FALSE(with.write([&](unit_of_work& work) { return work.rituals.begin(tomorrow, at(2)); }).value());
  CHECK(with.write([&](unit_of_work& work) { return work.rituals.outcome(tomorrow); }).value() ==
        ritual_outcome::skipped);
}

TEST_CASE("what a unit begins and then fails to do can be begun again") {
  scratch here;
  opened with(here.file());
  auto const step = ritual_step("T1", "digest:weekly", "post", today);
  auto failing = [&](unit_of_work& work) -> result<> {
    work.rituals.begin(step, at(0));
    return error(errc::io_failed, "no");
  };
  CHECK_FALSE(with.write(failing));
  CHECK(with.write([&](unit_of_work& work) { return work.rituals.begin(step, at(0)); }).value());
}

TEST_CASE("since when a ritual is known does not move") {
  scratch here;
  opened with(here.file());
  auto const known = [&](int when) {
    auto unit = [when](unit_of_work& work) {
      return work.rituals.known_since("T1", "digest:weekly", at(when));
    };
    return with.write(std::move(unit)).value();
  };
  CHECK(known(5) == at(5));
  CHECK(known(90) == at(5));
}

TEST_CASE("a round is found by the thread of its prompt and of its summary, whatever its name holds") {
  scratch here;
  opened with(here.file());
  auto unit = [](unit_of_work& work) {
    auto const round = work.rituals.open_round(round_on(today));
    CHECK(round.id > 0);
    CHECK(work.rituals.open_round(round_on(today)).id == round.id);
    work.outbox.add(errand::post(prompt_key(round), "T1", "C1", "", "{}"), at(0));
    CHECK_FALSE(work.rituals.is_being_sent("T1", "C1"));
    work.outbox.mark_sending(work.outbox.find(prompt_key(round))->id);
    CHECK(work.rituals.is_being_sent("T1", "C1"));
    CHECK_FALSE(work.rituals.is_being_sent("T1", "C2"));
    work.outbox.mark_sent(work.outbox.find(prompt_key(round))->id, message_at("5.5"));
    CHECK_FALSE(work.rituals.is_being_sent("T1", "C1"));
    work.outbox.add(errand::post(summary_key(round), "T1", "C1", "", "{}"), at(0));
    send(work, summary_key(round), message_at("6.6"));
    REQUIRE(work.rituals.round_of_thread("T1", "C1", "5.5"));
    CHECK(work.rituals.round_of_thread("T1", "C1", "5.5")->id == round.id);
    CHECK(work.rituals.round_of_thread("T1", "C1", "6.6")->id == round.id);
    CHECK_FALSE(work.rituals.round_of_thread("T1", "C1", "7.7"));
    CHECK_FALSE(work.rituals.round_of_thread("T1", "C2", "5.5"));
    CHECK(work.rituals.close_round(round.id, at(9)));
    CHECK_FALSE(work.rituals.close_round(round.id, at(10)));
    CHECK(work.rituals.open_rounds("T1").empty());
  };
  REQUIRE(with.write(std::move(unit)));
}

TEST_CASE("whoever was asked privately is known by the question, the newest first") {
  scratch here;
  opened with(here.file());
  auto unit = [](unit_of_work& work) {
    auto const mode = recognition::standup_mode::dm;
    auto const first = work.rituals.open_round(round_on(today, mode, "one"));
    auto const second = work.rituals.open_round(round_on(today, mode, "two"));
    for (auto const& round : {first, second}) {
      work.outbox.add(errand::direct(ask_key(round, "bob"), "T1", "bob", "{}"), at(0));
      send(work, ask_key(round, "bob"), {"T1", "Dbob", std::to_string(round.id) + ".1"});
    }
    auto const asked = work.rituals.asked_privately("T1", "bob", at(0));
    REQUIRE(asked.size() == 2);
    CHECK(asked[0].id == second.id);
    CHECK(work.rituals.asked_privately("T1", "bob", at(1)).empty());
    CHECK(work.rituals.asked_privately("T1", "cid", at(0)).empty());
    CHECK(work.rituals.round_of_thread("T1", "Dbob", std::to_string(first.id) + ".1")->id == first.id);
  };
  REQUIRE(with.write(std::move(unit)));
}

TEST_CASE("a round's answers are its shared wins, with cheers, where others can read them") {
  scratch here;
  opened with(here.file());
  auto unit = [](unit_of_work& work) {
    auto const round = work.rituals.open_round(round_on(today));
    auto here_said = win_statement(win_source(message_at("1.1")), "ann", as_posted, at(1), today);
    here_said.text = "in the thread";
    here_said.round = round.id;
    work.wins.settle(here_said);
    auto by_form = win_statement(win_source({"T1", "", ""}, "V1"), "bob", as_posted, at(2), today);
    by_form.text = "by form";
    by_form.round = round.id;
    work.wins.settle(by_form);
    work.wins.cheer(message_at("1.1"), "bob", "tada", true, at(3));
    auto const told = work.rituals.answers(round.id);
    REQUIRE(told.size() == 2);
    CHECK(told[0].text == "in the thread");
    CHECK(told[0].cheers == 1);
    CHECK(told[0].where == message_at("1.1"));
    CHECK(told[1].where == chat::message_ref());
    CHECK(work.wins.has_answered(round.id, "T1", "ann"));
    CHECK_FALSE(work.wins.has_answered(round.id, "T1", "cid"));
    CHECK(work.rituals.who_answered(round.id) == std::vector<std::string>{"ann", "bob"});
    work.wins.retract_message(message_at("1.1"), at(9));
    CHECK(work.rituals.answers(round.id).size() == 1);
  };
  REQUIRE(with.write(std::move(unit)));
}
