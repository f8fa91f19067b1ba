#include "net/watchdog.hpp"

#include <algorithm>
#include <utility>

namespace huzzah::net {

struct watchdog::state {
  explicit state(asio::any_io_executor const& executor) : timer(executor) {}

  asio::steady_timer timer;
  std::function<void()> stop;
  bool expired = false;
};

watchdog::watchdog(asio::any_io_executor const& executor, base::duration limit)
    : limit_(limit), state_(std::make_shared<state>(executor)) {
  state_->timer.expires_after(limit);
  state_->timer.async_wait([shared = state_](boost::system::error_code failed) {
    if (failed) return;
    shared->expired = true;
    if (auto const stop = std::exchange(shared->stop, nullptr)) stop();
  });
}

watchdog::~watchdog() {
  state_->stop = nullptr;
  state_->timer.cancel();
}

void watchdog::guard(std::function<void()> stop) {
  if (state_->expired)
    stop();
  else
    state_->stop = std::move(stop);
}

bool watchdog::expired() const {
  return state_->expired;
}

base::duration watchdog::left() const {
  auto const rest = state_->timer.expiry() - asio::steady_timer::clock_type::now();
  return std::max(base::duration{0}, std::chrono::duration_cast<base::duration>(rest));
}

}  // namespace huzzah::net
