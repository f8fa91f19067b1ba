// One event is one unit of work, whatever one of the features does about it.
#include "app/ledger/erasing.hpp"
#include "app/ledger/win_views.hpp"
#include "app/left_out.hpp"
#include "app/people/people.hpp"
#include "features/wins/feature.hpp"
#include "store/connection.hpp"
#include "support/nobody_asks.hpp"
#include "support/scene.hpp"

#include <doctest/doctest.h>

#include <new>
#include <stdexcept>

using namespace huzzah;
using test::scene;

namespace {

enum class fault { none, looking, preparing, throwing, breaking_a_rule, of_the_machine };

/// Goes wrong at one point of every event.
class faulty final : public app::feature {
 public:
  explicit faulty(app::context const&, fault at) : at_(at) {}

  std::string name() const override { return "faulty"; }
  bool wants(chat::event const&) const override {
    if (at_ == fault::looking) throw std::runtime_error("looking");
    return true;
  }
  awaitable<result<app::plan>> prepare(chat::event const&) override {
    if (at_ == fault::preparing) throw std::runtime_error("preparing");
    if (at_ == fault::of_the_machine) throw std::bad_alloc();
    co_return app::plan([this](store::unit_of_work& work) {
      store::connection& on = work;
      on.run("INSERT INTO setting (workspace, person, name, value) VALUES ('T1', 'U9', 'faulty', '')");
      if (at_ == fault::throwing) throw std::runtime_error("applying");
      if (at_ == fault::breaking_a_rule)
        on.run("INSERT INTO setting (workspace, person, name, value) VALUES ('T1', 'U9', 'faulty', '')");
    });
  }

 private:
  fault at_;
};

std::int64_t rows_of_faulty(scene& s) {
  return s.read([](store::reader& from) {
    store::connection& on = from;
    auto rows = on.select("SELECT count(*) FROM setting WHERE name = 'faulty'");
    rows.next();
    return rows.integer(0);
  });
}

/// A house that notes wins, too.
class house_of_wins : public scene {
 public:
  house_of_wins() { add<wins::feature>(wins::options({}, nobody)); }

  std::uint64_t units() const { return store->stats().units; }
  /// How many units of work follow from an event.
  std::uint64_t units_of(chat::event const& happened) {
    auto const before = units();
    REQUIRE(test::run(io, handle(happened, features())));
    return units() - before;
  }

  std::size_t wins() {
    return read([](store::reader& from) { return ledger::wins_of(from, "T1", "U1", 100).size(); });
  }

  test::nobody_asks nobody;
};

}  // namespace

TEST_CASE("a feature that fails is left out of the unit, and the kudos of the event is recorded once") {
  for (auto const at : {fault::looking, fault::preparing, fault::throwing, fault::breaking_a_rule}) {
    CAPTURE(static_cast<int>(at));
    for (auto const comes_first : {false, true}) {
      scene s;
      s.add<faulty>(at);
      if (comes_first) std::swap(s.every_feature[0], s.every_feature[1]);
      REQUIRE(s.tell(s.posted("U1", "<@U2> ++ for the build", "10.1")));
      REQUIRE(s.tell(s.posted("U1", "<@U2> ++ for the build", "10.1")));
      CHECK(s.records().size() == 1);
      CHECK(s.received("U2") == 1);
      CHECK(rows_of_faulty(s) == 0);
      // It is kept, once, so that it can be put right.
      auto const kept = s.read([](store::reader& from) { return app::left_out(from); });
      REQUIRE(kept.size() == 1);
      CHECK(kept[0].starts_with("faulty left out its part of message 10.1 in C1 at 2026-11-18T09:00:00"));
      CHECK(kept[0].find("the build") == std::string::npos);
    }
  }
}

TEST_CASE("a feature that does not fail is committed with the others in one unit") {
  scene s;
  s.add<faulty>(fault::none);
  auto const before = s.store->stats().units;
  REQUIRE(test::run(s.io, s.handle(s.posted("U1", "<@U2> ++ for the build", "10.1"), s.features())));
  CHECK(s.store->stats().units - before == 1);
  CHECK(rows_of_faulty(s) == 1);
  CHECK(s.received("U2") == 1);
}

TEST_CASE("a message that is a kudos and a win is one unit of work") {
  house_of_wins s;
  CHECK(s.units_of(s.posted("U1", "Win: the build is green, <@U2> ++ for it", "10.1")) == 1);
  CHECK(s.received("U2") == 1);
  CHECK(s.wins() == 1);
}

TEST_CASE("an edit that takes a win back holds against the message itself, if that comes late") {
  house_of_wins s;
  auto const win = s.posted("U1", "Win: the build is green", "10.1");
  auto edit = s.edited(win, "nothing");
  edit.was = win.text;
  REQUIRE(s.tell(edit));
  REQUIRE(s.tell(win));
  CHECK(s.wins() == 0);
}

TEST_CASE("an edit takes back what an emoji gave that gives nothing today") {
  house_of_wins s;
  auto const thanks = s.posted("U1", "<@U2> ++ for the build", "10.1");
  REQUIRE(s.tell(thanks));
  auto edit = s.edited(thanks, "nothing");
  edit.was = chat::from_markup("<@U2> :taco: for the build");
  REQUIRE(s.tell(edit));
  CHECK(s.received("U2") == 0);
}

TEST_CASE("what the machine fails at is no fault of a feature: the event comes again") {
  scene s;
  s.add<faulty>(fault::of_the_machine);
  CHECK_THROWS_AS(s.tell(s.posted("U1", "<@U2> ++ for the build", "10.1")), std::bad_alloc);
  CHECK(s.records().empty());
}

TEST_CASE("an edit of ordinary talk commits nothing") {
  house_of_wins s;
  auto edit = s.edited(s.posted("U1", "hello", "10.1"), "hallo");
  edit.was = chat::from_markup("hello");
  CHECK(s.units_of(edit) == 0);
  edit.thread = "9.1";
  CHECK(s.units_of(edit) == 0);
  SUBCASE("one whose earlier words are not known may take something back") {
    edit.was.reset();
    CHECK(s.units_of(edit) == 1);
  }
  SUBCASE("one of a kudos does") {
    auto const thanks = s.posted("U1", "<@U2> ++ for the build", "10.2");
    REQUIRE(s.tell(thanks));
    auto silenced = s.edited(thanks, "nothing");
    silenced.was = thanks.text;
    REQUIRE(s.tell(silenced));
    CHECK(s.received("U2") == 0);
  }
  SUBCASE("one of a win does") {
    auto const win = s.posted("U1", "Win: the build is green", "10.3");
    REQUIRE(s.tell(win));
    auto silenced = s.edited(win, "nothing");
    silenced.was = win.text;
    REQUIRE(s.tell(silenced));
    CHECK(s.wins() == 0);
  }
}

namespace {

/// Says to people's face what it has read of them, and a person is erased while it thinks.
class slow_reader final : public app::feature {
 public:
  explicit slow_reader(app::context const& with) : with_(with) {}

  std::string name() const override { return "slow"; }
  bool wants(chat::event const&) const override { return true; }
  awaitable<result<app::plan>> prepare(chat::event const&) override {
    auto query = [](store::reader& from) { return people::people(from).name_of("T1", "U2"); };
    auto const name = co_await with_.store.read(std::move(query));
    if (prepared++ == 0) {
      auto unit = [now = with_.clock.now()](store::unit_of_work& work) {
        ledger::begin_erasing(work, "U2", now);
      };
      co_await with_.store.write(std::move(unit));
    }
    co_return app::plan([name = *name](store::unit_of_work& work) {
      people::people(work).set_setting("T1", "", "said", name);
    });
  }

  int prepared = 0;

 private:
  app::context with_;
};

}  // namespace

TEST_CASE("what was prepared before a person was erased is prepared again") {
  scene s;
  REQUIRE(s.tell(s.posted("U1", "<@U2> ++ for the tea", "1.1")));
  auto& slow = s.add<slow_reader>();
  REQUIRE(s.tell(slow, s.posted("U1", "hello", "1.2")));
  CHECK(slow.prepared == 2);
  s.write([](store::unit_of_work& work) {
    CHECK(people::people(work).setting("T1", "", "said") == "");
    return true;
  });
}
