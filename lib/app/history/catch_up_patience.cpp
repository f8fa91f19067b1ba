// What catching up asks of the platform and gives to the features: repeated while that may help, and no
// longer than the connection lasts.
#include "app/history/catch_up.hpp"

#include <spdlog/spdlog.h>
#include <boost/asio/experimental/awaitable_operators.hpp>

#include <algorithm>
#include <utility>

namespace huzzah::history {

namespace {

using namespace std::chrono_literals;

constexpr base::duration longest_retry_pause = 60s;
constexpr int most_tries = 5;

error another_connection() {
  return error(errc::cancelled, "the connection is another one");
}

}  // namespace

bool catch_up::is_closed_to_us(errc code) {
  return code == errc::rejected || code == errc::unauthorized || code == errc::not_found;
}

template <class T>
awaitable<result<T>> catch_up::patiently(std::uint64_t connection,
                                         std::function<awaitable<result<T>>()> call) {
  base::duration pause = 1s;
  for (;;) {
    if (!goes_on(connection)) co_return another_connection();
    auto done = co_await call();
    if (done || !is_transient(done.error().code)) co_return done;
    spdlog::warn("catching up waits a little: {}", to_string(done.error()));
    co_await rest(std::max<base::duration>(pause, done.error().retry_after), connection);
    pause = std::min(pause * 2, longest_retry_pause);
  }
}

awaitable<result<chat::channel_page>> catch_up::own_channels(std::string cursor, std::uint64_t connection) {
  std::function<awaitable<result<chat::channel_page>>()> const list = [this, &cursor] {
    return workspace_.own_channels(cursor);
  };
  co_return co_await patiently(connection, list);
}

awaitable<result<chat::past_page>> catch_up::page(chat::past_query wanted, std::uint64_t connection) {
  std::function<awaitable<result<chat::past_page>>()> const read = [this, &wanted] {
    return workspace_.read_past(wanted);
  };
  co_return co_await patiently(connection, read);
}

awaitable<result<chat::past_page>> catch_up::message(chat::message_ref where, chat::channel_kind kind,
                                                     std::uint64_t connection) {
  std::function<awaitable<result<chat::past_page>>()> const find = [this, &where, kind] {
    return workspace_.find_past(where, kind);
  };
  co_return co_await patiently(connection, find);
}

awaitable<result<catch_up::reactions>> catch_up::all_reactions(chat::message_ref where,
                                                               std::uint64_t connection) {
  std::function<awaitable<result<reactions>>()> const ask = [this, &where] {
    return workspace_.all_reactions(where);
  };
  co_return co_await patiently(connection, ask);
}

catch_up_reconciler::asking catch_up::asking(chat::channel_kind kind, bool can_wait,
                                             std::uint64_t connection) {
  catch_up_reconciler::asking all;
  all.page = [this, can_wait, connection](chat::past_query wanted) {
    wanted.can_wait = can_wait;
    return page(std::move(wanted), connection);
  };
  all.message = [this, connection, kind](chat::message_ref where) {
    return message(std::move(where), kind, connection);
  };
  all.reactions = [this, connection](chat::message_ref where) {
    return all_reactions(std::move(where), connection);
  };
  return all;
}

awaitable<result<>> catch_up::handle(chat::event event) {
  // A bug in a feature costs its event and no other.
  try {
    co_return co_await handle_(std::move(event));
  } catch (std::exception const& bug) {
    spdlog::error("could not handle an event of the past: {}", bug.what());
  }
  co_return result<>();
}

awaitable<result<>> catch_up::try_event(chat::event event, std::uint64_t connection) {
  base::duration pause = 1s;
  for (auto tried = 1;; ++tried) {
    if (!goes_on(connection)) co_return another_connection();
    auto const done = co_await handle(event);
    if (done || tried == most_tries) co_return done;
    co_await rest(pause, connection);
    pause *= 2;
  }
}

awaitable<> catch_up::rest(base::duration length, std::uint64_t connection) {
  using namespace asio::experimental::awaitable_operators;
  auto const until = clock_.uptime() + length;
  while (goes_on(connection) && clock_.uptime() < until) {
    auto const seen = changed_.count();
    co_await (clock_.sleep_for(until - clock_.uptime()) || changed_.wait(seen));
  }
}

}  // namespace huzzah::history
