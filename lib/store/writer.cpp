#include "store/writer.hpp"

#include "base/failpoint.hpp"
#include "store/connection.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <exception>
#include <utility>

namespace huzzah::store {

namespace {

constexpr std::array units_in_a_commit{1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0, 1'024.0, 4'096.0};
constexpr std::array seconds_of_a_commit{0.001, 0.002, 0.005, 0.01, 0.02, 0.05,
                                         0.1,   0.2,   0.5,   1.0,  2.0,  10.0};

}  // namespace

writer::writer(writable_database opened)
    : opened_(std::move(opened)),
      work_(*opened_.on),
      batches_(units_in_a_commit),
      seconds_(seconds_of_a_commit) {
  opened_.on->keep_ids();
}

void writer::commit(std::span<job* const> units) {
  auto const began = machine_.uptime();
  try {
    auto succeeded = run_together(units);
    if (!succeeded) succeeded = run_apart(units);
    base::failpoint("before commit");
    opened_.on->run("COMMIT");
    base::failpoint("after commit");
    for (auto const& action : opened_.on->take_after_commit())
      run_after_commit(action);
    ++commits_;
    batches_.add(static_cast<double>(units.size()));
    seconds_.add(std::chrono::duration<double>(machine_.uptime() - began).count());
    units_ += *succeeded;
    announcements_ = opened_.on->announced();
    erasures_ = opened_.on->erasures();
    failed_units_ += units.size() - *succeeded;
    largest_batch_ = std::max<std::uint64_t>(largest_batch_, units.size());
  } catch (storage_failure const& failure) {
    roll_back();
    for (auto* unit : units)
      unit->fail(failure.why);
    failed_units_ += units.size();
    ++failed_commits_;
  }
}

std::optional<std::size_t> writer::run_together(std::span<job* const> units) {
  auto& on = *opened_.on;
  std::size_t succeeded = 0;
  on.run("BEGIN IMMEDIATE");
  for (auto* unit : units) {
    auto const before = on.total_changes();
    if (run(*unit)) {
      ++succeeded;
    } else if (on.total_changes() != before) {
      roll_back();
      return std::nullopt;
    }
    base::failpoint("between units");
  }
  return succeeded;
}

std::size_t writer::run_apart(std::span<job* const> units) {
  auto& on = *opened_.on;
  std::size_t succeeded = 0;
  on.run("BEGIN IMMEDIATE");
  for (auto* unit : units) {
    on.run("SAVEPOINT unit");
    if (run(*unit)) {
      ++succeeded;
    } else {
      on.run("ROLLBACK TO unit");
      on.forget_ids();
    }
    on.run("RELEASE unit");
  }
  return succeeded;
}

bool writer::run(job& unit) {
  auto const waiting = opened_.on->waiting_for_commit();
  try {
    if (unit.run(work_)) return true;
  } catch (storage_failure const& failure) {
    // After some failures (a full disk, a failing one) SQLite has given up the whole transaction, and with
    // it what the units before this one did.
    if (!opened_.on->in_transaction()) throw;
    unit.fail(failure.why);
  } catch (...) {
    unit.fail(std::current_exception());
  }
  opened_.on->forget_after_commit(waiting);
  return false;
}

void writer::run_after_commit(std::function<void(connection&)> const& action) {
  try {
    action(*opened_.on);
  } catch (storage_failure const&) {
    // The commit is valid; the action can report nothing more.
  }
}

void writer::roll_back() noexcept {
  opened_.on->forget_ids();
  opened_.on->take_after_commit();
  try {
    if (opened_.on->in_transaction()) opened_.on->run("ROLLBACK");
  } catch (storage_failure const&) {
    // The next BEGIN fails and says why.
  }
}

writer_stats writer::stats() const {
  writer_stats now;
  now.commits = commits_;
  now.units = units_;
  now.announcements = announcements_;
  now.erasures = erasures_;
  now.failed_units = failed_units_;
  now.largest_batch = largest_batch_;
  now.failed_commits = failed_commits_;
  return now;
}

commit_histograms writer::commits() const {
  commit_histograms now;
  now.batches = batches_.counts();
  now.seconds = seconds_.counts();
  return now;
}

}  // namespace huzzah::store
