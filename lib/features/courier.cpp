#include "features/courier.hpp"

#include "base/failpoint.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>

#include <algorithm>

namespace huzzah::features {

namespace {

constexpr std::size_t most_places_at_once = 8;
constexpr int rows_looked_at = 256;
/// Thanks that come later than this only puzzle.
constexpr auto longest_wait = std::chrono::days{3};
constexpr auto between_sweeps = std::chrono::days{1};
/// Longer than anything can be delivered or edited again and still matter.
constexpr auto kept_after_end = std::chrono::days{90};
constexpr base::duration first_pause = std::chrono::seconds{1};
/// What was slow to be answered may be slow to appear.
constexpr base::duration before_looking = std::chrono::seconds{5};
constexpr base::duration after_failed_write = std::chrono::seconds{10};
/// How often a refusal of what may have been done before is not believed.
constexpr int most_refusals = 20;
constexpr base::duration longest_pause = std::chrono::minutes{5};
/// Whoever sets the clock back tells nobody, and what was to be done at a time is then further away.
constexpr base::duration longest_sleep = std::chrono::minutes{1};

/// Rows for the same place must keep their order.
std::string place_of(storage::errand const& what) {
  return what.kind == storage::errand_kind::direct ? "@" + what.person : what.channel;
}

bool is_posted(storage::errand_kind kind) {
  using enum storage::errand_kind;
  return kind == post || kind == direct || kind == whisper;
}

/// What a post carries invisibly, so that it is recognised after a crash. The key alone would also match
/// what an earlier database of the same workspace has posted.
std::string mark_of(storage::outbox_row const& row) {
  return fmt::format("{}@{}", row.what.key, row.created_at.time_since_epoch().count());
}

/// Whether the call surely had no effect.
bool did_not_happen(errc code) {
  switch (code) {
    case errc::unreachable:
    case errc::tls_failed:
    case errc::rate_limited:
    case errc::rejected:
    case errc::unauthorized:
    case errc::not_found:
    case errc::invalid_input:
    case errc::cancelled:
      return true;
    default:
      return false;
  }
}

/// Trying again would end the same way.
bool is_final(errc code) {
  return code == errc::rejected || code == errc::not_found || code == errc::invalid_input ||
         code == errc::too_large;
}

base::duration pause_after(int attempts, base::duration first) {
  return std::min<base::duration>(first * (1ll << std::clamp(attempts, 0, 16)), longest_pause);
}

}  // namespace

courier::courier(asio::any_io_executor executor, storage::store& store, chat::workspace& workspace,
                 base::clock& clock, base::duration doubts_rest)
    : executor_(executor),
      store_(store),
      workspace_(workspace),
      clock_(clock),
      doubts_rest_(doubts_rest),
      changed_(executor),
      stopped_(executor) {}

void courier::stop() {
  stopping_ = true;
  stopped_.notify_all();
  wake();
}

awaitable<> courier::run() {
  while (!stopping_) {
    auto doubtful = [](storage::unit_of_work& work) { return work.outbox.in_doubt(); };
    auto rows = co_await store_.write(std::move(doubtful));
    if (rows) {
      for (auto const& row : *rows)
        start(row);
      break;
    }
    spdlog::error("the outbox can't be read, trying again: {}", to_string(rows.error()));
    co_await pause(after_failed_write);
  }
  while (!stopping_)
    co_await dispatch();
  while (!busy_.empty())
    co_await changed_.wait();
}

bool courier::is_full() const {
  return busy_.size() - std::min(pausing_, busy_.size()) >= most_places_at_once;
}

awaitable<> courier::dispatch() {
  using namespace asio::experimental::awaitable_operators;
  auto const seen = changed_.count();
  if (is_full()) {
    // Nothing could start. With much to say and little leave to say it, that is so nearly always.
    co_await changed_.wait(seen);
    co_return;
  }
  auto const now = clock_.now();
  auto const sweep = now >= next_sweep_;
  if (sweep) next_sweep_ = now + between_sweeps;
  auto look = [now, sweep](storage::unit_of_work& work) {
    if (sweep) work.outbox.forget_ended(now - kept_after_end);
    return std::pair(work.outbox.due(now, rows_looked_at), work.outbox.next_due());
  };
  auto found = co_await store_.write(std::move(look));
  auto next = now + longest_pause;
  if (!found) {
    spdlog::error("the outbox can't be read, trying again: {}", to_string(found.error()));
    co_await pause(after_failed_write);
    co_return;
  }
  auto blocked = busy_;  // a row must not overtake an older one for the same place
  bool all_started = true;
  for (auto const& row : found->first) {
    auto const place = place_of(row.what);
    if (!is_full() && !blocked.contains(place))
      start(row);
    else
      all_started = false;
    blocked.insert(place);
  }
  // What could not start now is looked at when a delivery ends, which wakes us.
  if (all_started && found->second && *found->second > now) next = *found->second;
  co_await (clock_.sleep_until(next) || clock_.sleep_for(longest_sleep) || changed_.wait(seen));
}

void courier::start(storage::outbox_row row) {
  auto const place = busy_.insert(place_of(row.what));
  auto ended = [this, place](std::exception_ptr bug) {
    busy_.erase(place);
    wake();
    if (bug) std::rethrow_exception(bug);
  };
  asio::co_spawn(executor_, deliver(std::move(row)), std::move(ended));
}

awaitable<> courier::deliver(storage::outbox_row row) {
  auto in_doubt = row.state == storage::errand_state::sending;
  base::failpoint("before marking as being sent");
  if (in_doubt && is_posted(row.what.kind)) co_await pause(doubts_rest_);
  if (!in_doubt) {
    auto marked = co_await mark_sending(row.id);
    if (!marked) co_return;
    row = std::move(*marked);
  }

  // From here on the row says `sending`: it ends as sent, or goes back to pending when it surely was not.
  base::failpoint("after marking as being sent");
  for (int tries = 0;; ++tries) {
    auto done = result<chat::message_ref>(error(errc::not_found, "nobody has looked for it"));
    if (in_doubt) {
      done = co_await look_for(row);
      base::failpoint("after looking for it");
    }
    if (!done && done.error().code == errc::not_found) {
      done = co_await carry_out(row);
      base::failpoint("after sending");
      // A refusal says nothing about an earlier try that is in doubt: that one is looked for again first.
      auto const stays_in_doubt = in_doubt && tries < most_refusals;
      if (!done && did_not_happen(done.error().code) && (!stays_in_doubt || is_final(done.error().code))) {
        co_await give_up_or_postpone(row, done.error());
        co_return;
      }
      in_doubt = true;
    }
    if (done) {
      co_await mark_sent(row.id, std::move(done).value());
      base::failpoint("after marking as sent");
      co_return;
    }
    spdlog::warn("unknown whether {} was done: {}", row.what.key, to_string(done.error()));
    if (is_final(done.error().code) || clock_.now() - row.created_at > longest_wait) {
      co_await give_up_or_postpone(row, error(errc::rejected, done.error().detail));
      co_return;
    }
    if (stopping_) co_return;
    co_await pause(std::max<base::duration>(done.error().retry_after, pause_after(tries, before_looking)));
    if (stopping_) co_return;
  }
}

awaitable<result<chat::message_ref>> courier::carry_out(storage::outbox_row const& row) {
  return is_posted(row.what.kind) ? post(row) : change_message(row);
}

awaitable<result<std::string>> courier::channel_of(storage::outbox_row const& row) {
  if (row.what.kind == storage::errand_kind::direct)
    co_return co_await workspace_.direct_channel(row.what.person);
  co_return row.what.channel;
}

awaitable<result<chat::message_ref>> courier::post(storage::outbox_row const& row) {
  auto channel = co_await channel_of(row);
  if (!channel) {
    // Nothing was posted, however this failed.
    auto const& why = channel.error();
    co_return did_not_happen(why.code) ? why : error(errc::unreachable, why.detail, why.retry_after);
  }
  auto const& what = row.what;
  auto body = chat::message_from_json(what.body);
  if (what.kind != storage::errand_kind::whisper)
    co_return co_await workspace_.post(std::move(*channel), what.thread, std::move(body), mark_of(row));
  auto whispered =
      co_await workspace_.whisper(std::move(*channel), what.thread, what.person, std::move(body));
  if (!whispered) co_return std::move(whispered).error();
  co_return chat::message_ref();
}

awaitable<result<chat::message_ref>> courier::change_message(storage::outbox_row const& row) {
  auto done = result<>();
  auto body = chat::message_from_json(row.what.body);
  switch (row.what.kind) {
    case storage::errand_kind::react:
      done = co_await workspace_.react(row.target(), row.what.emoji);
      break;
    case storage::errand_kind::unreact:
      done = co_await workspace_.unreact(row.target(), row.what.emoji);
      break;
    case storage::errand_kind::update:
      done = co_await workspace_.update(row.target(), std::move(body));
      break;
    default:
      done = co_await workspace_.remove(row.target());
      break;
  }
  if (!done) co_return std::move(done).error();
  co_return chat::message_ref();
}

awaitable<result<chat::message_ref>> courier::look_for(storage::outbox_row const& row) {
  // Nobody can look for a whisper; saying it twice is worse than once too few.
  if (row.what.kind == storage::errand_kind::whisper) co_return chat::message_ref();
  if (!is_posted(row.what.kind)) co_return error(errc::not_found, "doing it again does no harm");
  auto channel = co_await channel_of(row);
  if (!channel) {
    auto const& why = channel.error();
    co_return why.code == errc::not_found ? error(errc::rejected, why.detail) : why;
  }
  co_return co_await workspace_.find_marked(std::move(*channel), row.what.thread, mark_of(row));
}

awaitable<std::optional<storage::outbox_row>> courier::mark_sending(std::int64_t id) {
  // What it says may have been revised since it was found to be due.
  auto unit = [id](storage::unit_of_work& work) {
    return work.outbox.mark_sending(id) ? work.outbox.find(id) : std::nullopt;
  };
  auto done = co_await store_.write(std::move(unit));
  if (done) co_return std::move(*done);
  spdlog::error("nothing is sent while the outbox can't be written: {}", to_string(done.error()));
  co_await pause(after_failed_write);
  co_return std::nullopt;
}

awaitable<> courier::mark_sent(std::int64_t id, chat::message_ref sent) {
  auto unit = [id, sent](storage::unit_of_work& work) { work.outbox.mark_sent(id, sent); };
  co_await write(std::move(unit));
}

awaitable<> courier::give_up_or_postpone(storage::outbox_row const& row, error why) {
  auto const text = to_string(why);
  auto const gave_up = is_final(why.code) || clock_.now() - row.created_at > longest_wait;
  // This attempt is among those that the row counts.
  auto const wait = std::clamp<base::duration>(why.retry_after, pause_after(row.attempts - 1, first_pause),
                                               storage::longest_postponement);
  spdlog::warn("{} {}: {}", row.what.key, gave_up ? "can't be delivered" : "will be tried again", text);
  auto unit = [id = row.id, gave_up, when = clock_.now() + wait, text](storage::unit_of_work& work) {
    if (gave_up)
      work.outbox.mark_failed(id, text);
    else
      work.outbox.retry_at(id, when, text);
  };
  co_await write(std::move(unit));
}

template <class Unit>
awaitable<> courier::write(Unit unit) {
  for (;;) {
    auto once = unit;
    auto done = co_await store_.write(std::move(once));
    if (done) co_return;
    spdlog::error("the outbox can't be written, trying again: {}", to_string(done.error()));
    // What stays `sending` is looked for at the next start.
    if (stopping_) co_return;
    co_await pause(after_failed_write);
  }
}

awaitable<> courier::pause(base::duration length) {
  using namespace asio::experimental::awaitable_operators;
  auto const seen = stopped_.count();
  if (stopping_) co_return;
  ++pausing_;
  if (!busy_.empty()) wake();  // others may start meanwhile
  co_await (clock_.sleep_for(length) || stopped_.wait(seen));
  --pausing_;
}

}  // namespace huzzah::features
