// Up to when channels are settled, what was found late, and what stands recorded of messages.
#include "support.hpp"

#include <doctest/doctest.h>

using namespace huzzah;
using namespace huzzah::storage;
using namespace huzzah::storage::test;

namespace {

using marks = std::map<std::string, base::time_point>;

marks marks_in(opened& with) {
  marks settled;
  auto const all = with.write([](unit_of_work& work) { return work.watermarks.all("T1"); }).value();
  for (auto const& [channel, mark] : all)
    settled[channel] = mark.settled;
  return settled;
}

void live(opened& with, int since) {
  with.write([&](unit_of_work& work) { work.watermarks.begin_live("T1", at(since)); }).value();
}

void still_live(opened& with, int until) {
  with.write([&](unit_of_work& work) { work.watermarks.still_live("T1", at(until)); }).value();
}

void follow(opened& with, std::string const& channel, int now) {
  with.write([&](unit_of_work& work) { work.watermarks.follow("T1", channel, at(now)); }).value();
}

void settle(opened& with, std::string const& channel, int up_to) {
  with.write([&](unit_of_work& work) { work.watermarks.settle("T1", channel, at(up_to)); }).value();
}

std::vector<std::string> gaps_in(opened& with) {
  std::vector<std::string> open;
  auto const all = with.write([](unit_of_work& work) { return work.watermarks.all("T1"); }).value();
  for (auto const& [channel, mark] : all)
    if (mark.has_gap) open.push_back(channel);
  return open;
}

/// A message gives one kudos; its id.
std::int64_t give(opened& with, std::string const& timestamp, std::string const& receiver) {
  auto unit = [&](unit_of_work& work) {
    std::vector<recognition::candidate> gives{recognition::candidate(receiver, 1, "for it")};
    return work.ledger.settle(
        statement(source::message({"T1", "C1", timestamp}), "ann", at(0), at(0), today, std::move(gives)));
  };
  return with.write(unit).value().added.front().id;
}

std::vector<late_note> take(opened& with) {
  return with.write([](unit_of_work& work) { return work.late_kudos.take("T1"); }).value();
}

std::vector<recorded_message> recorded(opened& with, std::string const& from, std::string const& to) {
  return with.read([&](reader& on) { return on.recorded("T1", "C1", from, to); }).value();
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
  with.write([](unit_of_work& work) { work.watermarks.close("T1", "C1"); }).value();
  CHECK(marks_in(with) == marks{{"C1", at(400)}, {"C2", at(200)}});
  CHECK(gaps_in(with) == names{"C2"});

  // Another gap before the first was read: that one is still where it was.
  live(with, 500);
  CHECK(marks_in(with) == marks{{"C1", at(400)}, {"C2", at(200)}});
  CHECK(gaps_in(with) == names{"C1", "C2"});
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
  CHECK(with.write([](unit_of_work& work) { return work.watermarks.all("T1"); }).value().at("C1") ==
        watermark{at(100), at(200), true});
}

TEST_CASE("a channel that we came into while no events came has a gap from there") {
  scratch here;
  opened with(here.file());
  auto const live_until = [&] {
    return with.write([](unit_of_work& work) { return work.watermarks.live_until("T1"); }).value();
  };
  CHECK_FALSE(live_until());
  live(with, 100);
  follow(with, "C1", 100);
  still_live(with, 200);
  CHECK(live_until() == at(200));
  live(with, 300);
  for (auto const* const channel : {"C1", "C2"})
    with.write([&](unit_of_work& work) { work.watermarks.arrived("T1", channel, at(250)); }).value();
  CHECK(marks_in(with) == marks{{"C1", at(200)}, {"C2", at(250)}});
  CHECK(gaps_in(with) == std::vector<std::string>{"C1", "C2"});
  CHECK(with.write([](unit_of_work& work) { return work.watermarks.all("T1"); }).value().at("C2") ==
        watermark{at(250), at(250), true});
}

TEST_CASE("a channel that we left is forgotten, and workspaces do not mix") {
  scratch here;
  opened with(here.file());
  live(with, 100);
  follow(with, "C1", 100);
  with.write([](unit_of_work& work) { work.watermarks.begin_live("T2", at(1)); }).value();
  with.write([](unit_of_work& work) { work.watermarks.forget("T2", "C1"); }).value();
  CHECK(marks_in(with).size() == 1);
  with.write([](unit_of_work& work) { work.watermarks.forget("T1", "C1"); }).value();
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
  with.write([&](unit_of_work& work) {
        for (auto const id : ids)
          work.late_kudos.remember(id);
        work.late_kudos.remember(ids.front());
        work.ledger.retract_message({"T1", "C1", "0.2"}, at(9));
        work.people.set_muted("T1", "cleo", true);
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
  with.write([](unit_of_work& work) {
        chat::message_ref const where{"T1", "C1", "0.3"};
        std::vector<recognition::candidate> gives{recognition::candidate("cleo", 1, "")};
        work.ledger.settle(
            statement(source::reaction(where, "ann", "trophy"), "ann", at(1), at(1), today, gives));
        win_statement won(win_source(chat::message_ref("T1", "C1", "0.4")), "bob", at(0), at(0), today);
        won.text = "It works";
        work.wins.settle(won);
        work.wins.cheer(won.said.where, "ann", "clap", true, at(1));
        work.wins.cheer(won.said.where, "cleo", "clap", true, at(1));
        work.wins.cheer(won.said.where, "cleo", "clap", false, at(2));
        work.ledger.retract_message({"T1", "C1", "0.2"}, at(9));
      })
      .value();
  std::vector<recorded_message> expected(3);
  expected[0].timestamp = "0.1";
  expected[1].timestamp = "0.3";
  expected[1].reactions = {{"ann", "trophy"}};
  expected[2].timestamp = "0.4";
  expected[2].reactions = {{"ann", "clap"}};
  CHECK(recorded(with, "0.0", "9") == expected);
  CHECK(recorded(with, "0.3", "0.3") == std::vector(expected.begin() + 1, expected.begin() + 2));
}
