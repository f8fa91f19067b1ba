#include "app/ledger/checks.hpp"
#include "app/ledger/kudos.hpp"
#include "app/ledger/kudos_records.hpp"
#include "app/ledger/period.hpp"
#include "app/ledger/standings.hpp"
#include "app/people/people.hpp"
#include "store/connection.hpp"
#include "support/ledger.hpp"

#include <SQLiteCpp/Database.h>
#include <doctest/doctest.h>

#include <algorithm>

using namespace huzzah;
using namespace huzzah::ledger_test;

namespace {

using lines = std::vector<std::string>;
using std::chrono::days;

/// Records `amount` from one person to another on a day.
void give(opened& with, std::string giver, std::string receiver, int amount, calendar::local_date day,
          std::string workspace = "T1") {
  static auto next = 0;
  auto const ts = std::to_string(++next);
  auto const said =
      openly(ledger::kudos_statement(ledger::kudos_source::message({workspace, "C1", ts}), giver, as_posted,
                                     at(next), day, {to(receiver, amount, "reason " + ts)}));
  REQUIRE(with.write([said](store::unit_of_work& work) { ledger::kudos_ledger(work).settle(said); }));
}

lines board(opened& with, ledger::period span, calendar::local_date day = today, int limit = 10) {
  auto query = [=](store::reader& from) {
    lines found;
    for (auto const& row : ledger::board(from, "T1", span, day, limit, people::viewer::everybody())) {
      found.push_back(row.person + " " + std::to_string(row.received) + " " + std::to_string(row.given));
    }
    return found;
  };
  return with.read(std::move(query)).value();
}

lines tally(opened& with, std::optional<calendar::local_date> since,
            std::optional<calendar::local_date> until) {
  auto query = [=](store::reader& from) {
    lines found;
    for (auto const& row : ledger::tally(from, since, until)) {
      found.push_back(row.person + " " + std::to_string(row.received) + " " + std::to_string(row.given));
    }
    return found;
  };
  return with.read(std::move(query)).value();
}

}  // namespace

TEST_CASE("a board shows the people who received most in its week, month or since ever") {
  scratch here;
  opened with(here.file());
  give(with, "ann", "bob", 2, today);             // Saturday of the week from 16 November
  give(with, "bob", "ann", 1, today - days(5));   // its Monday
  give(with, "ann", "cem", 4, today - days(6));   // the Sunday before
  give(with, "ann", "bob", 3, today - days(21));  // 31 October
  give(with, "ann", "zoe", 9, today, "T2");

  CHECK(board(with, ledger::period::week) == lines{"bob 2 1", "ann 1 2"});
  CHECK(board(with, ledger::period::month) == lines{"cem 4 0", "bob 2 1", "ann 1 6"});
  CHECK(board(with, ledger::period::all) == lines{"bob 5 1", "cem 4 0", "ann 1 9"});
  CHECK(board(with, ledger::period::all, today, 1) == lines{"bob 5 1"});
  CHECK(board(with, ledger::period::month, today - days(21)) == lines{"bob 3 0"});
  CHECK(board(with, ledger::period::week, today + days(2)).empty());
}

TEST_CASE("a record of one's own has sums for each period and the last kudos both ways, newest first") {
  scratch here;
  opened with(here.file());
  REQUIRE(with.write(
      [](store::unit_of_work& work) { people::people(work).upsert("T1", "bob", "Bob", "Europe/Berlin"); }));
  give(with, "ann", "bob", 3, today - days(21));
  give(with, "ann", "bob", 1, today - days(6));
  give(with, "cem", "bob", 2, today);
  give(with, "bob", "ann", 5, today);
  auto query = [](store::reader& from) {
    return ledger::mine(from, "T1", people::viewer::of_person("bob", true, {}), today, 2);
  };
  auto const record = with.read(std::move(query)).value();

  CHECK(record.week == ledger::standing{"bob", "Bob", "", 2, 5});
  CHECK(record.month == ledger::standing{"bob", "Bob", "", 3, 5});
  CHECK(record.all == ledger::standing{"bob", "Bob", "", 6, 5});
  REQUIRE(record.received.size() == 2);
  CHECK(record.received[0].giver == "cem");
  CHECK(record.received[1].giver == "ann");
  CHECK(record.received[0].receiver_name == "Bob");
  REQUIRE(record.given.size() == 1);
  CHECK(record.given[0].receiver == "ann");
}

TEST_CASE("somebody who was never heard of has an empty record") {
  scratch here;
  opened with(here.file());
  auto const record =
      with.read([](store::reader& from) {
            return ledger::mine(from, "T1", people::viewer::of_person("bob", true, {}), today, 5);
          })
          .value();
  CHECK(record.all == ledger::standing{"bob", "", "", 0, 0});
  CHECK(record.received.empty());
  CHECK(board(with, ledger::period::all).empty());
}

TEST_CASE("a tally counts everybody, between dates if there are any") {
  scratch here;
  opened with(here.file());
  give(with, "ann", "bob", 1, today - days(2));
  give(with, "bob", "cem", 2, today - days(1));
  give(with, "cem", "ann", 4, today);

  CHECK(tally(with, {}, {}) == lines{"ann 4 1", "cem 2 4", "bob 1 2"});
  CHECK(tally(with, today - days(1), {}) == lines{"ann 4 0", "cem 2 4", "bob 0 2"});
  CHECK(tally(with, {}, today - days(1)) == lines{"cem 2 0", "bob 1 2", "ann 0 1"});
  CHECK(tally(with, today - days(1), today - days(1)) == lines{"cem 2 0", "bob 0 2"});
}

TEST_CASE("an export lists every kudos with all that is known of it, retracted ones too") {
  scratch here;
  opened with(here.file());
  auto const praised = ledger::kudos_source::reaction(message_at("1.1"), "ann", "trophy");
  auto const said =
      ledger::kudos_statement(praised, "ann", at(1), at(0), today, {to("bob", 2, "the help", {"team"})});
  auto const off = ledger::kudos_statement(praised, "ann", at(9), at(0), today, {});
  auto unit = [=](store::unit_of_work& work) {
    people::people(work).upsert("T1", "ann", "Ann", "Etc/UTC");
    ledger::kudos_ledger(work).settle(said);
    ledger::kudos_ledger(work).settle(off);
    ledger::kudos_ledger(work).settle(
        says(ledger::kudos_source::command("T1", "C2", "trigger"), as_posted, {to("cem")}));
  };
  REQUIRE(with.write(std::move(unit)));
  auto query = [](store::reader& from) {
    std::vector<ledger::recognition_record> all;
    ledger::for_each_recognition(from, [&](ledger::recognition_record const& one) {
      all.push_back(one);
      return true;
    });
    return all;
  };
  auto const all = with.read(std::move(query)).value();

  REQUIRE(all.size() == 2);
  CHECK(all[0].id < all[1].id);
  CHECK(all[0].where == praised);
  CHECK(all[0].giver == "ann");
  CHECK(all[0].giver_name == "Ann");
  CHECK(all[0].receiver == "bob");
  CHECK(all[0].amount == 2);
  CHECK(all[0].reason == "the help");
  CHECK(all[0].values == lines{"team"});
  CHECK(all[0].given_at == at(0));
  CHECK(all[0].given_on == today);
  CHECK(all[0].retracted_at == at(9));
  CHECK(all[1].where == ledger::kudos_source::command("T1", "C2", "trigger"));
  CHECK(!all[1].retracted_at);
}

TEST_CASE("an export ends when its taker has had enough") {
  scratch here;
  opened with(here.file());
  give(with, "ann", "bob", 1, today);
  give(with, "ann", "cem", 1, today);
  auto query = [](store::reader& from) {
    auto taken = 0;
    ledger::for_each_recognition(from, [&](ledger::recognition_record const&) {
      ++taken;
      return false;
    });
    return taken;
  };
  CHECK(with.read(std::move(query)).value() == 1);
}

TEST_CASE("a tally that was tampered with is found, and said in words") {
  scratch here;
  {
    opened with(here.file());
    give(with, "ann", "bob", 2, today);
  }
  {
    SQLite::Database raw(here.file().string(), SQLite::OPEN_READWRITE);
    raw.exec("UPDATE tally SET received = 3 WHERE id >> 41 & 3 = 2 AND received = 2");
    raw.exec("DELETE FROM tally WHERE id >> 41 & 3 = 1 AND given = 2");
  }
  auto from = std::move(store::reader::open(here.file()).value());
  auto found = from->snapshot([](store::reader& asked) { return ledger::wrong_tallies(asked); }).value();
  std::sort(found.begin(), found.end());
  CHECK(found == lines{"ann of T1 in the month of 2026-11-01: kept are 0 received, 0 given and 0 wins, the "
                       "ledger has 0, 2 and 0",
                       "bob of T1 in the week of 2026-11-16: kept are 3 received, 0 given and 0 wins, the "
                       "ledger has 2, 0 and 0"});
}

TEST_CASE("people are remembered by their last name and time zone, and by what they chose") {
  scratch here;
  opened with(here.file());
  auto unit = [](store::unit_of_work& work) {
    auto people = people::people(work);
    people.upsert("T1", "bob", "Bob", "Europe/Berlin");
    people.upsert("T1", "bob", "", "");
    CHECK(!people.muted("T1", "bob"));
    people.set_muted("T1", "bob", true);
    people.set_muted("T1", "bob", true);
    CHECK(people.muted("T1", "bob"));
    CHECK(!people.muted("T2", "bob"));
    people.set_muted("T1", "bob", false);
    CHECK(!people.muted("T1", "bob"));
    CHECK(!people.setting("T1", "", "language"));
    people.set_setting("T1", "", "language", "de");
    people.set_setting("T1", "", "language", "tr");
    CHECK(people.setting("T1", "", "language") == "tr");
    CHECK(!people.setting("T1", "bob", "language"));
    people.set_setting("T1", "", "lang", "x");
    people.set_setting("T1", "bob", "language", "it");
    CHECK(people.settings("T1", "", "lang") ==
          std::map<std::string, std::string>{{"lang", "x"}, {"language", "tr"}});
    CHECK(people.settings("T1", "", "language:").empty());
    CHECK(people.settings("T2", "", "").empty());
    CHECK(people.name_of("T1", "bob") == "Bob");
    CHECK(people.name_of("T1", "nobody").empty());
    CHECK(people.name_of("T2", "bob").empty());
  };
  REQUIRE(with.write(std::move(unit)));
  give(with, "ann", "bob", 1, today);
  auto query = [](store::reader& from) {
    return ledger::board(from, "T1", ledger::period::all, today, 5, people::viewer::everybody());
  };
  CHECK(with.read(query).value()[0].name == "Bob");
  REQUIRE(with.write(
      [](store::unit_of_work& work) { people::people(work).upsert("T1", "bob", "Robert", "Etc/UTC"); }));
  CHECK(with.read(query).value()[0].name == "Robert");
}
