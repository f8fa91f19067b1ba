#include "app/ledger/kudos.hpp"
#include "app/ledger/checks.hpp"
#include "app/ledger/earned_kudos.hpp"
#include "support/ledger.hpp"

#include <doctest/doctest.h>

using namespace huzzah;
using namespace huzzah::ledger_test;

namespace {

using lines = std::vector<std::string>;

ledger::kudos_change settle(opened& with, ledger::kudos_statement said) {
  return with
      .write([said = std::move(said)](store::unit_of_work& work) {
        return ledger::kudos_ledger(work).settle(said);
      })
      .value();
}

ledger::kudos_change delete_message(opened& with, chat::message_ref where) {
  return with
      .write([where](store::unit_of_work& work) {
        return ledger::kudos_ledger(work).retract_message(where, at(90));
      })
      .value();
}

ledger::kudos_change undo(opened& with, base::time_point not_before, base::time_point now) {
  return with
      .write([=](store::unit_of_work& work) {
        return ledger::kudos_ledger(work).undo_last("T1", "ann", not_before, now);
      })
      .value();
}

lines receivers(std::vector<ledger::kudos_entry> const& entries) {
  lines names;
  for (auto const& one : entries)
    names.push_back(one.receiver);
  return names;
}

lines wrong(opened& with) {
  return with.read([](store::reader& from) { return ledger::wrong_tallies(from); }).value();
}

}  // namespace

TEST_CASE("a message's kudos are recorded with their values and reported as added") {
  scratch here;
  opened with(here.file());
  auto const done = settle(with, says(ledger::kudos_source::message(message_at("1.1")), as_posted,
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
  auto const said = says(ledger::kudos_source::message(message_at("1.1")), as_posted, {to("bob")});
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
  auto const said = says(ledger::kudos_source::message(message_at("1.1")), as_posted, {to("bob")});
  std::optional<result<ledger::kudos_change>> one;
  std::optional<result<ledger::kudos_change>> two;
  auto const unit = [said](store::unit_of_work& work) { return ledger::kudos_ledger(work).settle(said); };
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
  auto const said = ledger::kudos_source::message(message_at("1.1"));
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
  auto const said = ledger::kudos_source::message(message_at("1.1"));
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
  auto const said = ledger::kudos_source::message(message_at("1.1"));
  settle(with, says(said, at(10), {to("cem")}));
  CHECK(settle(with, says(said, as_posted, {to("bob")})).stale);
  CHECK(kudos_in(with) == lines{"ann>cem 1 the help"});
}

TEST_CASE("a statement without kudos is remembered as a revision") {
  scratch here;
  opened with(here.file());
  auto const said = ledger::kudos_source::message(message_at("1.1"));
  settle(with, says(said, at(10), {}));
  CHECK(settle(with, says(said, at(10), {to("bob")})).stale);
  auto const stale = [said](store::unit_of_work& work) {
    return std::pair(ledger::kudos_ledger(work).is_stale(said, at(10)),
                     ledger::kudos_ledger(work).is_stale(said, at(11)));
  };
  CHECK(with.write(stale).value() == std::pair(true, false));
}

TEST_CASE("a deleted message loses its kudos and those of reactions to it, for ever") {
  scratch here;
  opened with(here.file());
  auto const said = ledger::kudos_source::message(message_at("1.1"));
  auto const praised = ledger::kudos_source::reaction(message_at("1.1"), "dee", "trophy");
  settle(with, says(said, as_posted, {to("bob")}));
  settle(with, {praised, "dee", at(5), at(5), today, {to("ann")}});
  settle(with, says(ledger::kudos_source::message(message_at("2.2")), as_posted, {to("cem")}));
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
  CHECK(settle(with, says(ledger::kudos_source::message(message_at("1.1")), as_posted, {to("bob")})).stale);
  CHECK(settle(with,
               says(ledger::kudos_source::reaction(message_at("1.1"), "dee", "trophy"), at(5), {to("bob")}))
            .stale);
  CHECK(kudos_in(with).empty());
}

TEST_CASE("a reaction taken off takes its kudos back, and put on again gives it again") {
  scratch here;
  opened with(here.file());
  auto const praised = ledger::kudos_source::reaction(message_at("1.1"), "ann", "trophy");
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
       {ledger::kudos_source::message(message_at("1.1")), ledger::kudos_source::message(message_at("1.2")),
        ledger::kudos_source::message({"T1", "C2", "1.1"}),
        ledger::kudos_source::message({"T2", "C1", "1.1"}),
        ledger::kudos_source::reaction(message_at("1.1"), "ann", "trophy"),
        ledger::kudos_source::reaction(message_at("1.1"), "ann", "star"),
        ledger::kudos_source::reaction(message_at("1.1"), "dee", "trophy"),
        ledger::kudos_source::command("T1", "C1", "trigger 1"),
        ledger::kudos_source::command("T1", "C1", "trigger 2")}) {
    CHECK(!settle(with, says(said, as_posted, {to("bob")})).stale);
  }
  CHECK(kudos_in(with).size() == 9);
}

TEST_CASE("undo takes back the newest source alone, and says which it was") {
  scratch here;
  opened with(here.file());
  auto const older = ledger::kudos_source::message(message_at("1.1"));
  auto const newer = ledger::kudos_source::reaction(message_at("2.2"), "ann", "trophy");
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
  settle(with,
         {ledger::kudos_source::message(message_at("1.1")), "ann", as_posted, at(10), today, {to("bob")}});
  settle(with,
         {ledger::kudos_source::message(message_at("1.2")), "dee", as_posted, at(20), today, {to("bob")}});
  CHECK(undo(with, at(11), at(30)).empty());
  CHECK(kudos_in(with).size() == 2);
}

TEST_CASE("after undo, neither that version nor the same words edited later bring anything back") {
  for (auto const skew : {-20, 0, 20}) {
    CAPTURE(skew);
    scratch here;
    opened with(here.file());
    auto const said = ledger::kudos_source::message(message_at("1.1"));
    auto const words = [](char const* why) { return to("bob", 1, why); };
    settle(with, says(said, as_posted, {words("the help")}));
    settle(with, says(said, at(10), {words("the help"), to("cem")}));
    // Ours may be ahead of the platform's clock, or behind it.
    CHECK(receivers(undo(with, at(0), at(12 + skew)).removed) == lines{"bob", "cem"});

    CHECK(settle(with, says(said, as_posted, {words("the help")})).stale);
    CHECK(settle(with, says(said, at(5), {words("other help")})).stale);
    CHECK(settle(with, says(said, at(10), {words("the help"), to("cem")})).stale);
    // Read from history, the same edit has another moment within its second.
    CHECK(settle(with, says(said, at(11), {words("the help"), to("cem")})).stale);
    CHECK(settle(with, says(said, at(13), {words("the help"), to("cem")})).stale);
    CHECK(settle(with, says(said, at(12), {words("other help")})).stale);
    CHECK(kudos_in(with).empty());

    CHECK(receivers(settle(with, says(said, at(14), {words("other help")})).added) == lines{"bob"});
    CHECK(kudos_in(with) == lines{"ann>bob 1 other help"});
    CHECK(wrong(with).empty());
  }
}

TEST_CASE("what was undone and then edited away needs no undo any more: said again, it counts") {
  for (auto const skew : {-20, 20}) {
    CAPTURE(skew);
    scratch here;
    opened with(here.file());
    auto const said = ledger::kudos_source::message(message_at("1.1"));
    settle(with, says(said, as_posted, {to("bob")}));
    undo(with, at(0), at(5 + skew));
    CHECK(!settle(with, says(said, at(6), {})).stale);
    CHECK(receivers(settle(with, says(said, at(7), {to("bob")})).added) == lines{"bob"});
  }
}

TEST_CASE("a reaction that was undone counts once it was off and on again, whatever our clock says") {
  for (auto const skew : {-20, 20}) {
    CAPTURE(skew);
    scratch here;
    opened with(here.file());
    auto const praised = ledger::kudos_source::reaction(message_at("1.1"), "ann", "trophy");
    auto const on = [&](int second) { return settle(with, says(praised, at(second), {to("bob")})); };
    auto const dealt_with = [&] {
      return with
          .write(
              [&](store::unit_of_work& work) { return ledger::kudos_ledger(work).has_dealt_with(praised); })
          .value();
    };
    on(10);
    undo(with, at(0), at(12 + skew));
    CHECK(on(10).stale);
    CHECK(dealt_with());  // while it stays on, it is no news
    CHECK(!settle(with, says(praised, at(14), {})).stale);
    CHECK(!dealt_with());
    CHECK(receivers(on(15).added) == lines{"bob"});
    CHECK(wrong(with).empty());
  }
}

TEST_CASE("what a source gives is known with the groups by which it names its receivers") {
  scratch here;
  opened with(here.file());
  auto const said = ledger::kudos_source::message(message_at("1.1"));
  auto const earned = [&] {
    auto const found =
        with.write([&](store::unit_of_work& work) { return ledger::earned_kudos(work).of(said); }).value();
    lines told;
    for (auto const& one : found) {
      told.push_back(one.receiver + " " + std::to_string(one.amount));
      for (auto const& group : one.groups)
        told.back() += " " + group;
    }
    return told;
  };
  CHECK(earned().empty());
  settle(with, says(said, as_posted, {to("bob", 2), to("cem")}));
  auto remember = [&](ledger::members_by_group members) {
    with.write([&](store::unit_of_work& work) { ledger::earned_kudos(work).remember_groups(said, members); })
        .value();
  };
  remember({{"S1", {"bob", "nobody"}}, {"S2", {"bob"}}});
  CHECK(earned() == lines{"bob 2 S1 S2", "cem 1"});
  remember({{"S2", {"cem"}}});
  CHECK(earned() == lines{"bob 2", "cem 1 S2"});
  settle(with, says(said, at(10), {to("cem")}));
  CHECK(earned() == lines{"cem 1 S2"});
  undo(with, at(0), at(5));
  CHECK(earned() == lines{"cem 1 S2"});
}

TEST_CASE("receivers are counted by the giver's local day, without the source left out") {
  scratch here;
  opened with(here.file());
  auto const late = ledger::kudos_source::message(message_at("1.1"));
  auto const yesterday = today - std::chrono::days(1);
  // Just before midnight in Kiribati (UTC+14) and just after it in Baker Island's time (UTC-12).
  settle(with, {late, "ann", as_posted, at(-26 * 3600), today, {to("bob"), to("cem")}});
  settle(with, {ledger::kudos_source::message(message_at("1.2")),
                "ann",
                as_posted,
                at(24 * 3600),
                today,
                {to("dee")}});
  settle(with,
         {ledger::kudos_source::message(message_at("1.3")), "ann", as_posted, at(0), yesterday, {to("eve")}});
  settle(with,
         {ledger::kudos_source::message(message_at("1.4")), "dee", as_posted, at(0), today, {to("eve")}});
  auto const counted = [&](ledger::kudos_source except, int most = 100) {
    auto unit = [except, most](store::unit_of_work& work) {
      return ledger::kudos_ledger(work).receivers_given_on("T1", "ann", today, except, most);
    };
    return with.write(std::move(unit)).value();
  };

  CHECK(counted(ledger::kudos_source::message(message_at("9.9"))) == 3);
  CHECK(counted(late) == 1);
  CHECK(counted(ledger::kudos_source::message(message_at("9.9")), 2) == 2);
  CHECK(counted(ledger::kudos_source::message(message_at("9.9")), 0) == 0);
  settle(with, says(late, at(10), {to("bob")}));
  CHECK(counted(ledger::kudos_source::message(message_at("9.9"))) == 2);
}

TEST_CASE("a kudos takes less than 250 bytes of the database") {
  scratch here;
  { opened with(here.file()); }
  auto const empty = fs::file_size(here.file());
  {
    opened with(here.file());
    auto unit = [](store::unit_of_work& work) {
      for (auto i = 0; i < 5000; ++i) {
        auto where = chat::message_ref("T024BE7LD", "C024BE9" + std::to_string(i % 20),
                                       std::to_string(1732190400 + i * 60) + ".123456");
        auto const given_at = at(60 * i);
        auto const day = today + std::chrono::days(i / 1440);
        auto gives =
            std::vector{to("U024BE" + std::to_string(i % 150), 1, "helping me with the release on Friday")};
        auto const said = openly(ledger::kudos_statement(ledger::kudos_source::message(std::move(where)),
                                                         "U024BE" + std::to_string(i % 97), as_posted,
                                                         given_at, day, std::move(gives)));
        ledger::kudos_ledger(work).settle(said);
      }
    };
    with.write(std::move(unit)).value();
  }
  CHECK((fs::file_size(here.file()) - empty) / 5000 < 250);
}
