// Commits units of work, those that wait together at once.
#pragma once

#include "base/clock.hpp"
#include "base/histogram.hpp"
#include "store/database.hpp"
#include "store/jobs.hpp"
#include "store/store.hpp"
#include "store/unit_of_work.hpp"

#include <atomic>
#include <cstddef>
#include <functional>
#include <optional>
#include <span>

namespace huzzah::store {

/// The one that writes. On one thread at a time, but for stats().
class writer {
 public:
  using job = detail::job<unit_of_work>;

  explicit writer(writable_database opened);

  /// Runs the units in order, each undone separately if it fails, and commits what remains once. Afterwards
  /// every job has its outcome; none has succeeded unless it is on the disk.
  void commit(std::span<job* const> units);

  writer_stats stats() const;
  commit_histograms commits() const;

 private:
  /// Begins a transaction and runs the units in it; how many succeeded. Nothing, and nothing is done, when
  /// one failed that has changed something. A savepoint for each would spare that, but costs a copy of every
  /// page that a unit touches: a fifth of all that a kudos costs.
  std::optional<std::size_t> run_together(std::span<job* const> units);
  /// The same with a savepoint for each, so that only those that fail are undone.
  std::size_t run_apart(std::span<job* const> units);
  /// False if it failed, and has its outcome.
  bool run(job& unit);
  void roll_back() noexcept;
  void run_after_commit(std::function<void(connection&)> const& action);

  /// Only for how long the disk takes, whatever time it is to everybody else.
  base::system_clock const machine_;
  writable_database opened_;
  unit_of_work work_;
  std::atomic<std::uint64_t> commits_ = 0;
  std::atomic<std::uint64_t> units_ = 0;
  std::atomic<std::uint64_t> failed_units_ = 0;
  std::atomic<std::uint64_t> announcements_ = 0;
  std::atomic<std::uint64_t> erasures_ = 0;
  std::atomic<std::uint64_t> largest_batch_ = 0;
  std::atomic<std::uint64_t> failed_commits_ = 0;
  base::histogram batches_;
  base::histogram seconds_;
};

}  // namespace huzzah::store
