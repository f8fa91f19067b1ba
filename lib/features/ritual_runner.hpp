// Keeps the rituals' time.
#pragma once

#include "base/clock.hpp"
#include "features/ritual.hpp"

#include <functional>
#include <vector>

namespace huzzah::features {

/// Lets every ritual do what is due, again and again. I/O thread only; what is passed in must outlive run().
class ritual_runner {
 public:
  /// `wake_courier` is called after rituals ran: there may be something to say.
  ritual_runner(asio::any_io_executor executor, base::clock& clock, std::vector<ritual*> rituals,
                std::function<void()> wake_courier);

  /// Runs until stop(); returns when the ritual under way has ended.
  awaitable<> run();
  /// Settings have changed, or an event may have made something due.
  void wake() { changed_.notify_all(); }
  void stop();

  /// What comes next of all rituals, soonest first.
  std::vector<upcoming> coming_up() const;

 private:
  base::clock& clock_;
  std::vector<ritual*> rituals_;
  std::function<void()> wake_courier_;
  base::wake_up changed_;
  bool stopping_ = false;
};

}  // namespace huzzah::features
