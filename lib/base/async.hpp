// The light part of Asio that every room may use: coroutines and waking one another on the I/O thread.
#pragma once

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace huzzah {

namespace asio = boost::asio;

/// A coroutine of the I/O thread.
template <class T = void>
using awaitable = asio::awaitable<T>;

}  // namespace huzzah

namespace huzzah::base {

/// The one completion-token style: `auto [error, n] = co_await operation(…, use_tuple);`
inline constexpr auto use_tuple = asio::as_tuple(asio::use_awaitable);

/// Lets coroutines wait until another one says that something happened. I/O thread only; no memory: a
/// notification that nobody waits for is forgotten, so look at the state before waiting for it.
class wake_up {
 public:
  explicit wake_up(asio::any_io_executor const& executor);

  /// Resumes everybody who waits now.
  void notify_all();

  /// Waits for the next notify_all(); also returns when the waiting coroutine is cancelled.
  awaitable<> wait();

 private:
  asio::steady_timer timer_;
};

}  // namespace huzzah::base
