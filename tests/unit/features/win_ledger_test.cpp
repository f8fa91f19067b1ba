// A win is a function of what was said, whatever becomes known first; and who cheers it.
#include "app/delivery/outbox.hpp"
#include "app/ledger/checks.hpp"
#include "app/ledger/kudos.hpp"
#include "app/ledger/win_views.hpp"
#include "app/ledger/wins.hpp"
#include "app/people/people.hpp"
#include "app/people/places.hpp"
#include "features/standups/rounds.hpp"
#include "support/ledger.hpp"

#include <SQLiteCpp/Database.h>
#include <doctest/doctest.h>

#include <algorithm>

using namespace huzzah;
using namespace huzzah::ledger_test;

namespace {

ledger::win_statement states(std::string ts, std::string text, base::time_point revision = as_posted,
                             std::string author = "ann") {
  ledger::win_statement said(ledger::win_source(message_at(std::move(ts))), std::move(author), revision,
                             at(0), today);
  said.text = std::move(text);
  return openly(said);
}

std::vector<std::string> all_wins(opened& with) {
  auto query = [](store::reader& from) {
    std::vector<std::string> lines;
    ledger::for_each_win(from, [&](ledger::win_view const& one) {
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
  said.impacts.emplace_back(ledger::impact_kind::duration, 120, "minutes", ledger::recurrence::weekly, "",
                            "2 hours a week");
  auto const first =
      in_unit(with, [&](store::unit_of_work& work) { return ledger::win_ledger(work).settle(said); });
  REQUIRE(first.added);
  CHECK(first.added->author == "ann");
  CHECK(first.added->shared);
  CHECK(
      in_unit(with, [&](store::unit_of_work& work) { return ledger::win_ledger(work).settle(said); }).stale);
  auto const mine =
      with.read([](store::reader& from) { return ledger::wins_of(from, "T1", "ann", 5); }).value();
  REQUIRE(mine.size() == 1);
  CHECK(mine[0].impacts == said.impacts);
  CHECK(mine[0].where == message_at("1.1"));
  CHECK(in_unit(with, [](store::unit_of_work& work) {
          return ledger::win_ledger(work).count("T1", "ann", people::viewer::whole("a test"));
        }) == 1);
  CHECK(in_unit(with, [](store::unit_of_work& work) {
          return ledger::win_ledger(work).days("T1", "ann", today, people::viewer::whole("a test"));
        }).size() == 1);
  CHECK(adds_up(with));
}

TEST_CASE("whichever of a message's versions becomes known first, and how often, the newest one counts") {
  auto const deliveries = [](bool deleted) {
    std::vector<std::function<void(store::unit_of_work&)>> all;
    for (auto times = 0; times < 2; ++times) {
      all.emplace_back(
          [](store::unit_of_work& work) { ledger::win_ledger(work).settle(states("1.1", "as posted")); });
      all.emplace_back([](store::unit_of_work& work) {
        // Every edit is settled for kudos, too, as the features do it.
        ledger::kudos_ledger(work).settle(says(ledger::kudos_source::message(message_at("1.1")), at(10), {}));
        ledger::win_ledger(work).settle(states("1.1", "", at(10)));
      });
      all.emplace_back([](store::unit_of_work& work) {
        ledger::kudos_ledger(work).settle(says(ledger::kudos_source::message(message_at("1.1")), at(20), {}));
        ledger::win_ledger(work).settle(states("1.1", "at last", at(20)));
      });
      if (deleted)
        all.emplace_back([](store::unit_of_work& work) {
          ledger::win_ledger(work).retract_message(message_at("1.1"), at(30));
        });
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
        auto unit = [&](store::unit_of_work& work) { all[one](work); };
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
  in_unit(with, [](store::unit_of_work& work) {
    return ledger::kudos_ledger(work).retract_message(message_at("1.1"), at(5));
  });
  CHECK(in_unit(with, [](store::unit_of_work& work) {
          return ledger::win_ledger(work).settle(states("1.1", "late"));
        }).stale);
  CHECK(all_wins(with).empty());
}

TEST_CASE("a private win is told to nobody until its author shares it") {
  scratch here;
  opened with(here.file());
  auto said = states("1.1", "a quiet nod");
  said.shared = false;
  auto const id = in_unit(with, [&](store::unit_of_work& work) {
                    return ledger::win_ledger(work).settle(said);
                  }).added->id;
  auto const told = [&] {
    return with
        .read([](store::reader& from) {
          return ledger::shared_wins(from, "T1", today, 10, people::viewer::everybody());
        })
        .value()
        .size();
  };
  CHECK(told() == 0);
  CHECK(in_unit(with, [](store::unit_of_work& work) {
          return ledger::win_ledger(work).cheer(message_at("1.1"), "bob", "tada", true, at(1));
        }) == std::nullopt);
  CHECK_FALSE(in_unit(
      with, [id](store::unit_of_work& work) { return ledger::win_ledger(work).share(id, "bob", "C1"); }));
  CHECK(in_unit(with,
                [id](store::unit_of_work& work) { return ledger::win_ledger(work).share(id, "ann", "C1"); }));
  CHECK_FALSE(in_unit(
      with, [id](store::unit_of_work& work) { return ledger::win_ledger(work).share(id, "ann", "C1"); }));
  CHECK(told() == 1);
  CHECK(adds_up(with));
}

TEST_CASE("cheers count people once, never the author, in whichever order they become known") {
  scratch here;
  opened with(here.file());
  in_unit(with, [](store::unit_of_work& work) {
    return ledger::win_ledger(work).settle(states("1.1", "it works"));
  });
  auto const cheer = [&](std::string who, std::string emoji, bool on, int when) {
    auto unit = [=](store::unit_of_work& work) {
      return ledger::win_ledger(work).cheer(message_at("1.1"), who, emoji, on, at(when));
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
  auto const nothing = in_unit(with, [](store::unit_of_work& work) {
    return ledger::win_ledger(work).cheer(message_at("9.9"), "bob", "tada", true, at(1));
  });
  CHECK_FALSE(nothing);
}

TEST_CASE("a reaction to the message that shows a win cheers that win") {
  scratch here;
  opened with(here.file());
  auto said = ledger::win_statement(ledger::win_source({"T1", "", ""}, "V1"), "ann", as_posted, at(0), today);
  said.text = "by form";
  auto const id = in_unit(with, [&](store::unit_of_work& work) {
                    return ledger::win_ledger(work).settle(said);
                  }).added->id;
  auto unit = [id](store::unit_of_work& work) {
    people::places(work).learn("T1", "C1", people::reach::everybody);
    CHECK(ledger::win_ledger(work).share(id, "ann", "C1"));
    auto what = delivery::outgoing::post(ledger::copy_key(id), "T1", "C1", "", "{}");
    what.subject = {delivery::subject_kind::win, id};
    delivery::outbox(work).add(what, at(0));
    auto const row = delivery::outbox(work).find(ledger::copy_key(id));
    delivery::outbox(work).mark_sending(row->id);
    delivery::outbox(work).mark_sent(row->id, message_at("7.7"));
    return ledger::win_ledger(work).cheer(message_at("7.7"), "bob", "tada", true, at(1));
  };
  auto const cheered = in_unit(with, std::move(unit));
  REQUIRE(cheered);
  CHECK(cheered->id == id);
  CHECK(cheered->cheers == 1);
  auto const told = with.read([](store::reader& from) {
                          return ledger::shared_wins(from, "T1", today, 10, people::viewer::everybody());
                        })
                        .value();
  REQUIRE(told.size() == 1);
  CHECK(told[0].where == message_at("7.7"));
}

TEST_CASE("only its author takes a win back, and the same statement again does not bring it back") {
  scratch here;
  opened with(here.file());
  auto const id = in_unit(with, [](store::unit_of_work& work) {
                    return ledger::win_ledger(work).settle(states("1.1", "oops"));
                  }).added->id;
  CHECK(in_unit(with, [id](store::unit_of_work& work) {
          return ledger::win_ledger(work).retract(id, "bob", at(5));
        }).empty());
  CHECK(in_unit(with, [id](store::unit_of_work& work) {
          return ledger::win_ledger(work).retract(id, "ann", at(5));
        }).removed);
  CHECK(in_unit(with, [](store::unit_of_work& work) {
          return ledger::win_ledger(work).settle(states("1.1", "oops"));
        }).stale);
  CHECK(all_wins(with).empty());
  CHECK(in_unit(with, [](store::unit_of_work& work) {
          return ledger::win_ledger(work).settle(states("1.1", "better", at(6)));
        }).added);
  CHECK(adds_up(with));
}

TEST_CASE("an answer given privately is read in our message that shows it, while that is there") {
  scratch here;
  opened with(here.file());
  auto unit = [](store::unit_of_work& work) {
    standups::standup_round fresh;
    fresh.workspace = "T1";
    fresh.name = "core";
    fresh.date = today;
    fresh.channel = "C1";
    fresh.mode = standups::standup_mode::dm;
    fresh.opened_at = at(0);
    auto const round = standups::rounds(work).open_round(fresh).id;
    ledger::win_statement said(ledger::win_source({"T1", "D1", "1.1"}), "ann", as_posted, at(0), today);
    said.text = "answered";
    said.round = round;
    auto const id = ledger::win_ledger(work).settle(said).added->id;
    CHECK(standups::rounds(work).answers(round).at(0).where == chat::message_ref());
    auto what = delivery::outgoing::post(ledger::copy_key(id), "T1", "C1", "", "{}");
    what.subject = {delivery::subject_kind::win, id};
    delivery::outbox(work).add(what, at(0));
    auto const row = delivery::outbox(work).find(ledger::copy_key(id))->id;
    delivery::outbox(work).mark_sending(row);
    CHECK(standups::rounds(work).answers(round).at(0).where == chat::message_ref());
    delivery::outbox(work).mark_sent(row, message_at("7.7"));
    CHECK(standups::rounds(work).answers(round).at(0).where == message_at("7.7"));
    CHECK(ledger::win_ledger(work).find(message_at("7.7"))->id == id);
    CHECK(ledger::win_ledger(work).find({"T1", "D1", "1.1"})->id == id);
    CHECK_FALSE(ledger::win_ledger(work).find({"T2", "C1", "7.7"}));
    delivery::outbox(work).withdraw(ledger::copy_key(id), at(5));
    CHECK(standups::rounds(work).answers(round).at(0).where == chat::message_ref());
  };
  REQUIRE(with.write(std::move(unit)));
}

TEST_CASE("only messages with exactly the key of a win show it") {
  scratch here;
  opened with(here.file());
  auto unit = [](store::unit_of_work& work) {
    auto const id = ledger::win_ledger(work).settle(states("1.1", "it works")).added->id;
    auto number = 0;
    for (auto const& key :
         {"win:0" + std::to_string(id), "win:" + std::to_string(id) + " ", "win:+" + std::to_string(id),
          std::string("win:"), std::string("win:99999999999"), ledger::copy_key(id) + ":thanks"}) {
      CAPTURE(key);
      delivery::outbox(work).add(delivery::outgoing::post(key, "T1", "C1", "", "{}"), at(0));
      auto const where = message_at("9." + std::to_string(++number));
      auto const row = delivery::outbox(work).find(key)->id;
      delivery::outbox(work).mark_sending(row);
      delivery::outbox(work).mark_sent(row, where);
      CHECK_FALSE(ledger::win_ledger(work).find(where));
    }
  };
  REQUIRE(with.write(std::move(unit)));
}

TEST_CASE("a win that is taken back counts nowhere, and has its cheers again when it is stated anew") {
  scratch here;
  opened with(here.file());
  auto unit = [](store::unit_of_work& work) {
    ledger::win_ledger(work).settle(states("1.1", "it works"));
    ledger::win_ledger(work).cheer(message_at("1.1"), "bob", "tada", true, at(1));
    CHECK(ledger::win_ledger(work).settle(states("1.1", "", at(2))).removed);
    CHECK_FALSE(ledger::win_ledger(work).find(message_at("1.1")));
    CHECK_FALSE(ledger::win_ledger(work).cheer(message_at("1.1"), "cem", "tada", true, at(3)));
    CHECK(ledger::win_ledger(work).count("T1", "ann", people::viewer::whole("a test")) == 0);
    CHECK(ledger::win_ledger(work).days("T1", "ann", today, people::viewer::whole("a test")).empty());
    auto const again = ledger::win_ledger(work).settle(states("1.1", "it works again", at(4)));
    REQUIRE(again.added);
    CHECK(again.added->cheers == 1);
    CHECK(again.added->text == "it works again");
    auto const edited = ledger::win_ledger(work).settle(states("1.1", "it works well", at(5)));
    REQUIRE(edited.changed);
    CHECK(edited.changed->cheers == 1);
    CHECK(ledger::win_ledger(work).settle(states("1.1", "it works well", at(6))).empty());
  };
  REQUIRE(with.write(std::move(unit)));
  CHECK(adds_up(with));
}

TEST_CASE("talk that states no win leaves nothing in the database") {
  scratch here;
  opened with(here.file());
  auto const change = in_unit(with, [](store::unit_of_work& work) {
    ledger::win_statement said(ledger::win_source({"T9", "C9", "1.1"}), "zoe", as_posted, at(0), today);
    return ledger::win_ledger(work).settle(said);
  });
  CHECK(change.empty());
  CHECK_FALSE(change.stale);
  CHECK(with.read([](store::reader& from) { return people::workspaces(from); }).value().empty());
}

TEST_CASE("two wins of one form or command are told apart by its view or trigger") {
  scratch here;
  opened with(here.file());
  auto const by_form = [](std::string view, std::string text) {
    ledger::win_statement said(ledger::win_source({"T1", "", ""}, std::move(view)), "ann", as_posted, at(0),
                               today);
    said.text = std::move(text);
    return said;
  };
  CHECK(in_unit(with, [&](store::unit_of_work& work) {
          return ledger::win_ledger(work).settle(by_form("V1", "one"));
        }).added);
  CHECK(in_unit(with, [&](store::unit_of_work& work) {
          return ledger::win_ledger(work).settle(by_form("V2", "two"));
        }).added);
  CHECK(in_unit(with, [&](store::unit_of_work& work) {
          return ledger::win_ledger(work).settle(by_form("V1", "one"));
        }).stale);
  CHECK(all_wins(with) == lines{"ann (private): one", "ann (private): two"});
}

TEST_CASE("somebody's own wins come newest first, private ones too; an export ends when its taker says so") {
  scratch here;
  opened with(here.file());
  auto unit = [](store::unit_of_work& work) {
    for (auto i = 0; i < 4; ++i) {
      ledger::win_statement said(ledger::win_source(message_at(std::to_string(i) + ".1")), "ann", as_posted,
                                 at(i), today);
      said.text = "win " + std::to_string(i);
      said.shared = i != 2;
      ledger::win_ledger(work).settle(openly(said));
    }
  };
  REQUIRE(with.write(std::move(unit)));
  auto query = [](store::reader& from) {
    lines told;
    for (auto const& one : ledger::wins_of(from, "T1", "ann", 3))
      told.push_back(one.text + (one.shared ? "" : " (private)"));
    return told;
  };
  CHECK(with.read(std::move(query)).value() == lines{"win 3", "win 2 (private)", "win 1"});
  auto counted = [](store::reader& from) {
    auto seen = 0;
    ledger::for_each_win(from, [&](ledger::win_view const&) { return ++seen < 2; });
    return seen;
  };
  CHECK(with.read(std::move(counted)).value() == 2);
  auto counts = [](store::reader& from) {
    auto wins = ledger::win_ledger(from);
    return std::pair(wins.count("T1", "ann", people::viewer::whole("a test")),
                     wins.count("T1", "ann", people::viewer::everybody()));
  };
  CHECK(with.read(std::move(counts)).value() == std::pair(4, 3));
}

TEST_CASE("numbers of wins and cheers that were tampered with are found, and said in words") {
  scratch here;
  {
    opened with(here.file());
    in_unit(with, [](store::unit_of_work& work) {
      return ledger::win_ledger(work).settle(states("1.1", "it works"));
    });
    CHECK(adds_up(with));
  }
  SQLite::Database(here.file().string(), SQLite::OPEN_READWRITE)
      .exec("UPDATE tally SET wins = 7 WHERE id >> 41 & 3 = 0; UPDATE entry SET supporters = 3");
  auto const from = std::move(store::reader::open(here.file()).value());
  CHECK(ledger::wrong_tallies(*from) ==
        lines{"ann of T1 since ever: kept are 0 received, 0 given and 7 wins, the ledger has 0, 0 and 1",
              "entry 1: kept are 3 supporters, there are 0"});
}
