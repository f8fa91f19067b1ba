// In which order the past is read after a gap.
#include "app/history/catch_up_fsm.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

using namespace huzzah;
using namespace std::chrono_literals;

namespace {

using names = std::vector<std::string>;

base::time_point const gap{std::chrono::sys_days{std::chrono::year{2026} / 11 / 20} + 12h};

std::string in_words(history::catch_up_job const& job) {
  auto const part = job.part == history::look::gap   ? " gap"
                    : job.part == history::look::day ? " day"
                                                     : " all";
  return job.channel + part;
}

/// The machine, with channels in it.
class bench {
 public:
  bench() { fsm.begin(gap); }

  void add(std::string const& channel, base::duration silent = 10h, base::duration unsettled = 0s) {
    fsm.add(channel, gap - unsettled, gap - silent);
    fsm.listed(channel, channel.starts_with('D'));
  }
  /// What comes in that lane, each read as soon as it comes.
  names all(history::lane of) {
    names seen;
    while (auto const job = fsm.next(of, now)) {
      seen.push_back(in_words(*job));
      fsm.done(*job);
    }
    return seen;
  }

  history::catch_up_fsm fsm;
  base::duration now{1h};
};

/// Two readers at the platform's pace: a call every 1.25 s and ten at once, half of that behind, and then
/// only when no turn is owed. Each part of a channel takes one call.
class readers {
 public:
  explicit readers(bench& with) : b(with) {}

  /// Reads until there is nothing more, or that much time has passed.
  void read_for(base::duration length) {
    auto const end = b.now + length;
    while (b.now < end) {
      auto const ahead = turn(1250ms, 10);
      auto const behind = turn(2500ms, 1);
      if (b.now >= ahead && take(history::lane::ahead, 1250ms)) continue;
      if (b.now >= behind && take(history::lane::behind, 2500ms)) continue;
      if (b.fsm.is_complete()) return;
      b.now += 50ms;
    }
  }

  std::map<std::string, base::duration> read_at;  ///< the last look at each channel's gap
  std::map<std::string, base::duration> day_at;   ///< when nothing was left of it

 private:
  base::duration turn(base::duration interval, int burst) const {
    return std::max(paid_until, b.now) + interval - interval * burst;
  }
  bool take(history::lane of, base::duration interval) {
    auto const job = b.fsm.next(of, b.now);
    if (!job) return false;
    paid_until = std::max(paid_until, b.now) + interval;
    (job->part == history::look::day ? day_at : read_at)[job->channel] = b.now;
    if (job->part == history::look::all) day_at[job->channel] = b.now;
    b.fsm.done(*job);
    return true;
  }

  bench& b;
  base::duration paid_until{0};
};

}  // namespace

TEST_CASE("of 2,000 channels those where people talk are read within 90 s, and all others within two hours") {
  bench b;
  readers slack(b);
  auto const began = b.now;
  for (auto i = 0; i < 2'000; ++i)
    b.add("C" + std::to_string(i), i % 40 == 0 ? 5min : 10h);
  for (auto i = 0; i < 500; ++i)
    b.add("D" + std::to_string(i));
  b.fsm.all_listed();
  slack.read_for(20s);
  CHECK_FALSE(b.fsm.is_ready());
  // A digest is due in a quiet channel.
  CHECK(b.fsm.ritual_waits("C17"));
  while (!b.fsm.is_ready())
    slack.read_for(1s);
  CHECK(b.now - began <= 90s);
  CHECK(slack.read_at.contains("C17"));
  for (auto i = 0; i < 2'000; i += 40)
    CHECK(slack.read_at.at("C" + std::to_string(i)) - began <= 90s);
  // Another one, while the background goes on.
  slack.read_for(10min);
  CHECK(b.fsm.ritual_waits("C1999"));
  auto const due = b.now;
  slack.read_for(10s);
  CHECK(slack.read_at.at("C1999") - due <= 5s);
  slack.read_for(24h);
  CHECK(b.fsm.is_complete());
  for (auto i = 0; i < 2'000; ++i)
    CHECK(slack.day_at.at("C" + std::to_string(i)) - began <= 2h);
  CHECK(slack.day_at.size() == 2'500);
}

TEST_CASE("ahead go talk of the last hour, what rituals wait for, and where somebody expects an answer") {
  bench b;
  b.add("C-quiet");
  b.add("C-talk", 30min);
  b.add("C-more-talk", 1min);
  b.add("D-talk", 45min);
  b.add("C-ritual");
  b.add("D-asked");
  b.add("D-quiet");
  b.fsm.all_listed();
  CHECK(b.fsm.person_waits("D-asked"));
  CHECK(b.fsm.ritual_waits("C-ritual"));
  CHECK(b.all(history::lane::ahead) ==
        names{"C-more-talk gap", "C-talk gap", "D-talk gap", "C-ritual gap", "D-asked gap"});
  // Then the rest, the days before those gaps, and the other direct channels.
  CHECK(b.all(history::lane::behind) == names{"C-quiet all", "C-more-talk day", "C-talk day", "D-talk day",
                                              "C-ritual day", "D-asked day", "D-quiet all"});
  CHECK(b.fsm.is_complete());
}

TEST_CASE("of the rest, what has waited longest comes first, so that no gap keeps any waiting for ever") {
  bench b;
  b.add("C1", 5h, 0s);
  b.add("C2", 5h, 3h);
  b.add("C3", 4h, 0s);
  b.add("D1", 5h, 0s);
  b.add("D2", 5h, 1h);
  b.fsm.all_listed();
  CHECK(b.all(history::lane::behind) == names{"C2 all", "C3 all", "C1 all", "D2 all", "D1 all"});
}

TEST_CASE("it is ready when talk and rituals are read, whatever else is to be read") {
  bench b;
  b.add("C-talk", 1min);
  b.add("C-ritual");
  b.add("C-quiet");
  b.add("D-asked");
  b.fsm.ritual_waits("C-ritual");
  b.fsm.person_waits("D-asked");
  b.fsm.all_listed();
  for (auto const* const expected : {"C-talk gap", "C-ritual gap"}) {
    CHECK_FALSE(b.fsm.is_ready());
    auto const job = b.fsm.next(history::lane::ahead, b.now);
    REQUIRE(job);
    CHECK(in_words(*job) == expected);
    b.fsm.done(*job);
  }
  CHECK(b.fsm.is_ready());
  // It stays so, also when a ritual asks for one more.
  CHECK(b.fsm.ritual_waits("C-quiet"));
  CHECK(b.fsm.is_ready());
  CHECK(b.fsm.channels() == 4);
  b.fsm.begin(gap + 1h);
  CHECK_FALSE(b.fsm.is_ready());
}

TEST_CASE("reading begins with the first page of the list, and readiness waits for the last one") {
  bench b;
  b.fsm.add("C1", gap, gap - 1min);
  b.fsm.add("C2", gap, gap - 2min);
  b.fsm.add("C-left", gap, gap - 3min);
  CHECK_FALSE(b.fsm.next(history::lane::ahead, b.now));
  b.fsm.listed("C2", false);
  CHECK(b.all(history::lane::ahead) == names{"C2 gap"});
  CHECK_FALSE(b.fsm.is_ready());
  CHECK(b.fsm.is_missing("C-new"));
  b.fsm.listed("C1", false);
  b.fsm.all_listed();
  CHECK_FALSE(b.fsm.is_ready());
  CHECK(b.all(history::lane::ahead) == names{"C1 gap"});
  CHECK(b.fsm.is_ready());
  CHECK_FALSE(b.fsm.is_missing("C-new"));
}

TEST_CASE("a ritual waits for its own channel alone, and is told when that is read") {
  bench b;
  b.add("C1");
  b.add("C2");
  b.fsm.all_listed();
  CHECK(b.fsm.is_missing("C1"));
  CHECK(b.fsm.ritual_waits("C1"));
  CHECK_FALSE(b.fsm.ritual_waits("C1"));  // that is known
  auto const job = b.fsm.next(history::lane::ahead, b.now);
  REQUIRE(job);
  CHECK(b.fsm.done(*job));
  CHECK_FALSE(b.fsm.is_missing("C1"));
  CHECK(b.fsm.is_missing("C2"));
  CHECK_FALSE(b.fsm.ritual_waits("C1"));
}

TEST_CASE("what is being read in the background does not keep waiting who needs it now") {
  bench b;
  b.add("C1");
  b.fsm.all_listed();
  auto const slow = b.fsm.next(history::lane::behind, b.now);
  REQUIRE(slow);
  CHECK_FALSE(b.fsm.next(history::lane::behind, b.now));
  CHECK(b.fsm.ritual_waits("C1"));
  CHECK(b.all(history::lane::ahead) == names{"C1 gap"});
  CHECK_FALSE(b.fsm.is_missing("C1"));
  CHECK_FALSE(b.fsm.is_complete());
  b.fsm.done(*slow);
  CHECK(b.fsm.is_complete());
  CHECK_FALSE(b.fsm.next(history::lane::behind, b.now));
}

TEST_CASE("what fails is tried again after a minute, and keeps no other waiting") {
  bench b;
  b.add("C1", 1min);
  b.add("C2", 2min);
  b.fsm.all_listed();
  auto const first = b.fsm.next(history::lane::ahead, b.now);
  REQUIRE(first);
  b.fsm.failed(*first, b.now);
  CHECK(b.all(history::lane::ahead) == names{"C2 gap"});
  CHECK(b.all(history::lane::behind) == names{"C2 day"});
  CHECK_FALSE(b.fsm.is_ready());
  REQUIRE(b.fsm.wake_at(b.now));
  CHECK(*b.fsm.wake_at(b.now) == b.now + 1min);
  b.now += 1min;
  CHECK_FALSE(b.fsm.wake_at(b.now));
  CHECK(b.all(history::lane::ahead) == names{"C1 gap"});
  CHECK(b.fsm.is_ready());
}

TEST_CASE("ten thousand who were asked in private keep nobody from being ready") {
  bench b;
  for (auto i = 0; i < 100; ++i) {
    b.add("D" + std::to_string(i));
    b.fsm.ritual_waits("D" + std::to_string(i));
  }
  b.fsm.all_listed();
  CHECK(b.fsm.is_ready());
  CHECK(b.all(history::lane::ahead).size() == 100);
}
