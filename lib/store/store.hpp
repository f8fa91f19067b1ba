// The façade that the program holds: one database, one thread that writes it, one that reads.
#pragma once

#include "base/async.hpp"
#include "base/error.hpp"
#include "base/histogram.hpp"
#include "store/feature_tables.hpp"
#include "store/jobs.hpp"
#include "store/reader.hpp"
#include "store/unit_of_work.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <utility>

namespace huzzah::store {

/// How to open a store.
class open_options {
 public:
  /// Units committed together at most; what waits beyond it is for the next commit.
  std::size_t largest_batch = 4096;
  /// The file's largest size in pages of 4,096 bytes; 0 for no bound of ours. Beyond it, storage_full.
  std::int64_t largest_size = 0;
  /// What features keep in it.
  std::span<feature_tables const> features = {};
};

/// What the writer has done so far.
class writer_stats {
 public:
  std::uint64_t commits = 0;
  std::uint64_t units = 0;  ///< that were committed
  std::uint64_t failed_units = 0;
  std::uint64_t announcements = 0;  ///< see when_announced()
  std::uint64_t erasures = 0;       ///< see connection::note_erasure()
  std::uint64_t largest_batch = 0;
  std::uint64_t failed_commits = 0;
};

/// Statistics of the commits, for metrics.
class commit_histograms {
 public:
  base::histogram_counts batches;  ///< units in each
  base::histogram_counts seconds;  ///< that each took, from the first unit to the disk's word
};

/// A database that no other process writes. I/O thread only.
///
/// Name the function before it is passed, and move it in:
///
///     auto unit = [said = std::move(said)](store::unit_of_work& work) { return
///     ledger::kudos_ledger(work).settle(said);
///     }; result<ledger::kudos_change> done = co_await store.write(std::move(unit));
class store {
 public:
  /// Opens the ledger, or creates it with mode 0600 and the folder it is in, and starts the two threads.
  /// in_use if another process has it; newer_version, corrupt, read_only, storage_full, io_failed.
  static result<std::unique_ptr<store>> open(std::filesystem::path const& file, asio::any_io_executor io,
                                             open_options const& options = {});

  /// Commits what is waiting, unless close() did.
  ~store();

  /// Runs F, which is `R (unit_of_work&)` or `result<R> (unit_of_work&)`, on the writer thread, and gives
  /// result<R> once that is safe on the disk. Units are done in the order of the calls; those that wait
  /// together are committed together. A unit that returns an error leaves no trace: it is undone, and where
  /// it had changed something, F of those beside it may run again. If the commit fails, so do all its units
  /// (storage_full, read_only, corrupt, in_use, io_failed). An exception that F throws comes out of the
  /// co_await. Not cancelled once it has begun. After close(): cancelled.
  template <class F>
  awaitable<detail::outcome_of<F, unit_of_work>> write(F unit) {
    using outcome = detail::outcome_of<F, unit_of_work>;
    return finish<outcome, unit_of_work>(std::make_shared<detail::job_of<F, unit_of_work>>(std::move(unit)));
  }

  /// Runs F, which is `R (reader&)` or `result<R> (reader&)`, on the reader thread, within one snapshot.
  template <class F>
  awaitable<detail::outcome_of<F, reader>> read(F query) {
    using outcome = detail::outcome_of<F, reader>;
    return finish<outcome, reader>(std::make_shared<detail::job_of<F, reader>>(std::move(query)));
  }

  /// Finishes the writes that are waiting, ends reads, stops the threads and lets go of the database. What is
  /// asked after it is cancelled.
  awaitable<> close();

  /// `called` is called after a unit in which connection::announce() was called: something was put into the
  /// outbox. It replaces what was set before.
  void when_announced(std::function<void()> called) { announced_ = std::move(called); }

  /// What the writer has done so far.
  writer_stats stats() const;
  commit_histograms commits() const;

 private:
  class threads;
  explicit store(std::unique_ptr<threads> running);

  awaitable<> done(std::shared_ptr<detail::job<unit_of_work>> job);
  awaitable<> done(std::shared_ptr<detail::job<reader>> job);

  template <class Outcome, class Context>
  awaitable<Outcome> finish(std::shared_ptr<detail::job_giving<Outcome, Context>> job) {
    std::shared_ptr<detail::job<Context>> erased = job;
    co_await done(std::move(erased));
    co_return job->take();
  }

  std::unique_ptr<threads> threads_;
  std::function<void()> announced_;
  std::uint64_t announcements_seen_ = 0;
  bool closing_ = false;
};

}  // namespace huzzah::store
