#include "base/clock.hpp"

#include <boost/asio/this_coro.hpp>

#include <algorithm>

namespace huzzah::base {

namespace {

/// Keeps a timer in a list for as long as a coroutine waits, however its wait ends.
class registration {
 public:
  registration(std::list<asio::steady_timer*>& list, asio::steady_timer* timer)
      : list_(list), place_(list.insert(list.end(), timer)) {}
  registration(registration const&) = delete;
  registration& operator=(registration const&) = delete;
  ~registration() { list_.erase(place_); }

 private:
  std::list<asio::steady_timer*>& list_;
  std::list<asio::steady_timer*>::iterator place_;
};

/// A wall clock can be set by its machine's owner without telling us: look again at least this often.
constexpr auto longest_nap = std::chrono::seconds{30};

}  // namespace

time_point system_clock::now() const {
  return std::chrono::time_point_cast<duration>(std::chrono::system_clock::now()) + turned_.load();
}

duration system_clock::uptime() const {
  return std::chrono::duration_cast<duration>(std::chrono::steady_clock::now().time_since_epoch());
}

awaitable<> system_clock::sleep_for(duration length) {
  asio::steady_timer timer(co_await asio::this_coro::executor, length);
  co_await timer.async_wait(use_tuple);
}

awaitable<> system_clock::sleep_until(time_point moment) {
  asio::steady_timer timer(co_await asio::this_coro::executor);
  registration const entry(waiting_, &timer);
  while (now() < moment) {
    timer.expires_after(std::min<duration>(moment - now(), longest_nap));
    co_await timer.async_wait(use_tuple);
    auto const state = co_await asio::this_coro::cancellation_state;
    if (state.cancelled() != asio::cancellation_type::none) co_return;
  }
}

void system_clock::turn_forward(duration length) {
  turned_ = turned_.load() + length;
  for (auto* timer : waiting_)
    timer->cancel();
}

}  // namespace huzzah::base
