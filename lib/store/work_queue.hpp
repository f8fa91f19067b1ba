// Hands jobs from the I/O thread to a thread of storage's, and their callers back.
#pragma once

#include "base/async.hpp"
#include "store/jobs.hpp"

#include <boost/asio/any_completion_handler.hpp>
#include <boost/asio/any_io_executor.hpp>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace huzzah::store {

/// A job and the coroutine that waits for it.
template <class Context>
class waiting_job {
 public:
  waiting_job(std::shared_ptr<detail::job<Context>> job_, asio::any_completion_handler<void()> resume_,
              asio::any_io_executor io_)
      : job(std::move(job_)), resume(std::move(resume_)), io(std::move(io_)) {}

  std::shared_ptr<detail::job<Context>> job;
  asio::any_completion_handler<void()> resume;
  asio::any_io_executor io;  ///< counts as outstanding work, so that the I/O thread does not end before
};

/// First in, first out, between two threads. Each entry is a coroutine that waits, so that it can't outgrow
/// what the program has under way; how much is done at once is bounded by take().
template <class Context>
class work_queue {
 public:
  void put(waiting_job<Context> one) {
    std::unique_lock held(mutex_);
    waiting_.push_back(std::move(one));
    auto const matters = waiting_.size() == 1 || waiting_.size() == company;
    held.unlock();
    if (matters) changed_.notify_one();
  }

  /// Waits for something to do, and takes all of it, but `most` at most. Where several came together, others
  /// are close behind: it waits a moment for them. Empty when stop() was called and nothing is left.
  std::vector<waiting_job<Context>> take(std::size_t most) {
    std::unique_lock held(mutex_);
    changed_.wait(held, [this] { return stopping_ || !waiting_.empty(); });
    if (crowded_) changed_.wait_for(held, moment, [this] { return stopping_ || waiting_.size() >= company; });
    auto const last = waiting_.begin() + static_cast<std::ptrdiff_t>(std::min(most, waiting_.size()));
    std::vector<waiting_job<Context>> taken(std::move_iterator(waiting_.begin()), std::move_iterator(last));
    waiting_.erase(waiting_.begin(), last);
    crowded_ = taken.size() > 1;
    return taken;
  }

  /// Nothing more will be put.
  void stop() {
    {
      std::lock_guard const held(mutex_);
      stopping_ = true;
    }
    changed_.notify_one();
  }

 private:
  static constexpr std::size_t company = 16;
  static constexpr std::chrono::milliseconds moment{1};

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<waiting_job<Context>> waiting_;
  bool crowded_ = false;  ///< several came together the last time
  bool stopping_ = false;
};

}  // namespace huzzah::store
