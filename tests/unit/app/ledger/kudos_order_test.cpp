// Whatever the order in which a chat's history becomes known, and however often, the ledger is the same.
#include "app/ledger/checks.hpp"
#include "app/ledger/kudos.hpp"
#include "app/ledger/kudos_records.hpp"
#include "store/reader.hpp"
#include "support/ledger.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <random>
#include <set>

using namespace huzzah;
using namespace huzzah::ledger_test;

namespace {

/// What happened in one workspace: all versions of all sources, and which messages were deleted.
class past {
 public:
  past(std::string workspace, std::mt19937& dice) : workspace_(std::move(workspace)) {
    for (auto const* ts : {"1.1", "2.2", "3.3"}) {
      auto const where = chat::message_ref(workspace_, "C1", ts);
      add_versions(ledger::kudos_source::message(where), "ann", 1 + roll(dice, 4), dice);
      add_versions(ledger::kudos_source::reaction(where, "dee", "trophy"), "dee", roll(dice, 4), dice);
      if (roll(dice, 3) == 0) deleted_.push_back(where);
    }
    add_versions(ledger::kudos_source::command(workspace_, "C1", "trigger"), "ann", 1, dice);
  }

  /// Everything that happened, some of it twice, in some order.
  std::vector<std::function<void(store::unit_of_work&)>> deliveries(std::mt19937& dice) const {
    std::vector<std::function<void(store::unit_of_work&)>> all;
    for (auto times = 0; times < 2; ++times) {
      for (auto const& one : statements_) {
        all.emplace_back([&one](store::unit_of_work& work) { ledger::kudos_ledger(work).settle(one); });
      }
      for (auto const& one : deleted_) {
        all.emplace_back(
            [&one](store::unit_of_work& work) { ledger::kudos_ledger(work).retract_message(one, at(500)); });
      }
    }
    std::shuffle(all.begin(), all.end(), dice);
    return all;
  }

  /// What the ledger must then hold: the newest version of each source whose message is still there.
  std::multiset<std::string> outcome() const {
    std::map<std::string, ledger::kudos_statement const*> newest;
    for (auto const& one : statements_) {
      auto const& where = one.said.where;
      if (std::find(deleted_.begin(), deleted_.end(), where) != deleted_.end()) continue;
      auto& known = newest[where.id + "/" + one.said.actor + "/" + one.said.mark];
      if (known == nullptr || known->revision < one.revision) known = &one;
    }
    std::multiset<std::string> lines;
    for (auto const& [key, one] : newest) {
      for (auto const& given : one->gives) {
        auto line = one->said.where.id + " " + one->giver + ">" + given.receiver + " " +
                    std::to_string(given.amount) + " " + given.reason;
        for (auto const& value : given.values)
          line += " #" + value;
        lines.insert(std::move(line));
      }
    }
    return lines;
  }

  std::string const& workspace() const { return workspace_; }

 private:
  static int roll(std::mt19937& dice, int sides) {
    return static_cast<int>(dice() % static_cast<unsigned>(sides));
  }

  void add_versions(ledger::kudos_source const& said, std::string const& giver, int count,
                    std::mt19937& dice) {
    for (auto version = 0; version < count; ++version) {
      std::vector<ledger::candidate> gives;
      for (auto const* receiver : {"bob", "cem", "eve"}) {
        if (roll(dice, 2) == 0) continue;
        auto values = roll(dice, 2) == 0 ? std::vector<std::string>{} : std::vector<std::string>{"craft"};
        gives.push_back(to(receiver, 1 + roll(dice, 3), "reason " + std::to_string(roll(dice, 3)), values));
      }
      auto const revision = version == 0 ? as_posted : at(version);
      statements_.emplace_back(said, giver, revision, at(0), today, std::move(gives));
    }
  }

  std::string workspace_;
  std::vector<ledger::kudos_statement> statements_;
  std::vector<chat::message_ref> deleted_;
};

std::map<std::string, std::multiset<std::string>> kudos_by_workspace(store::reader& from) {
  std::map<std::string, std::multiset<std::string>> lines;
  ledger::for_each_recognition(from, [&](ledger::recognition_record const& one) {
    if (one.retracted_at) return true;
    auto const& where = one.where.where;
    auto line =
        where.id + " " + one.giver + ">" + one.receiver + " " + std::to_string(one.amount) + " " + one.reason;
    for (auto const& value : one.values)
      line += " #" + value;
    lines[where.workspace].insert(std::move(line));
    return true;
  });
  return lines;
}

}  // namespace

TEST_CASE("random histories in random orders, delivered twice, all give the ledger of the newest versions") {
  scratch here;
  opened with(here.file());
  std::mt19937 dice(20261121);
  std::map<std::string, std::multiset<std::string>> expected;
  for (auto trial = 0; trial < 200; ++trial) {
    auto const happened = past("T" + std::to_string(trial), dice);
    auto unit = [deliveries = happened.deliveries(dice)](store::unit_of_work& work) {
      for (auto const& deliver : deliveries)
        deliver(work);
    };
    REQUIRE(with.write(std::move(unit)));
    if (auto lines = happened.outcome(); !lines.empty()) expected[happened.workspace()] = std::move(lines);
  }

  CHECK(expected.size() > 150);
  CHECK(with.read([](store::reader& from) { return kudos_by_workspace(from); }).value() == expected);
  CHECK(with.read([](store::reader& from) { return ledger::wrong_tallies(from); }).value().empty());
  CHECK(with.read([](store::reader& from) { return store::wrong_pages(from); }).value().empty());
}
