// Runs a coroutine to its end on the test's own thread, whatever other threads it waits for.
#pragma once

#include "base/async.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>

#include <exception>
#include <optional>
#include <utility>

namespace huzzah::test {

/// Runs what is next. A context stops when it has run out of work, also by another thread that lets go of the
/// last of it just now.
inline void run_one(asio::io_context& io) {
  if (io.stopped()) io.restart();
  io.run_one();
}

/// What the coroutine returns. Rethrows what it throws. Other coroutines of the context run meanwhile.
template <class T>
T run(asio::io_context& io, awaitable<T> work) {
  auto const guard = asio::make_work_guard(io);
  std::exception_ptr bug;
  std::optional<T> returned;
  bool done = false;
  asio::co_spawn(io, std::move(work), [&](std::exception_ptr thrown, T value) {
    bug = thrown;
    if (!bug) returned.emplace(std::move(value));
    done = true;
  });
  while (!done)
    run_one(io);
  if (bug) std::rethrow_exception(bug);
  return std::move(*returned);
}

inline void run(asio::io_context& io, awaitable<> work) {
  auto const guard = asio::make_work_guard(io);
  std::exception_ptr bug;
  bool done = false;
  asio::co_spawn(io, std::move(work), [&](std::exception_ptr thrown) {
    bug = thrown;
    done = true;
  });
  while (!done)
    run_one(io);
  if (bug) std::rethrow_exception(bug);
}

/// Runs whatever is going on until `reached` says so.
template <class Condition>
void run_until(asio::io_context& io, Condition reached) {
  auto const guard = asio::make_work_guard(io);
  while (!reached())
    run_one(io);
}

}  // namespace huzzah::test
