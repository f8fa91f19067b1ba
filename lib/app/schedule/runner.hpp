// Keeps the rituals' time.
#pragma once

#include "app/schedule/ritual.hpp"
#include "base/clock.hpp"

#include <cstddef>
#include <exception>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace huzzah::schedule {

/// Lets every part of every ritual do what is due, again and again, each in a coroutine of its own, so that
/// one that takes long delays no other. I/O thread only; what is passed in must outlive run().
class runner {
 public:
  runner(asio::any_io_executor executor, base::clock& clock, std::vector<ritual*> rituals);

  /// Runs until stop(); returns when the parts under way have ended. Throws what a ritual throws.
  awaitable<> run();
  /// Settings have changed, or an event may have made something due: every part has its turn.
  void wake();
  void stop();

  /// What comes next of all rituals, soonest first.
  std::vector<upcoming> coming_up() const;

 private:
  /// When a part is asked next.
  class turn {
   public:
    base::time_point due;
    bool is_running = false;
    bool is_known = true;  ///< the ritual has named it when it was asked last
  };
  using key = std::pair<ritual*, std::string>;

  /// Learns what parts there are; returns when to ask again.
  awaitable<base::time_point> look();
  /// Starts what is due, the first due first, and returns when the next part is due that could start.
  base::time_point start_due();
  void start(key const& part);
  awaitable<> run_part(key part);

  asio::any_io_executor executor_;
  base::clock& clock_;
  std::vector<ritual*> rituals_;
  base::wake_up changed_;
  std::map<key, turn> turns_;
  std::size_t running_ = 0;
  std::exception_ptr bug_;
  bool stopping_ = false;
};

}  // namespace huzzah::schedule
