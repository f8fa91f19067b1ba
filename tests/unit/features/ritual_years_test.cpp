// Two years of stand-ups and digests in zones that turn their clocks and one that skipped a day, with
// restarts at any moment. What is due when is worked out here by the time zone database alone.
#include "app/delivery/outbox.hpp"
#include "app/ledger/wins.hpp"
#include "app/schedule/runner.hpp"
#include "features/digests/feature.hpp"
#include "features/standups/feature.hpp"
#include "features/standups/rounds.hpp"
#include "support/quick_folder.hpp"
#include "support/scene.hpp"
#include "support/virtual_clock.hpp"

#include <date/tz.h>
#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <functional>
#include <map>
#include <random>
#include <set>

using namespace huzzah;
using namespace std::chrono_literals;

namespace {

using seconds = std::chrono::sys_seconds;

/// When a wall clock shows that time of day first, or the first moment after a gap that has it.
seconds instant(std::string const& zone, date::local_days day, std::chrono::minutes time) {
  auto const info = date::locate_zone(zone)->get_info(day + time);
  if (info.result == date::local_info::nonexistent) return seconds(info.second.begin.time_since_epoch());
  return seconds((day + time).time_since_epoch() - info.first.offset);
}

/// What the operator has chosen.
class choices {
 public:
  standups::options standups;
  digests::options digests;
};

/// What there was to see: which message, first posted when.
class sighting {
 public:
  std::string key;
  seconds at;
};

class years {
 public:
  years(choices options, seconds from, unsigned seed)
      : clock(from),
        store(store::store::open(folder.path / "huzzah.db", io.get_executor()).value()),
        random(seed),
        options_(std::move(options)) {
    restart();
  }
  ~years() { test::run(io, store->close()); }

  /// New objects on the same database, as a start of the program makes them.
  void restart() {
    standups.reset();
    digests.reset();
    app::context const with(*store, workspace, clock, readers_);
    standups = std::make_unique<standups::feature>(with, options_.standups);
    auto all = options_.digests;
    all.workdays = [this] { return standups->house_days(); };
    digests = std::make_unique<digests::feature>(with, std::move(all));
  }

  /// Lives until then; `at_random` happens now and then, at any moment.
  void live_until(seconds until, std::function<void()> const& at_random) {
    auto chance = next_chance();
    while (true) {
      auto next = std::min<base::time_point>(until, chance);
      next = std::min(next, test::run_due(io, *standups));
      next = std::min(next, test::run_due(io, *digests->ritual()));
      if (one_in(20)) crash_while_sending();
      deliver();
      if (clock.now() >= until) return;
      if (clock.now() >= chance) {
        at_random();
        chance = next_chance();
        continue;
      }
      clock.advance(std::max<base::duration>(next - clock.now(), 1ms));
    }
  }

  bool one_in(unsigned many) { return std::uniform_int_distribution<unsigned>(1, many)(random) == 1; }
  base::duration up_to(base::duration longest) {
    return base::duration(std::uniform_int_distribution<std::int64_t>(0, longest.count())(random));
  }
  template <class Unit>
  auto write(Unit unit) {
    return test::run(io, store->write(std::move(unit))).value();
  }

  test::quick_folder folder;
  asio::io_context io;
  test::virtual_clock clock;
  test::fake_workspace workspace;
  people::audience readers_{workspace, clock};
  std::unique_ptr<store::store> store;
  std::mt19937 random;
  std::unique_ptr<standups::feature> standups;
  std::unique_ptr<digests::feature> digests;
  std::vector<sighting> seen;

 private:
  base::time_point next_chance() { return clock.now() + up_to(std::chrono::hours{36}); }

  /// The program ends between "sending" and "sent": with the message posted, or not.
  void crash_while_sending() {
    auto const now = clock.now();
    auto const row = write([now](store::unit_of_work& work) {
      auto const due = delivery::outbox(work).due("T1", now, 1);
      if (!due.empty()) delivery::outbox(work).mark_sending(due.front().id);
      return due.empty() ? std::optional<delivery::outbox_row>() : due.front();
    });
    auto const is_post = row && (row->what.kind == delivery::outgoing_kind::post ||
                                 row->what.kind == delivery::outgoing_kind::direct);
    if (is_post && one_in(2)) {
      auto const& to = row->what.kind == delivery::outgoing_kind::post ? row->what.channel : row->what.person;
      auto const mark = row->what.key + "@" + std::to_string(row->created_at.time_since_epoch().count());
      REQUIRE(
          test::run(io, workspace.post(to, row->what.thread, chat::message_from_json(row->what.body), mark)));
    }
    restart();
  }

  void deliver() {
    auto const is_due = [this] {
      return write([now = clock.now()](store::unit_of_work& work) {
        return !delivery::outbox(work).due("T1", now, 1).empty() ||
               !delivery::outbox(work).in_doubt("T1").empty();
      });
    };
    while (is_due()) {
      delivery::courier courier(io.get_executor(), *store, workspace, clock, readers_);
      auto ended = false;
      asio::co_spawn(io, courier.run(), [&](std::exception_ptr bug) {
        ended = true;
        if (bug) std::rethrow_exception(bug);
      });
      test::run_until(io, [&] { return clock.sleepers() > 0; });
      courier.stop();
      test::run_until(io, [&] { return ended; });
    }
    for (; counted_ < workspace.posts.size(); ++counted_) {
      auto const& mark = workspace.posts[counted_].mark;
      auto& one = seen.emplace_back();
      one.key = mark.substr(0, mark.rfind('@'));
      one.at = std::chrono::floor<std::chrono::seconds>(clock.now());
      auto const asked = one.key.find(":ask:");
      if (asked != std::string::npos) answer_last(one.key.substr(asked + 5));
    }
  }

  /// Who is asked privately answers the question of the time before: who never answers is asked less often.
  void answer_last(std::string const& person) {
    write([&, now = clock.now()](store::unit_of_work& work) {
      for (auto const& round : standups::rounds(work).last_rounds("T1", "york", 3)) {
        if (!round.closed_at || ledger::win_ledger(work).has_answered(round.id, "T1", person)) continue;
        auto const id = person + std::to_string(now.time_since_epoch().count());
        ledger::win_statement said(ledger::win_source(chat::message_ref("T1", round.channel, id)), person,
                                   now, now, round.date);
        said.text = "something small";
        said.round = round.id;
        ledger::win_ledger(work).settle(said);
        return;
      }
    });
  }

  choices options_;
  std::size_t counted_ = 0;
};

calendar::time_zone zone(std::string const& name) {
  return calendar::time_zone::find(name).value();
}

standups::settings standup_in(std::string const& zone_name, std::string name, int prompt, int remind,
                              int close) {
  standups::settings made;
  made.name = std::move(name);
  made.channel = "C1";
  made.zone = zone(zone_name);
  made.on.days = calendar::parse_weekdays("every day").value();
  made.prompt_at = std::chrono::minutes{prompt};
  made.remind_at = std::chrono::minutes{remind};
  made.close_at = std::chrono::minutes{close};
  return made;
}

digests::settings digest_in(std::string const& zone_name, std::string name, std::chrono::weekday day,
                            int at) {
  digests::settings made;
  made.name = std::move(name);
  made.channel = "C2";
  made.zone = zone(zone_name);
  made.day = day;
  made.at = std::chrono::minutes{at};
  made.picture = false;
  return made;
}

std::string dated(std::string const& ritual, date::local_days day) {
  return ritual + "@" + date::format("%F", day);
}

constexpr auto longest_outage = 4min;

}  // namespace

TEST_CASE("in two years with restarts at any moment everything happens once, at its local time") {
  auto const chosen = std::getenv("HUZZAH_SEED");
  auto const seed =
      chosen != nullptr ? static_cast<unsigned>(std::strtoul(chosen, nullptr, 10)) : std::random_device{}();
  MESSAGE("HUZZAH_SEED=" << seed << " repeats this run");

  // Times that the clocks of these places skip or repeat; Samoa had no 30 December in 2011, a
  // Friday, whose digest comes with the first moment of the day after.
  choices options;
  options.standups.packs["general"].questions = {"What went well?", "What got better?", "Who helped?"};
  options.standups.configured = {standup_in("Europe/Berlin", "berlin", 150, 165, 960),
                                 standup_in("America/New_York", "york", 570, 840, 960),
                                 standup_in("Australia/Lord_Howe", "howe", 105, 120, 135)};
  options.standups.configured[1].mode = standups::standup_mode::dm;
  options.standups.configured[1].on.days = calendar::weekdays::working_week();
  options.standups.configured[1].members = {"U1", "U3"};
  options.standups.configured[2].members = {"U2"};
  options.digests.configured = {digest_in("Asia/Kolkata", "kolkata", std::chrono::Friday, 960),
                                digest_in("Pacific/Apia", "apia", std::chrono::Friday, 600)};

  auto const first = date::local_days(date::year(2011) / 3 / 1);
  auto const last = date::local_days(date::year(2013) / 3 / 1);
  years life(options, seconds((first.time_since_epoch())), seed);
  int restarts = 0;
  auto const at_random = [&] {
    if (life.one_in(2)) {
      ++restarts;
      life.clock.advance(life.up_to(longest_outage));
      life.restart();
      return;
    }
    // Somebody answers an open round, so that there are regulars to be reminded.
    auto const now = life.clock.now();
    life.write([&](store::unit_of_work& work) {
      // Not privately: who has answered before they are asked is not asked.
      auto open = standups::rounds(work).open_rounds("T1");
      std::erase_if(open, [](auto const& one) { return one.mode == standups::standup_mode::dm; });
      if (open.empty()) return;
      auto const& round = open.front();
      auto const where =
          chat::message_ref("T1", round.channel, std::to_string(now.time_since_epoch().count()));
      ledger::win_statement said(ledger::win_source(where), life.one_in(2) ? "U1" : "U2", now, now,
                                 round.date);
      said.text = "something small";
      said.round = round.id;
      ledger::win_ledger(work).settle(said);
    });
  };
  life.live_until(seconds(last.time_since_epoch()), at_random);

  std::map<std::string, std::vector<seconds>> seen;
  for (auto const& one : life.seen)
    seen[one.key].push_back(one.at);
  std::size_t expected = 0;
  int on_time = 0;
  /// Exactly once, at that instant or at the end of an outage that it fell into.
  std::set<std::string> accounted;
  auto const happened = [&](std::string const& key, seconds at) {
    ++expected;
    accounted.insert(key);
    CAPTURE(key);
    auto const& times = seen[key];
    REQUIRE(times.size() == 1);
    CHECK(times.front() >= at);
    CHECK(times.front() <= at + longest_outage);
    if (times.front() == at) ++on_time;
  };
  std::size_t reminders = 0;
  auto const may_happen = [&](std::string const& key, seconds at) {
    if (!seen.contains(key)) return;
    ++reminders;
    happened(key, at);
  };

  // The first days and the last lie at the edges of what was lived through.
  for (auto day = first + date::days(2); day < last - date::days(2); day += date::days(1)) {
    CAPTURE(date::format("%F", day));
    for (auto const& standup : options.standups.configured) {
      auto const name = standup.zone.name();
      auto const is_private = standup.mode == standups::standup_mode::dm;
      auto const weekday = date::weekday(day).c_encoding();
      if (is_private && (weekday == 0 || weekday == 6)) continue;
      auto const key = dated("standup:T1:" + standup.name, day);
      if (is_private) {
        happened(key + ":ask:U1", instant("Europe/London", day, standup.prompt_at));
        happened(key + ":ask:U3", instant("Europe/Rome", day, standup.prompt_at));
      } else {
        happened(key + ":prompt", instant(name, day, standup.prompt_at));
      }
      for (std::string const person : {"U1", "U2", "U3", "U4"})
        may_happen(key + ":prompt:remind:" + person, instant(name, day, *standup.remind_at));
      happened(key + ":summary", instant(name, day, standup.close_at));
    }
    for (auto const& digest : options.digests.configured)
      if (date::weekday(day) == date::Friday)
        happened(dated("digest:T1:" + digest.name, day), instant(digest.zone.name(), day, digest.at));
  }
  CHECK(restarts > 100);
  CHECK(reminders > 500);
  CHECK(on_time > static_cast<int>(expected) * 9 / 10);

  // And nothing else was said on those days.
  std::set<std::string> edges;
  for (auto const day : {first - date::days(1), first, first + date::days(1), last - date::days(2),
                         last - date::days(1), last, last + date::days(1)})
    edges.insert(date::format("%F", day));
  std::vector<std::string> others;
  for (auto const& [key, times] : seen)
    if (!accounted.contains(key) && !edges.contains(key.substr(key.find('@') + 1, 10))) others.push_back(key);
  CHECK(others == std::vector<std::string>());
}
