// Up to when channels are settled, what was found late, and what stands recorded of messages.
#include "app/history/watermarks.hpp"
#include "app/ledger/kudos.hpp"
#include "app/ledger/late_kudos.hpp"
#include "app/ledger/recorded_messages.hpp"
#include "app/ledger/wins.hpp"
#include "app/people/people.hpp"
#include "support/ledger.hpp"

#include <doctest/doctest.h>

using namespace huzzah;
using namespace huzzah::ledger_test;

namespace {

using marks = std::map<std::string, base::time_point>;

marks marks_in(opened& with) {
  marks settled;
  auto const all =
      with.write([](store::unit_of_work& work) { return history::watermarks(work).all("T1"); }).value();
  for (auto const& [channel, mark] : all)
    settled[channel] = mark.settled;
  return settled;
}

void live(opened& with, int since) {
  with.write([&](store::unit_of_work& work) { history::watermarks(work).begin_live("T1", at(since)); })
      .value();
}

void still_live(opened& with, int until) {
  with.write([&](store::unit_of_work& work) { history::watermarks(work).still_live("T1", at(until)); })
      .value();
}

void follow(opened& with, std::string const& channel, int now) {
  with.write([&](store::unit_of_work& work) { history::watermarks(work).follow("T1", channel, at(now)); })
      .value();
}

void settle(opened& with, std::string const& channel, int up_to) {
  with.write([&](store::unit_of_work& work) { history::watermarks(work).settle("T1", channel, at(up_to)); })
      .value();
}

std::vector<std::string> gaps_in(opened& with) {
  std::vector<std::string> open;
  auto const all =
      with.write([](store::unit_of_work& work) { return history::watermarks(work).all("T1"); }).value();
  for (auto const& [channel, mark] : all)
    if (mark.has_gap) open.push_back(channel);
  return open;
}

/// A message gives one kudos; its id.
std::int64_t give(opened& with, std::string const& timestamp, std::string const& receiver) {
  auto unit = [&](store::unit_of_work& work) {
    std::vector<ledger::candidate> gives{ledger::candidate(receiver, 1, "for it")};
    return ledger::kudos_ledger(work).settle(
        openly(ledger::kudos_statement(ledger::kudos_source::message({"T1", "C1", timestamp}), "ann", at(0),
                                       at(0), today, std::move(gives))));
  };
  return with.write(unit).value().added.front().id;
}

std::vector<ledger::late_note> take(opened& with) {
  return with.write([](store::unit_of_work& work) { return ledger::late_kudos(work).take("T1"); }).value();
}

std::vector<ledger::recorded_message> recorded(opened& with, std::string const& from, std::string const& to) {
  return with.read([&](store::reader& on) { return ledger::recorded(on, "T1", "C1", from, to); }).value();
}

}  // namespace

TEST_CASE("channels without a gap are settled for as long as events came") {
  scratch here;
  opened with(here.file());
  CHECK(marks_in(with).empty());
  live(with, 100);
  follow(with, "C1", 100);
  follow(with, "C2", 150);
  still_live(with, 200);
  CHECK(marks_in(with) == marks{{"C1", at(200)}, {"C2", at(200)}});
  CHECK(gaps_in(with).empty());
}

TEST_CASE("after a time without events, a channel is settled up to its gap until that was read") {
  using names = std::vector<std::string>;
  scratch here;
  {
    opened with(here.file());
    live(with, 100);
    follow(with, "C1", 100);
    follow(with, "C2", 100);
    still_live(with, 200);
  }
  opened with(here.file());
  live(with, 300);
  still_live(with, 400);
  CHECK(marks_in(with) == marks{{"C1", at(200)}, {"C2", at(200)}});
  CHECK(gaps_in(with) == names{"C1", "C2"});
  settle(with, "C1", 250);
  CHECK(marks_in(with).at("C1") == at(250));
  settle(with, "C1", 220);
  CHECK(marks_in(with).at("C1") == at(250));
  with.write([](store::unit_of_work& work) { history::watermarks(work).close("T1", "C1"); }).value();
  CHECK(marks_in(with) == marks{{"C1", at(400)}, {"C2", at(200)}});
  CHECK(gaps_in(with) == names{"C2"});

  // Another gap before the first was read: that one is still where it was.
  live(with, 500);
  CHECK(marks_in(with) == marks{{"C1", at(400)}, {"C2", at(200)}});
  CHECK(gaps_in(with) == names{"C1", "C2"});
}

TEST_CASE("when somebody spoke last is kept with the channels that we follow") {
  scratch here;
  opened with(here.file());
  live(with, 100);
  follow(with, "C1", 100);
  with.write([](store::unit_of_work& work) {
        history::watermarks(work).spoke("T1", "C1", at(150));
        history::watermarks(work).spoke("T1", "C9", at(150));
      })
      .value();
  live(with, 300);
  auto const all =
      with.write([](store::unit_of_work& work) { return history::watermarks(work).all("T1"); }).value();
  REQUIRE(all.size() == 1);
  CHECK(all.at("C1").spoke == at(150));
}

TEST_CASE("a clock that was turned back hides no gap") {
  scratch here;
  opened with(here.file());
  live(with, 100);
  follow(with, "C1", 100);
  still_live(with, 200);
  live(with, 50);
  CHECK(gaps_in(with) == std::vector<std::string>{"C1"});
}

TEST_CASE("following a channel closes no gap of it, and keeps since when it is followed") {
  scratch here;
  opened with(here.file());
  live(with, 100);
  follow(with, "C1", 100);
  still_live(with, 200);
  live(with, 300);
  follow(with, "C1", 350);
  follow(with, "C2", 350);
  CHECK(gaps_in(with) == std::vector<std::string>{"C1"});
  CHECK(with.write([](store::unit_of_work& work) { return history::watermarks(work).all("T1"); })
            .value()
            .at("C1") == history::watermark{at(100), at(200), true});
}

TEST_CASE("a channel that we came into while no events came has a gap from there") {
  scratch here;
  opened with(here.file());
  auto const live_until = [&] {
    return with.write([](store::unit_of_work& work) { return history::watermarks(work).live_until("T1"); })
        .value();
  };
  CHECK_FALSE(live_until());
  live(with, 100);
  follow(with, "C1", 100);
  still_live(with, 200);
  CHECK(live_until() == at(200));
  live(with, 300);
  for (auto const* const channel : {"C1", "C2"})
    with.write([&](store::unit_of_work& work) { history::watermarks(work).arrived("T1", channel, at(250)); })
        .value();
  CHECK(marks_in(with) == marks{{"C1", at(200)}, {"C2", at(250)}});
  CHECK(gaps_in(with) == std::vector<std::string>{"C1", "C2"});
  CHECK(with.write([](store::unit_of_work& work) { return history::watermarks(work).all("T1"); })
            .value()
            .at("C2") == history::watermark{at(250), at(250), true});
}

TEST_CASE("a channel that we left is forgotten, and workspaces do not mix") {
  scratch here;
  opened with(here.file());
  live(with, 100);
  follow(with, "C1", 100);
  with.write([](store::unit_of_work& work) { history::watermarks(work).begin_live("T2", at(1)); }).value();
  with.write([](store::unit_of_work& work) { history::watermarks(work).forget("T2", "C1"); }).value();
  CHECK(marks_in(with).size() == 1);
  with.write([](store::unit_of_work& work) { history::watermarks(work).forget("T1", "C1"); }).value();
  CHECK(marks_in(with).empty());
  settle(with, "C1", 200);
  CHECK(marks_in(with).empty());
}

TEST_CASE("kudos that were found late are told once, as far as they stand and are welcome") {
  scratch here;
  opened with(here.file());
  std::vector<std::int64_t> ids;
  ids.push_back(give(with, "0.1", "bob"));
  ids.push_back(give(with, "0.2", "bob"));
  ids.push_back(give(with, "0.3", "bob"));
  ids.push_back(give(with, "0.4", "cleo"));
  with.write([&](store::unit_of_work& work) {
        for (auto const id : ids) {
          ledger::kudos_entry late;
          late.id = id;
          late.receiver = id == ids.back() ? "cleo" : "bob";
          ledger::late_kudos(work).remember("T1", late);
          ledger::late_kudos(work).remember("T1", late);
        }
        ledger::kudos_ledger(work).retract_message({"T1", "C1", "0.2"}, at(9));
        people::people(work).set_muted("T1", "cleo", true);
      })
      .value();
  auto const notes = take(with);
  REQUIRE(notes.size() == 1);
  CHECK(notes[0].receiver == "bob");
  REQUIRE(notes[0].given.size() == 2);
  CHECK(notes[0].given[0].id == ids[0]);
  CHECK(notes[0].given[0].giver == "ann");
  CHECK(notes[0].given[0].reason == "for it");
  CHECK(notes[0].given[1].id == ids[2]);
  CHECK(take(with).empty());
}

TEST_CASE("what stands recorded of a channel's messages is known by their timestamps") {
  scratch here;
  opened with(here.file());
  CHECK(recorded(with, "0.0", "9").empty());
  give(with, "0.1", "bob");
  give(with, "0.2", "bob");
  with.write([](store::unit_of_work& work) {
        chat::message_ref const where{"T1", "C1", "0.3"};
        std::vector<ledger::candidate> gives{ledger::candidate("cleo", 1, "")};
        ledger::kudos_ledger(work).settle(ledger::kudos_statement(
            ledger::kudos_source::reaction(where, "ann", "trophy"), "ann", at(1), at(1), today, gives));
        ledger::win_statement won(ledger::win_source(chat::message_ref("T1", "C1", "0.4")), "bob", at(0),
                                  at(0), today);
        won.text = "It works";
        ledger::win_ledger(work).settle(won);
        ledger::win_ledger(work).cheer(won.said.where, "ann", "clap", true, at(1));
        ledger::win_ledger(work).cheer(won.said.where, "cleo", "clap", true, at(1));
        ledger::win_ledger(work).cheer(won.said.where, "cleo", "clap", false, at(2));
        ledger::kudos_ledger(work).retract_message({"T1", "C1", "0.2"}, at(9));
      })
      .value();
  std::vector<ledger::recorded_message> expected(3);
  expected[0].id = "0.1";
  expected[1].id = "0.3";
  expected[1].reactions = {{"ann", "trophy"}};
  expected[2].id = "0.4";
  expected[2].reactions = {{"ann", "clap"}};
  CHECK(recorded(with, "0.0", "9") == expected);
  CHECK(recorded(with, "0.3", "0.3") == std::vector(expected.begin() + 1, expected.begin() + 2));
}
