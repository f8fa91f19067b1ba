#include "support.hpp"

#include <doctest/doctest.h>

using namespace huzzah;
using namespace huzzah::storage;
using namespace huzzah::storage::test;

namespace {

using lines = std::vector<std::string>;

change settle(opened& with, statement said) {
  return with.write([said = std::move(said)](unit_of_work& work) { return work.ledger.settle(said); })
      .value();
}

change delete_message(opened& with, chat::message_ref where) {
  return with.write([where](unit_of_work& work) { return work.ledger.retract_message(where, at(90)); })
      .value();
}

change undo(opened& with, base::time_point not_before, base::time_point now) {
  return with.write([=](unit_of_work& work) { return work.ledger.undo_last("T1", "ann", not_before, now); })
      .value();
}

lines receivers(std::vector<entry> const& entries) {
  lines names;
  for (auto const& one : entries)
    names.push_back(one.receiver);
  return names;
}

lines wrong(opened& with) {
  return with.read([](reader& from) { return from.check_tallies(); }).value();
}

}  // namespace

TEST_CASE("a message's kudos are recorded with their values and reported as added") {
  scratch here;
  opened with(here.file());
  auto const done = settle(with, says(source::message(message_at("1.1")), as_posted,
                                      {to("bob", 2, "the help", {"team", "craft"}), to("cem", 1, "")}));

  CHECK(!done.stale);
  CHECK(receivers(done.added) == lines{"bob", "cem"});
  CHECK(done.added[0].giver == "ann");
  CHECK(done.added[0].values == lines{"craft", "team"});
  CHECK(done.changed.empty());
  CHECK(done.removed.empty());
  CHECK(kudos_in(with) == lines{"ann>bob 2 the help #craft #team", "ann>cem 1 "});
}

TEST_CASE("the same statement again is stale and changes nothing") {
  scratch here;
  opened with(here.file());
  auto const said = says(source::message(message_at("1.1")), as_posted, {to("bob")});
  settle(with, said);
  auto const again = settle(with, said);

  CHECK(again.stale);
  CHECK(again.empty());
  CHECK(kudos_in(with) == lines{"ann>bob 1 the help"});
  CHECK(wrong(with).empty());
}

TEST_CASE("the same statement over two connections at once is recorded once") {
  scratch here;
  opened with(here.file());
  auto const said = says(source::message(message_at("1.1")), as_posted, {to("bob")});
  std::optional<result<change>> one;
  std::optional<result<change>> two;
  auto const unit = [said](unit_of_work& work) { return work.ledger.settle(said); };
  with.begin(unit, one);
  with.begin(unit, two);
  run(with.io);

  CHECK(!one->value().stale);
  CHECK(two->value().stale);
  CHECK(kudos_in(with) == lines{"ann>bob 1 the help"});
}

TEST_CASE("an edit adds, changes and removes what it says differently, and says so") {
  scratch here;
  opened with(here.file());
  auto const said = source::message(message_at("1.1"));
  settle(with, says(said, as_posted, {to("bob"), to("cem"), to("dee")}));
  auto const edit = settle(with, says(said, at(10), {to("bob"), to("cem", 3, "more", {"team"}), to("eve")}));

  CHECK(receivers(edit.added) == lines{"eve"});
  CHECK(receivers(edit.changed) == lines{"cem"});
  CHECK(edit.changed[0].amount == 3);
  CHECK(receivers(edit.removed) == lines{"dee"});
  CHECK(kudos_in(with) == lines{"ann>bob 1 the help", "ann>cem 3 more #team", "ann>eve 1 the help"});
  CHECK(wrong(with).empty());
}

TEST_CASE("a receiver who is edited out and in again has one row, which stands again") {
  scratch here;
  opened with(here.file());
  auto const said = source::message(message_at("1.1"));
  auto const first = settle(with, says(said, as_posted, {to("bob")}));
  CHECK(receivers(settle(with, says(said, at(10), {})).removed) == lines{"bob"});
  CHECK(kudos_in(with).empty());
  auto const back = settle(with, says(said, at(20), {to("bob", 2, "anew")}));

  REQUIRE(back.added.size() == 1);
  CHECK(back.added[0].id == first.added[0].id);
  CHECK(kudos_in(with) == lines{"ann>bob 2 anew"});
  CHECK(wrong(with).empty());
}

TEST_CASE("an edit that arrives before the original wins over it") {
  scratch here;
  opened with(here.file());
  auto const said = source::message(message_at("1.1"));
  settle(with, says(said, at(10), {to("cem")}));
  CHECK(settle(with, says(said, as_posted, {to("bob")})).stale);
  CHECK(kudos_in(with) == lines{"ann>cem 1 the help"});
}

TEST_CASE("a statement without kudos is remembered as a revision") {
  scratch here;
  opened with(here.file());
  auto const said = source::message(message_at("1.1"));
  settle(with, says(said, at(10), {}));
  CHECK(settle(with, says(said, at(10), {to("bob")})).stale);
  auto const stale = [said](unit_of_work& work) {
    return std::pair(work.ledger.is_stale(said, at(10)), work.ledger.is_stale(said, at(11)));
  };
  CHECK(with.write(stale).value() == std::pair(true, false));
}

TEST_CASE("a deleted message loses its kudos and those of reactions to it, for ever") {
  scratch here;
  opened with(here.file());
  auto const said = source::message(message_at("1.1"));
  auto const praised = source::reaction(message_at("1.1"), "dee", "trophy");
  settle(with, says(said, as_posted, {to("bob")}));
  settle(with, {praised, "dee", at(5), at(5), today, {to("ann")}});
  settle(with, says(source::message(message_at("2.2")), as_posted, {to("cem")}));
  auto const gone = delete_message(with, message_at("1.1"));

  CHECK(receivers(gone.removed) == lines{"bob", "ann"});
  CHECK(kudos_in(with) == lines{"ann>cem 1 the help"});
  CHECK(settle(with, says(said, at(1000), {to("bob")})).stale);
  CHECK(settle(with, {praised, "dee", at(1000), at(5), today, {to("ann")}}).stale);
  CHECK(delete_message(with, message_at("1.1")).stale);
  CHECK(wrong(with).empty());
}

TEST_CASE("a deletion that arrives before the original wins over it") {
  scratch here;
  opened with(here.file());
  CHECK(delete_message(with, message_at("1.1")).empty());
  CHECK(settle(with, says(source::message(message_at("1.1")), as_posted, {to("bob")})).stale);
  CHECK(settle(with, says(source::reaction(message_at("1.1"), "dee", "trophy"), at(5), {to("bob")})).stale);
  CHECK(kudos_in(with).empty());
}

TEST_CASE("a reaction taken off takes its kudos back, and put on again gives it again") {
  scratch here;
  opened with(here.file());
  auto const praised = source::reaction(message_at("1.1"), "ann", "trophy");
  settle(with, says(praised, at(1), {to("bob")}));
  settle(with, says(praised, at(2), {}));
  CHECK(kudos_in(with).empty());
  CHECK(settle(with, says(praised, at(1), {to("bob")})).stale);
  settle(with, says(praised, at(3), {to("bob")}));
  CHECK(kudos_in(with) == lines{"ann>bob 1 the help"});
}

TEST_CASE("people, emoji, triggers, channels and workspaces keep sources apart") {
  scratch here;
  opened with(here.file());
  for (auto const& said :
       {source::message(message_at("1.1")), source::message(message_at("1.2")),
        source::message({"T1", "C2", "1.1"}), source::message({"T2", "C1", "1.1"}),
        source::reaction(message_at("1.1"), "ann", "trophy"),
        source::reaction(message_at("1.1"), "ann", "star"),
        source::reaction(message_at("1.1"), "dee", "trophy"), source::command("T1", "C1", "trigger 1"),
        source::command("T1", "C1", "trigger 2")}) {
    CHECK(!settle(with, says(said, as_posted, {to("bob")})).stale);
  }
  CHECK(kudos_in(with).size() == 9);
}

TEST_CASE("undo takes back the newest source alone, and says which it was") {
  scratch here;
  opened with(here.file());
  auto const older = source::message(message_at("1.1"));
  auto const newer = source::reaction(message_at("2.2"), "ann", "trophy");
  settle(with, {newer, "ann", at(20), at(20), today, {to("cem")}});
  settle(with, {older, "ann", as_posted, at(10), today, {to("bob"), to("dee")}});
  auto const first = undo(with, at(0), at(30));

  CHECK(first.undone == newer);
  CHECK(receivers(first.removed) == lines{"cem"});
  auto const second = undo(with, at(0), at(31));
  CHECK(second.undone == older);
  CHECK(receivers(second.removed) == lines{"bob", "dee"});
  auto const third = undo(with, at(0), at(32));
  CHECK(third.empty());
  CHECK(!third.undone);
  CHECK(wrong(with).empty());
}

TEST_CASE("undo leaves what is too old, and other people's kudos, alone") {
  scratch here;
  opened with(here.file());
  settle(with, {source::message(message_at("1.1")), "ann", as_posted, at(10), today, {to("bob")}});
  settle(with, {source::message(message_at("1.2")), "dee", as_posted, at(20), today, {to("bob")}});
  CHECK(undo(with, at(11), at(30)).empty());
  CHECK(kudos_in(with).size() == 2);
}

TEST_CASE("after undo, redelivery brings nothing back but a later edit speaks afresh") {
  scratch here;
  opened with(here.file());
  auto const said = source::message(message_at("1.1"));
  settle(with, says(said, as_posted, {to("bob")}));
  undo(with, at(0), at(30));
  CHECK(settle(with, says(said, as_posted, {to("bob")})).stale);
  CHECK(settle(with, says(said, at(29), {to("bob")})).stale);
  CHECK(kudos_in(with).empty());
  CHECK(receivers(settle(with, says(said, at(31), {to("bob")})).added) == lines{"bob"});
}

TEST_CASE("receivers are counted by the giver's local day, without the source left out") {
  scratch here;
  opened with(here.file());
  auto const late = source::message(message_at("1.1"));
  auto const yesterday = today - std::chrono::days(1);
  // Just before midnight in Kiribati (UTC+14) and just after it in Baker Island's time (UTC-12).
  settle(with, {late, "ann", as_posted, at(-26 * 3600), today, {to("bob"), to("cem")}});
  settle(with, {source::message(message_at("1.2")), "ann", as_posted, at(24 * 3600), today, {to("dee")}});
  settle(with, {source::message(message_at("1.3")), "ann", as_posted, at(0), yesterday, {to("eve")}});
  settle(with, {source::message(message_at("1.4")), "dee", as_posted, at(0), today, {to("eve")}});
  auto const counted = [&](source except, int most = 100) {
    auto unit = [except, most](unit_of_work& work) {
      return work.ledger.receivers_given_on("T1", "ann", today, except, most);
    };
    return with.write(std::move(unit)).value();
  };

  CHECK(counted(source::message(message_at("9.9"))) == 3);
  CHECK(counted(late) == 1);
  CHECK(counted(source::message(message_at("9.9")), 2) == 2);
  CHECK(counted(source::message(message_at("9.9")), 0) == 0);
  settle(with, says(late, at(10), {to("bob")}));
  CHECK(counted(source::message(message_at("9.9"))) == 2);
}

TEST_CASE("a kudos takes less than 250 bytes of the database") {
  scratch here;
  {
    opened with(here.file());
    auto unit = [](unit_of_work& work) {
      for (auto i = 0; i < 5000; ++i) {
        auto where = chat::message_ref("T024BE7LD", "C024BE9" + std::to_string(i % 20),
                                       std::to_string(1732190400 + i * 60) + ".123456");
        auto const given_at = at(60 * i);
        auto const day = today + std::chrono::days(i / 1440);
        auto gives =
            std::vector{to("U024BE" + std::to_string(i % 150), 1, "helping me with the release on Friday")};
        auto const said = statement(source::message(std::move(where)), "U024BE" + std::to_string(i % 97),
                                    as_posted, given_at, day, std::move(gives));
        work.ledger.settle(said);
      }
    };
    with.write(std::move(unit)).value();
  }
  CHECK(fs::file_size(here.file()) / 5000 < 250);
}
