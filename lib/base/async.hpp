// The light part of Asio that every room may use: coroutines, and a way to wake one another on the I/O
// thread.
#pragma once

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <cstdint>

namespace huzzah {

namespace asio = boost::asio;

/// A coroutine of the I/O thread.
template <class T = void>
using awaitable = asio::awaitable<T>;

}  // namespace huzzah

namespace huzzah::base {

/// The one completion-token style: `auto [error, n] = co_await operation(…, use_tuple);`
inline constexpr auto use_tuple = asio::as_tuple(asio::use_awaitable);

/// Lets coroutines wait until another one says that something happened. I/O thread only. To miss nothing,
/// take count() before looking at the state, and wait with that.
class wake_up {
 public:
  explicit wake_up(asio::any_io_executor const& executor);

  /// Resumes everybody who waits.
  void notify_all();
  /// How often it was notified.
  std::uint64_t count() const { return count_; }

  /// Returns once count() is past `seen`, or when the waiting coroutine is cancelled.
  awaitable<> wait(std::uint64_t seen);
  /// Waits for the next notification.
  awaitable<> wait() { return wait(count_); }

 private:
  asio::steady_timer timer_;
  std::uint64_t count_ = 0;
};

}  // namespace huzzah::base
