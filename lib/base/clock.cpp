#include "base/clock.hpp"

#include <boost/asio/this_coro.hpp>

#include <algorithm>

namespace huzzah::base {

namespace {

/// Keeps an entry in a list for as long as a coroutine waits, however its wait ends.
template <class T>
class registration {
 public:
  registration(std::list<T>& list, T entry)
      : list_(list), place_(list.insert(list.end(), std::move(entry))) {}
  registration(registration const&) = delete;
  registration& operator=(registration const&) = delete;
  ~registration() { list_.erase(place_); }

 private:
  std::list<T>& list_;
  typename std::list<T>::iterator place_;
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
  registration<asio::steady_timer*> const entry(waiting_, &timer);
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

virtual_clock::virtual_clock(time_point start) : now_(start.time_since_epoch()) {}

time_point virtual_clock::now() const {
  return time_point(now_.load());
}
duration virtual_clock::uptime() const {
  return uptime_.load();
}

awaitable<> virtual_clock::sleep_for(duration length) {
  return sleep(false, uptime() + length);
}
awaitable<> virtual_clock::sleep_until(time_point moment) {
  return sleep(true, moment.time_since_epoch());
}

awaitable<> virtual_clock::sleep(bool by_wall, duration due) {
  if (due <= (by_wall ? now_.load() : uptime_.load())) co_return;
  asio::steady_timer timer(co_await asio::this_coro::executor, asio::steady_timer::time_point::max());
  auto const self = sleeper{by_wall, due, &timer};
  registration<sleeper> const entry(sleepers_, self);
  co_await timer.async_wait(use_tuple);
}

void virtual_clock::advance(duration length) {
  now_ = now_.load() + length;
  uptime_ = uptime_.load() + length;
  wake_due();
}

void virtual_clock::turn(duration length) {
  now_ = now_.load() + length;
  wake_due();
}

void virtual_clock::wake_due() {
  for (auto const& entry : sleepers_)
    if (entry.due <= (entry.by_wall ? now_.load() : uptime_.load())) entry.timer->cancel();
}

}  // namespace huzzah::base
