// A win is a function of what was said, whatever becomes known first; and who cheers it.
#include "support.hpp"

#include <SQLiteCpp/Database.h>
#include <doctest/doctest.h>

#include <algorithm>

using namespace huzzah;
using namespace huzzah::storage;
using namespace huzzah::storage::test;

namespace {

win_statement states(std::string ts, std::string text, base::time_point revision = as_posted,
                     std::string author = "ann") {
  win_statement said(win_source(message_at(std::move(ts))), std::move(author), revision, at(0), today);
  said.text = std::move(text);
  return said;
}

std::vector<std::string> all_wins(opened& with) {
  auto query = [](reader& from) {
    std::vector<std::string> lines;
    from.for_each_win([&](told_win_of const& one) {
      lines.push_back(one.author + (one.shared ? ": " : " (private): ") + one.text);
      return true;
    });
    return lines;
  };
  return with.read(std::move(query)).value();
}

template <class F>
auto in_unit(opened& with, F unit) {
  return with.write(std::move(unit)).value();
}

using lines = std::vector<std::string>;

}  // namespace

TEST_CASE("a win is kept with what it is worth, and the same statement again changes nothing") {
  scratch here;
  opened with(here.file());
  auto said = states("1.1", "saved 2 hours a week");
  said.impacts.emplace_back(recognition::impact_kind::duration, 120, "minutes",
                            recognition::recurrence::weekly, "", "2 hours a week");
  auto const first = in_unit(with, [&](unit_of_work& work) { return work.wins.settle(said); });
  REQUIRE(first.added);
  CHECK(first.added->author == "ann");
  CHECK(first.added->shared);
  CHECK(in_unit(with, [&](unit_of_work& work) { return work.wins.settle(said); }).stale);
  auto const mine = with.read([](reader& from) { return from.wins_of("T1", "ann", 5); }).value();
  REQUIRE(mine.size() == 1);
  CHECK(mine[0].impacts == said.impacts);
  CHECK(mine[0].where == message_at("1.1"));
  CHECK(in_unit(with, [](unit_of_work& work) { return work.wins.count("T1", "ann", which_wins::all); }) == 1);
  CHECK(in_unit(with, [](unit_of_work& work) {
          return work.wins.days("T1", "ann", today, which_wins::all);
        }).size() == 1);
  CHECK(adds_up(with));
}

TEST_CASE("whichever of a message's versions becomes known first, and how often, the newest one counts") {
  auto const deliveries = [](bool deleted) {
    std::vector<std::function<void(unit_of_work&)>> all;
    for (auto times = 0; times < 2; ++times) {
      all.emplace_back([](unit_of_work& work) { work.wins.settle(states("1.1", "as posted")); });
      all.emplace_back([](unit_of_work& work) {
        // Every edit is settled for kudos, too, as the features do it.
        work.ledger.settle(says(source::message(message_at("1.1")), at(10), {}));
        work.wins.settle(states("1.1", "", at(10)));
      });
      all.emplace_back([](unit_of_work& work) {
        work.ledger.settle(says(source::message(message_at("1.1")), at(20), {}));
        work.wins.settle(states("1.1", "at last", at(20)));
      });
      if (deleted)
        all.emplace_back([](unit_of_work& work) { work.wins.retract_message(message_at("1.1"), at(30)); });
    }
    return all;
  };
  for (auto const deleted : {false, true}) {
    auto const all = deliveries(deleted);
    std::vector<std::size_t> order(all.size());
    for (std::size_t i = 0; i < order.size(); ++i)
      order[i] = i;
    // A fixed walk through the orders: each rotation, forwards and backwards.
    for (std::size_t turn = 0; turn < 2 * order.size(); ++turn) {
      CAPTURE(deleted);
      CAPTURE(turn);
      std::rotate(order.begin(), order.begin() + 1, order.end());
      if (turn == order.size()) std::reverse(order.begin(), order.end());
      scratch here;
      opened with(here.file());
      for (auto const one : order) {
        auto unit = [&](unit_of_work& work) { all[one](work); };
        REQUIRE(with.write(std::move(unit)));
      }
      CHECK(all_wins(with) == (deleted ? lines{} : lines{"ann: at last"}));
      CHECK(adds_up(with));
    }
  }
}

TEST_CASE("a message that is deleted as a source of kudos states no win that comes late") {
  scratch here;
  opened with(here.file());
  in_unit(with, [](unit_of_work& work) { return work.ledger.retract_message(message_at("1.1"), at(5)); });
  CHECK(in_unit(with, [](unit_of_work& work) { return work.wins.settle(states("1.1", "late")); }).stale);
  CHECK(all_wins(with).empty());
}

TEST_CASE("a private win is told to nobody until its author shares it") {
  scratch here;
  opened with(here.file());
  auto said = states("1.1", "a quiet nod");
  said.shared = false;
  auto const id = in_unit(with, [&](unit_of_work& work) { return work.wins.settle(said); }).added->id;
  auto const told = [&] {
    return with.read([](reader& from) { return from.shared_wins("T1", today, 10); }).value().size();
  };
  CHECK(told() == 0);
  CHECK(in_unit(with, [](unit_of_work& work) {
          return work.wins.cheer(message_at("1.1"), "bob", "tada", true, at(1));
        }) == std::nullopt);
  CHECK_FALSE(in_unit(with, [id](unit_of_work& work) { return work.wins.share(id, "bob"); }));
  CHECK(in_unit(with, [id](unit_of_work& work) { return work.wins.share(id, "ann"); }));
  CHECK_FALSE(in_unit(with, [id](unit_of_work& work) { return work.wins.share(id, "ann"); }));
  CHECK(told() == 1);
  CHECK(adds_up(with));
}

TEST_CASE("cheers count people once, never the author, in whichever order they become known") {
  scratch here;
  opened with(here.file());
  in_unit(with, [](unit_of_work& work) { return work.wins.settle(states("1.1", "it works")); });
  auto const cheer = [&](std::string who, std::string emoji, bool on, int when) {
    auto unit = [=](unit_of_work& work) {
      return work.wins.cheer(message_at("1.1"), who, emoji, on, at(when));
    };
    return in_unit(with, std::move(unit))->cheers;
  };
  CHECK(cheer("bob", "tada", true, 1) == 1);
  CHECK(cheer("bob", "clap", true, 2) == 1);
  CHECK(cheer("ann", "tada", true, 3) == 1);
  CHECK(cheer("cid", "tada", false, 9) == 1);
  CHECK(cheer("cid", "tada", true, 8) == 1);  // it was taken off later
  CHECK(cheer("bob", "tada", false, 10) == 1);
  CHECK(cheer("bob", "clap", false, 11) == 0);
  CHECK(adds_up(with));
  auto const nothing = in_unit(with, [](unit_of_work& work) {
    return work.wins.cheer(message_at("9.9"), "bob", "tada", true, at(1));
  });
  CHECK_FALSE(nothing);
}

TEST_CASE("a reaction to the message that shows a win cheers that win") {
  scratch here;
  opened with(here.file());
  auto said = win_statement(win_source({"T1", "", ""}, "V1"), "ann", as_posted, at(0), today);
  said.text = "by form";
  auto const id = in_unit(with, [&](unit_of_work& work) { return work.wins.settle(said); }).added->id;
  auto unit = [id](unit_of_work& work) {
    work.outbox.add(errand::post(copy_key(id), "T1", "C1", "", "{}"), at(0));
    auto const row = work.outbox.find(copy_key(id));
    work.outbox.mark_sending(row->id);
    work.outbox.mark_sent(row->id, message_at("7.7"));
    return work.wins.cheer(message_at("7.7"), "bob", "tada", true, at(1));
  };
  auto const cheered = in_unit(with, std::move(unit));
  REQUIRE(cheered);
  CHECK(cheered->id == id);
  CHECK(cheered->cheers == 1);
  auto const told = with.read([](reader& from) { return from.shared_wins("T1", today, 10); }).value();
  REQUIRE(told.size() == 1);
  CHECK(told[0].where == message_at("7.7"));
}

TEST_CASE("only its author takes a win back, and the same statement again does not bring it back") {
  scratch here;
  opened with(here.file());
  auto const id =
      in_unit(with, [](unit_of_work& work) { return work.wins.settle(states("1.1", "oops")); }).added->id;
  CHECK(in_unit(with, [id](unit_of_work& work) { return work.wins.retract(id, "bob", at(5)); }).empty());
  CHECK(in_unit(with, [id](unit_of_work& work) { return work.wins.retract(id, "ann", at(5)); }).removed);
  CHECK(in_unit(with, [](unit_of_work& work) { return work.wins.settle(states("1.1", "oops")); }).stale);
  CHECK(all_wins(with).empty());
  CHECK(in_unit(with, [](unit_of_work& work) {
          return work.wins.settle(states("1.1", "better", at(6)));
        }).added);
  CHECK(adds_up(with));
}

TEST_CASE("an answer given privately is read in our message that shows it, while that is there") {
  scratch here;
  opened with(here.file());
  auto unit = [](unit_of_work& work) {
    standup_round fresh;
    fresh.workspace = "T1";
    fresh.name = "core";
    fresh.date = today;
    fresh.channel = "C1";
    fresh.mode = recognition::standup_mode::dm;
    fresh.opened_at = at(0);
    auto const round = work.rituals.open_round(fresh).id;
    win_statement said(win_source({"T1", "D1", "1.1"}), "ann", as_posted, at(0), today);
    said.text = "answered";
    said.round = round;
    auto const id = work.wins.settle(said).added->id;
    CHECK(work.rituals.answers(round).at(0).where == chat::message_ref());
    work.outbox.add(errand::post(copy_key(id), "T1", "C1", "", "{}"), at(0));
    auto const row = work.outbox.find(copy_key(id))->id;
    work.outbox.mark_sending(row);
    CHECK(work.rituals.answers(round).at(0).where == chat::message_ref());
    work.outbox.mark_sent(row, message_at("7.7"));
    CHECK(work.rituals.answers(round).at(0).where == message_at("7.7"));
    CHECK(work.wins.find(message_at("7.7"))->id == id);
    CHECK(work.wins.find({"T1", "D1", "1.1"})->id == id);
    CHECK_FALSE(work.wins.find({"T2", "C1", "7.7"}));
    work.outbox.withdraw(copy_key(id), at(5));
    CHECK(work.rituals.answers(round).at(0).where == chat::message_ref());
  };
  REQUIRE(with.write(std::move(unit)));
}

TEST_CASE("only messages with exactly the key of a win show it") {
  scratch here;
  opened with(here.file());
  auto unit = [](unit_of_work& work) {
    auto const id = work.wins.settle(states("1.1", "it works")).added->id;
    auto number = 0;
    for (auto const& key :
         {"win:0" + std::to_string(id), "win:" + std::to_string(id) + " ", "win:+" + std::to_string(id),
          std::string("win:"), std::string("win:99999999999"), copy_key(id) + ":thanks"}) {
      CAPTURE(key);
      work.outbox.add(errand::post(key, "T1", "C1", "", "{}"), at(0));
      auto const where = message_at("9." + std::to_string(++number));
      auto const row = work.outbox.find(key)->id;
      work.outbox.mark_sending(row);
      work.outbox.mark_sent(row, where);
      CHECK_FALSE(work.wins.find(where));
    }
  };
  REQUIRE(with.write(std::move(unit)));
}

TEST_CASE("a win that is taken back counts nowhere, and has its cheers again when it is stated anew") {
  scratch here;
  opened with(here.file());
  auto unit = [](unit_of_work& work) {
    work.wins.settle(states("1.1", "it works"));
    work.wins.cheer(message_at("1.1"), "bob", "tada", true, at(1));
    CHECK(work.wins.settle(states("1.1", "", at(2))).removed);
    CHECK_FALSE(work.wins.find(message_at("1.1")));
    CHECK_FALSE(work.wins.cheer(message_at("1.1"), "cem", "tada", true, at(3)));
    CHECK(work.wins.count("T1", "ann", which_wins::all) == 0);
    CHECK(work.wins.days("T1", "ann", today, which_wins::all).empty());
    auto const again = work.wins.settle(states("1.1", "it works again", at(4)));
    REQUIRE(again.added);
    CHECK(again.added->cheers == 1);
    CHECK(again.added->text == "it works again");
    auto const edited = work.wins.settle(states("1.1", "it works well", at(5)));
    REQUIRE(edited.changed);
    CHECK(edited.changed->cheers == 1);
    CHECK(work.wins.settle(states("1.1", "it works well", at(6))).empty());
  };
  REQUIRE(with.write(std::move(unit)));
  CHECK(adds_up(with));
}

TEST_CASE("talk that states no win leaves nothing in the database") {
  scratch here;
  opened with(here.file());
  auto const change = in_unit(with, [](unit_of_work& work) {
    win_statement said(win_source({"T9", "C9", "1.1"}), "zoe", as_posted, at(0), today);
    return work.wins.settle(said);
  });
  CHECK(change.empty());
  CHECK_FALSE(change.stale);
  CHECK(with.read([](reader& from) { return from.workspaces(); }).value().empty());
}

TEST_CASE("two wins of one form or command are told apart by its view or trigger") {
  scratch here;
  opened with(here.file());
  auto const by_form = [](std::string view, std::string text) {
    win_statement said(win_source({"T1", "", ""}, std::move(view)), "ann", as_posted, at(0), today);
    said.text = std::move(text);
    return said;
  };
  CHECK(in_unit(with, [&](unit_of_work& work) { return work.wins.settle(by_form("V1", "one")); }).added);
  CHECK(in_unit(with, [&](unit_of_work& work) { return work.wins.settle(by_form("V2", "two")); }).added);
  CHECK(in_unit(with, [&](unit_of_work& work) { return work.wins.settle(by_form("V1", "one")); }).stale);
  CHECK(all_wins(with) == lines{"ann: one", "ann: two"});
}

TEST_CASE("somebody's own wins come newest first, private ones too; an export ends when its taker says so") {
  scratch here;
  opened with(here.file());
  auto unit = [](unit_of_work& work) {
    for (auto i = 0; i < 4; ++i) {
      win_statement said(win_source(message_at(std::to_string(i) + ".1")), "ann", as_posted, at(i), today);
      said.text = "win " + std::to_string(i);
      said.shared = i != 2;
      work.wins.settle(said);
    }
  };
  REQUIRE(with.write(std::move(unit)));
  auto query = [](reader& from) {
    lines told;
    for (auto const& one : from.wins_of("T1", "ann", 3))
      told.push_back(one.text + (one.shared ? "" : " (private)"));
    return told;
  };
  CHECK(with.read(std::move(query)).value() == lines{"win 3", "win 2 (private)", "win 1"});
  auto counted = [](reader& from) {
    auto seen = 0;
    from.for_each_win([&](told_win_of const&) { return ++seen < 2; });
    return seen;
  };
  CHECK(with.read(std::move(counted)).value() == 2);
  auto counts = [](reader& from) {
    auto wins = from.wins();
    return std::pair(wins.count("T1", "ann", which_wins::all), wins.count("T1", "ann", which_wins::shared));
  };
  CHECK(with.read(std::move(counts)).value() == std::pair(4, 3));
}

TEST_CASE("numbers of wins and cheers that were tampered with are found, and said in words") {
  scratch here;
  {
    opened with(here.file());
    in_unit(with, [](unit_of_work& work) { return work.wins.settle(states("1.1", "it works")); });
    CHECK(adds_up(with));
  }
  SQLite::Database(here.file().string(), SQLite::OPEN_READWRITE)
      .exec("UPDATE win_tally SET shared = 7; UPDATE win SET cheers = 3");
  auto const from = std::move(reader::open(here.file()).value());
  CHECK(from->check_tallies() == lines{"ann: kept are 1 wins, 7 of them shared; there are 1 and 1",
                                       "win 1: kept are cheers of 3 people, there are 0"});
}
