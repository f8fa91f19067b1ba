// Whatever the order in which a chat's history becomes known, and however often, the wins are the same, and
// so are the kudos of the same messages.
#include "app/ledger/kudos.hpp"
#include "app/ledger/kudos_records.hpp"
#include "app/ledger/win_views.hpp"
#include "app/ledger/wins.hpp"
#include "support/ledger.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <random>

using namespace huzzah;
using namespace huzzah::ledger_test;

namespace {

using arrival = std::function<void(store::unit_of_work&)>;
using lines = std::vector<std::string>;

unsigned roll(std::mt19937& dice, unsigned sides) {
  return static_cast<unsigned>(dice()) % sides;
}

/// One version of a message: the win that it states (or none), and whether it gives kudos too.
struct version {
  base::time_point revision;
  std::string win;
  bool gives;
};

/// A message with all its versions.
class message_history {
 public:
  message_history(chat::message_ref where, std::mt19937& dice) : where_(std::move(where)) {
    auto const count = 1 + roll(dice, 4);
    for (unsigned i = 0; i < count; ++i) {
      auto const texts = std::vector<std::string>{"", "shipped it", "shipped it at last"};
      versions_.push_back({i == 0 ? as_posted : at(static_cast<int>(i)),
                           texts[roll(dice, static_cast<unsigned>(texts.size()))], roll(dice, 2) == 0});
    }
    deleted_ = roll(dice, 3) == 0;
  }

  /// Everything that happened to it, each twice; who looks at an event first, kudos or wins, is all the same.
  void add_deliveries(std::vector<arrival>& to, std::mt19937& dice) const {
    for (auto times = 0; times < 2; ++times) {
      for (auto const& one : versions_)
        add_both(to, dice, kudos_of(one), win_of(one));
      if (!deleted_) continue;
      add_both(
          to, dice,
          [this](store::unit_of_work& work) { ledger::kudos_ledger(work).retract_message(where_, at(500)); },
          [this](store::unit_of_work& work) { ledger::win_ledger(work).retract_message(where_, at(500)); });
    }
  }

  /// The win that must stand in the end; empty for none.
  std::string win() const { return deleted_ ? std::string() : versions_.back().win; }
  bool gives() const { return !deleted_ && versions_.back().gives; }
  chat::message_ref const& where() const { return where_; }

 private:
  static void add_both(std::vector<arrival>& to, std::mt19937& dice, arrival one, arrival other) {
    if (roll(dice, 2) == 0) std::swap(one, other);
    to.emplace_back([one = std::move(one), other = std::move(other)](store::unit_of_work& work) {
      one(work);
      other(work);
    });
  }
  arrival kudos_of(version const& one) const {
    auto said = says(ledger::kudos_source::message(where_), one.revision, {});
    if (one.gives) said.gives.push_back(to("bob"));
    return [said](store::unit_of_work& work) { ledger::kudos_ledger(work).settle(said); };
  }
  arrival win_of(version const& one) const {
    ledger::win_statement said(ledger::win_source(where_), "ann", one.revision, at(0), today);
    said.text = one.win;
    return [said](store::unit_of_work& work) { ledger::win_ledger(work).settle(said); };
  }

  chat::message_ref where_;
  std::vector<version> versions_;
  bool deleted_ = false;
};

std::map<std::string, lines> wins_by_workspace(store::reader& from) {
  std::map<std::string, lines> found;
  ledger::for_each_win(from, [&](ledger::win_view const& one) {
    found[one.where.workspace].push_back(one.where.id + " " + one.text);
    return true;
  });
  for (auto& [workspace, some] : found)
    std::sort(some.begin(), some.end());
  return found;
}

}  // namespace

TEST_CASE("random histories in random orders, delivered twice, all give the wins of the newest versions") {
  scratch here;
  opened with(here.file());
  std::mt19937 dice(20261123);
  std::map<std::string, lines> expected;
  std::int64_t kudos = 0;
  for (auto trial = 0; trial < 200; ++trial) {
    auto const workspace = "T" + std::to_string(trial);
    std::vector<message_history> messages;
    for (auto const* ts : {"1.1", "2.2", "3.3"})
      messages.emplace_back(chat::message_ref(workspace, "C1", ts), dice);
    std::vector<arrival> deliveries;
    for (auto const& one : messages) {
      one.add_deliveries(deliveries, dice);
      if (!one.win().empty()) expected[workspace].push_back(one.where().id + " " + one.win());
      if (one.gives()) ++kudos;
    }
    std::shuffle(deliveries.begin(), deliveries.end(), dice);
    auto unit = [&deliveries](store::unit_of_work& work) {
      for (auto const& deliver : deliveries)
        deliver(work);
    };
    REQUIRE(with.write(std::move(unit)));
  }

  CHECK(expected.size() > 150);
  CHECK(with.read([](store::reader& from) { return wins_by_workspace(from); }).value() == expected);
  CHECK(with.read([](store::reader& from) { return ledger::count_kudos(from); }).value() == kudos);
  CHECK(adds_up(with));
}

TEST_CASE("every order of a post, two edits and a deletion ends the same") {
  auto const where = message_at("1.1");
  auto const version_of = [&](std::string text, base::time_point revision) {
    ledger::win_statement said(ledger::win_source(where), "ann", revision, at(0), today);
    said.text = std::move(text);
    return
        [said, kudos = says(ledger::kudos_source::message(where), revision, {})](store::unit_of_work& work) {
          if (kudos.revision != as_posted) ledger::kudos_ledger(work).settle(kudos);
          ledger::win_ledger(work).settle(said);
        };
  };
  // What the edits say, and what stands if nothing is deleted.
  struct edited {
    char const* first;
    char const* second;
    lines stands;
  };
  for (auto const& edits : {edited{"", "", {}}, edited{"better", "", {}}, edited{"", "best", {"1.1 best"}},
                            edited{"better", "best", {"1.1 best"}}}) {
    for (auto const deleted : {false, true}) {
      std::vector<arrival> all{version_of("good", as_posted), version_of(edits.first, at(10)),
                               version_of(edits.second, at(20))};
      if (deleted)
        all.emplace_back(
            [&](store::unit_of_work& work) { ledger::win_ledger(work).retract_message(where, at(30)); });
      auto const expected = deleted ? lines() : edits.stands;
      std::string turns("0123", all.size());
      scratch here;
      opened with(here.file());
      do {
        CAPTURE(edits.first);
        CAPTURE(edits.second);
        CAPTURE(turns);
        auto unit = [&](store::unit_of_work& work) -> result<> {
          for (auto times = 0; times < 2; ++times) {
            for (auto const turn : turns)
              all[static_cast<std::size_t>(turn - '0')](work);
            auto const found = ledger::win_ledger(work).find(where);
            CHECK((found ? lines{"1.1 " + found->text} : lines()) == expected);
          }
          return error(errc::cancelled, "the next order begins from nothing");
        };
        CHECK_FALSE(with.write(std::move(unit)));
      } while (std::next_permutation(turns.begin(), turns.end()));
    }
  }
}

TEST_CASE("cheers are the same in whichever order reactions become known") {
  scratch here;
  opened with(here.file());
  std::mt19937 dice(7);
  auto const where = message_at("1.1");
  auto const stated = [&](store::unit_of_work& work) {
    ledger::win_statement said(ledger::win_source(where), "ann", as_posted, at(0), today);
    said.text = "shipped it";
    return ledger::win_ledger(work).settle(said).added.has_value();
  };
  REQUIRE(with.write(stated).value());
  // Bob ends with one of two on, Cem with none, Dee with both; Ann's own don't count.
  struct reaction {
    char const* who;
    char const* emoji;
    bool on;
    int when;
  };
  std::vector<reaction> all{{"bob", "tada", true, 1},  {"bob", "tada", false, 4}, {"bob", "clap", true, 2},
                            {"cem", "tada", true, 1},  {"cem", "tada", false, 2}, {"cem", "tada", true, 3},
                            {"cem", "tada", false, 9}, {"dee", "tada", true, 5},  {"dee", "clap", true, 5},
                            {"ann", "tada", true, 1}};
  for (auto trial = 0; trial < 100; ++trial) {
    std::shuffle(all.begin(), all.end(), dice);
    auto cheers = -1;
    auto unit = [&](store::unit_of_work& work) -> result<> {
      for (auto times = 0; times < 2; ++times) {
        for (auto const& one : all)
          cheers = ledger::win_ledger(work).cheer(where, one.who, one.emoji, one.on, at(one.when))->cheers;
      }
      return error(errc::cancelled, "the next order begins from nothing");
    };
    CHECK_FALSE(with.write(std::move(unit)));
    CHECK(cheers == 2);
  }
}
