#include "base/async.hpp"

namespace huzzah::base {

wake_up::wake_up(asio::any_io_executor const& executor)
    : timer_(executor, asio::steady_timer::time_point::max()) {}

void wake_up::notify_all() {
  ++count_;
  timer_.cancel();
}

awaitable<> wake_up::wait(std::uint64_t seen) {
  if (count_ == seen) co_await timer_.async_wait(use_tuple);
}

}  // namespace huzzah::base
