// What a digest reads of its window, and nothing else.
#include "app/ledger/kudos.hpp"
#include "app/ledger/late_kudos.hpp"
#include "app/ledger/wins.hpp"
#include "app/people/people.hpp"
#include "features/digests/facts.hpp"
#include "features/standups/rounds.hpp"
#include "support/ledger.hpp"

#include <doctest/doctest.h>

using namespace huzzah;
using namespace huzzah::ledger_test;

namespace {

void give(store::unit_of_work& work, std::string ts, std::string giver, std::string receiver, int when,
          int amount = 1, std::vector<std::string> values = {}) {
  ledger::kudos_ledger(work).settle(openly(ledger::kudos_statement(
      ledger::kudos_source::message(message_at(std::move(ts))), std::move(giver), as_posted, at(when), today,
      {to(std::move(receiver), amount, "the help", std::move(values))})));
}

std::int64_t win(store::unit_of_work& work, std::string ts, std::string author, int when,
                 std::int64_t round = 0, bool shared = true) {
  ledger::win_statement said(ledger::win_source(message_at(std::move(ts))), std::move(author), as_posted,
                             at(when), today);
  said.text = "a win";
  said.round = round;
  said.shared = shared;
  return ledger::win_ledger(work).settle(openly(said)).added->id;
}

digests::window window() {
  digests::window one;
  one.date = today;
  one.from = at(100);
  one.until = at(200);
  return one;
}

bool is_closed(store::reader& from, std::int64_t round) {
  return standups::rounds(from).find_round(round).value().closed_at.has_value();
}

digests::facts facts_of(opened& with, bool with_board = false) {
  return with
      .read([=](store::reader& from) {
        return digests::read_digest(from, "T1", window(), at(0), with_board, people::viewer::everybody(),
                                    is_closed);
      })
      .value();
}

standups::standup_round round_of_today() {
  standups::standup_round fresh;
  fresh.workspace = "T1";
  fresh.name = "core";
  fresh.date = today;
  fresh.channel = "C1";
  fresh.opened_at = at(100);
  return fresh;
}

}  // namespace

TEST_CASE("a digest also has what was said before its window and recorded after the digest before it") {
  scratch here;
  opened with(here.file());
  auto unit = [](store::unit_of_work& work) {
    auto const found = [&](std::string ts, int said_at, int when) {
      auto const change = ledger::kudos_ledger(work).settle(openly(
          ledger::kudos_statement(ledger::kudos_source::message(message_at(std::move(ts))), "ann", as_posted,
                                  at(said_at), today, {to("bob", 1, "the help", {"craft"})})));
      ledger::late_kudos(work).found(change.added.at(0).id, at(said_at), at(when));
    };
    found("1.1", 20, 105);  // the digest before knew it
    found("1.2", 30, 115);
    found("1.3", 99, 101);  // that was at once
    found("1.4", 120, 190);
    ledger::late_kudos(work).found(win(work, "1.5", "cid", 40), at(40), at(150));
    win(work, "1.6", "cid", 50);
  };
  REQUIRE(with.write(std::move(unit)));
  auto const facts_since = [&](std::optional<base::time_point> since) {
    auto one = window();
    one.late_since = since;
    return with
        .read([=](store::reader& from) {
          return digests::read_digest(from, "T1", one, at(0), false, people::viewer::everybody(), is_closed);
        })
        .value();
  };
  auto const facts = facts_since(at(110));
  REQUIRE(facts.shoutouts.size() == 2);
  CHECK(facts.shoutouts[0].given_at == at(30));
  CHECK(facts.shoutouts[0].values == std::vector<std::string>{"craft"});
  CHECK(facts.shoutouts[1].given_at == at(120));
  REQUIRE(facts.wins.size() == 1);
  CHECK(facts.wins[0].said_at == at(40));
  CHECK(facts_since({}).shoutouts.size() == 1);
  CHECK(facts_since({}).wins.empty());
}

TEST_CASE("a digest has what was given after its window's beginning and up to its end, in order") {
  scratch here;
  opened with(here.file());
  auto unit = [](store::unit_of_work& work) {
    give(work, "1.1", "ann", "bob", 100);  // of the window before
    give(work, "1.2", "ann", "bob", 200, 2, {"craft"});
    give(work, "1.3", "bob", "cid", 101);
    give(work, "1.4", "bob", "cid", 201);
    give(work, "1.5", "dee", "ann", 150);
    ledger::kudos_ledger(work).retract_message(message_at("1.5"), at(160));
    people::people(work).upsert("T1", "bob", "Bob B.", "");
  };
  REQUIRE(with.write(std::move(unit)));
  auto const facts = facts_of(with, true);
  REQUIRE(facts.shoutouts.size() == 2);
  CHECK(facts.shoutouts[0].receiver == "cid");
  CHECK(facts.shoutouts[1].receiver == "bob");
  CHECK(facts.shoutouts[1].receiver_name == "Bob B.");
  CHECK(facts.shoutouts[1].amount == 2);
  CHECK(facts.shoutouts[1].values == std::vector<std::string>{"craft"});
  CHECK(facts.shoutouts[1].where == message_at("1.2"));
  REQUIRE(facts.people.size() == 2);
  CHECK(facts.people[0].person == "cid");
  CHECK_FALSE(facts.people[0].last_before);
  CHECK(facts.people[1].last_before == at(100));
  CHECK(facts.shoutouts_before == 1);
  REQUIRE(facts.board.size() == 2);
  CHECK(facts.board[0].person == "bob");
  CHECK(facts_of(with).board.empty());
}

TEST_CASE("another workspace's kudos and wins are none of a digest's") {
  scratch here;
  opened with(here.file());
  auto unit = [](store::unit_of_work& work) {
    auto const elsewhere = chat::message_ref("T2", "C1", "1.1");
    ledger::kudos_ledger(work).settle(ledger::kudos_statement(ledger::kudos_source::message(elsewhere), "ann",
                                                              as_posted, at(150), today, {to("bob")}));
    ledger::win_statement said(ledger::win_source({"T2", "C1", "1.2"}), "ann", as_posted, at(150), today);
    said.text = "elsewhere";
    ledger::win_ledger(work).settle(said);
    give(work, "1.1", "ann", "bob", 150);
  };
  REQUIRE(with.write(std::move(unit)));
  auto const facts = facts_of(with);
  CHECK(facts.shoutouts.size() == 1);
  CHECK(facts.wins.empty());
}

TEST_CASE(
    "wins of the day are those with most cheers of a round that is closed; ties all, none without cheers") {
  scratch here;
  opened with(here.file());
  std::vector<std::int64_t> ids;
  auto unit = [&ids](store::unit_of_work& work) {
    auto fresh = round_of_today();
    auto const round = standups::rounds(work).open_round(fresh).id;
    fresh.date += std::chrono::days(1);
    auto const quiet = standups::rounds(work).open_round(fresh).id;
    ids = {win(work, "2.1", "ann", 110, round), win(work, "2.2", "bob", 120, round),
           win(work, "2.3", "cid", 130, round), win(work, "2.4", "ann", 140, quiet)};
    ledger::win_ledger(work).cheer(message_at("2.1"), "dee", "tada", true, at(150));
    ledger::win_ledger(work).cheer(message_at("2.3"), "dee", "tada", true, at(150));
    standups::rounds(work).close_round(round, at(160));
    standups::rounds(work).close_round(quiet, at(160));
    win(work, "2.5", "dee", 150, 0, false);  // private
  };
  REQUIRE(with.write(std::move(unit)));
  auto const facts = facts_of(with);
  REQUIRE(facts.wins.size() == 4);
  CHECK(facts.wins[0].of_the_day);
  CHECK_FALSE(facts.wins[1].of_the_day);
  CHECK(facts.wins[2].of_the_day);
  CHECK_FALSE(facts.wins[3].of_the_day);
}

TEST_CASE("of the milestones reached within a window the greatest is told") {
  scratch here;
  opened with(here.file());
  auto unit = [](store::unit_of_work& work) {
    for (auto i = 0; i < 4; ++i)
      win(work, "3." + std::to_string(i), "ann", 50 + i);
    for (auto i = 4; i < 11; ++i)
      win(work, "3." + std::to_string(i), "ann", 110 + i);
    win(work, "4.1", "bob", 120);
    win(work, "5.1", "cid", 50);
    win(work, "5.2", "cid", 120);
  };
  REQUIRE(with.write(std::move(unit)));
  auto const facts = facts_of(with);
  REQUIRE(facts.achievements.size() == 2);
  CHECK(facts.achievements[0].person == "ann");
  CHECK(facts.achievements[0].number == 10);
  CHECK(facts.achievements[1].person == "bob");
  CHECK(facts.achievements[1].number == 1);
}

TEST_CASE("the last day's win is told also when its round closes just after the digest was due") {
  scratch here;
  opened with(here.file());
  std::int64_t round = 0;
  auto unit = [&round](store::unit_of_work& work) {
    round = standups::rounds(work).open_round(round_of_today()).id;
    win(work, "2.1", "ann", 199, round);
    ledger::win_ledger(work).cheer(message_at("2.1"), "dee", "tada", true, at(199));
    win(work, "2.2", "bob", 201, round);  // of the next window
  };
  REQUIRE(with.write(std::move(unit)));
  REQUIRE(facts_of(with).wins.size() == 1);
  CHECK_FALSE(facts_of(with).wins[0].of_the_day);
  REQUIRE(with.write([&](store::unit_of_work& work) { standups::rounds(work).close_round(round, at(201)); }));
  REQUIRE(facts_of(with).wins.size() == 1);
  CHECK(facts_of(with).wins[0].of_the_day);
}

TEST_CASE("milestones of a window that is long past are those of that time") {
  scratch here;
  opened with(here.file());
  auto unit = [](store::unit_of_work& work) {
    win(work, "1.1", "ann", 150);
    win(work, "1.2", "ann", 151, 0, false);  // private, so that it isn't counted before others
    for (auto i = 0; i < 9; ++i)
      win(work, "2." + std::to_string(i), "ann", 300 + i);
  };
  REQUIRE(with.write(std::move(unit)));
  auto const facts = facts_of(with);
  REQUIRE(facts.achievements.size() == 1);
  CHECK(facts.achievements[0].number == 1);
}

TEST_CASE("the days with a win are told of its author, from a day on, the private ones only if asked for") {
  scratch here;
  opened with(here.file());
  auto unit = [](store::unit_of_work& work) {
    auto const on = [&](std::string ts, std::string author, int days_ago, bool shared = true) {
      ledger::win_statement said(ledger::win_source(message_at(std::move(ts))), std::move(author), as_posted,
                                 at(0) - std::chrono::days(days_ago), today - std::chrono::days(days_ago));
      said.text = "a win";
      said.shared = shared;
      ledger::win_ledger(work).settle(openly(said));
    };
    on("1.1", "ann", 0);
    on("1.2", "ann", 0);
    on("1.3", "ann", 1);
    on("1.4", "ann", 2, false);
    on("1.5", "ann", 3);
    on("1.6", "bob", 1);
    on("1.7", "cem", 9);
  };
  REQUIRE(with.write(std::move(unit)));
  auto const since = today - std::chrono::days(2);
  using days = std::set<calendar::local_date>;
  auto const of = [&](people::viewer which) {
    return with
        .read([=](store::reader& from) { return ledger::win_ledger(from).days("T1", "ann", since, which); })
        .value();
  };
  auto const yesterday = today - std::chrono::days(1);
  CHECK(of(people::viewer::everybody()) == days{yesterday, today});
  CHECK(of(people::viewer::whole("a test")) == days{since, yesterday, today});
}
