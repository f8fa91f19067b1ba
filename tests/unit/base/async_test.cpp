#include "base/async.hpp"

#include <doctest/doctest.h>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>

using namespace huzzah;

namespace {

awaitable<> wait_and_count(base::wake_up& bell, int& woken) {
  co_await bell.wait();
  ++woken;
}

/// Waits again as soon as it is woken.
awaitable<> wait_twice(base::wake_up& bell, int& woken) {
  co_await bell.wait();
  ++woken;
  co_await bell.wait();
  ++woken;
}

void settle(asio::io_context& io) {
  io.restart();
  io.poll();
}

}  // namespace

TEST_CASE("a notification wakes everybody who waits, once") {
  asio::io_context io;
  base::wake_up bell(io.get_executor());
  int woken = 0;
  asio::co_spawn(io, wait_and_count(bell, woken), asio::detached);
  asio::co_spawn(io, wait_twice(bell, woken), asio::detached);
  settle(io);
  CHECK(woken == 0);
  bell.notify_all();
  settle(io);
  CHECK(woken == 2);
  bell.notify_all();
  settle(io);
  CHECK(woken == 3);
}

TEST_CASE("a notification that nobody waits for is forgotten") {
  asio::io_context io;
  base::wake_up bell(io.get_executor());
  int woken = 0;
  bell.notify_all();
  asio::co_spawn(io, wait_and_count(bell, woken), asio::detached);
  settle(io);
  CHECK(woken == 0);
  bell.notify_all();
  settle(io);
  CHECK(woken == 1);
}

TEST_CASE("a cancelled waiter stops waiting, the others do not") {
  asio::io_context io;
  base::wake_up bell(io.get_executor());
  int cancelled = 0;
  int waiting = 0;
  asio::cancellation_signal cancel;
  asio::co_spawn(io, wait_and_count(bell, cancelled),
                 asio::bind_cancellation_slot(cancel.slot(), asio::detached));
  asio::co_spawn(io, wait_and_count(bell, waiting), asio::detached);
  settle(io);
  cancel.emit(asio::cancellation_type::terminal);
  settle(io);
  CHECK(cancelled == 1);
  CHECK(waiting == 0);
  bell.notify_all();
  settle(io);
  CHECK(waiting == 1);
}
