#include "features/courier.hpp"

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
constexpr int most_attempts = 100;
/// Longer than anything can be delivered or edited again and still matter.
constexpr auto kept_after_end = std::chrono::days{90};
constexpr base::duration first_pause = std::chrono::seconds{1};
constexpr base::duration longest_pause = std::chrono::minutes{5};

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

base::duration pause_after(int attempts, error const& why) {
  if (why.retry_after.count() > 0) return why.retry_after;
  auto const doubled = first_pause * (1ll << std::min(attempts, 16));
  return std::min<base::duration>(doubled, longest_pause);
}

}  // namespace

courier::courier(asio::any_io_executor executor, storage::store& store, chat::workspace& workspace,
                 base::clock& clock)
    : executor_(executor),
      store_(store),
      workspace_(workspace),
      clock_(clock),
      changed_(executor),
      stopped_(executor) {}

void courier::stop() {
  stopping_ = true;
  stopped_.notify_all();
  wake();
}

awaitable<> courier::run() {
  auto doubtful = [before = clock_.now() - kept_after_end](storage::unit_of_work& work) {
    work.outbox.forget_ended(before);
    return work.outbox.in_doubt();
  };
  auto rows = co_await store_.write(std::move(doubtful));
  if (rows)
    for (auto const& row : *rows)
      start(row);
  while (!stopping_)
    co_await dispatch();
  while (!busy_.empty())
    co_await changed_.wait();
}

awaitable<> courier::dispatch() {
  using namespace asio::experimental::awaitable_operators;
  auto const seen = changed_.count();
  auto look = [now = clock_.now()](storage::unit_of_work& work) {
    return std::pair(work.outbox.due(now, rows_looked_at), work.outbox.next_due());
  };
  auto found = co_await store_.write(std::move(look));
  auto next = clock_.now() + longest_pause;
  if (!found) {
    spdlog::error("the outbox can't be read, trying again later: {}", to_string(found.error()));
    next = clock_.now() + std::chrono::seconds{10};
  } else {
    auto blocked = busy_;  // a row must not overtake an older one for the same place
    bool all_started = true;
    for (auto const& row : found->first) {
      auto const place = place_of(row.what);
      if (busy_.size() < most_places_at_once && !blocked.contains(place)) {
        start(row);
      } else {
        all_started = false;
      }
      blocked.insert(place);
    }
    // What could not start now is looked at when a delivery ends, which wakes us.
    if (all_started && found->second && *found->second > clock_.now()) next = *found->second;
  }
  co_await (clock_.sleep_until(next) || changed_.wait(seen));
}

void courier::start(storage::outbox_row row) {
  auto place = place_of(row.what);
  busy_.insert(place);
  auto ended = [this, place](std::exception_ptr bug) {
    busy_.erase(place);
    wake();
    if (bug) std::rethrow_exception(bug);
  };
  asio::co_spawn(executor_, deliver(std::move(row)), std::move(ended));
}

awaitable<> courier::deliver(storage::outbox_row row) {
  if (is_posted(row.what.kind))
    co_await post_once(row);
  else
    co_await do_again_safely(row);
}

awaitable<> courier::post_once(storage::outbox_row const& row) {
  using namespace asio::experimental::awaitable_operators;
  auto channel = row.what.channel;
  if (row.what.kind == storage::errand_kind::direct) {
    auto found = co_await workspace_.direct_channel(row.what.person);
    if (!found) {
      co_await give_up_or_postpone(row, found.error());
      co_return;
    }
    channel = std::move(found).value();
  }
  auto in_doubt = row.state == storage::errand_state::sending;
  if (!in_doubt && !co_await mark_sending(row.id)) co_return;

  // From here on the row says `sending`: it ends as sent, or goes back to pending when it surely was not.
  int tries = 0;
  do {
    if (in_doubt) {
      auto sent = co_await find(row, channel);
      if (sent) {
        co_await mark_sent(row.id, std::move(sent).value());
        co_return;
      }
      in_doubt = sent.error().code != errc::not_found;
      if (is_final(sent.error().code) && in_doubt) {
        co_await give_up_or_postpone(row, sent.error());
        co_return;
      }
    }
    if (!in_doubt) {
      auto sent = co_await send(row, channel);
      if (sent) {
        co_await mark_sent(row.id, std::move(sent).value());
        co_return;
      }
      if (did_not_happen(sent.error().code)) {
        co_await give_up_or_postpone(row, sent.error());
        co_return;
      }
      spdlog::warn("unknown whether {} arrived, looking for it: {}", row.what.key, to_string(sent.error()));
      in_doubt = true;
    }
    if (stopping_) co_return;
    auto const pause = pause_after(tries++, error(errc::timed_out, ""));
    co_await (clock_.sleep_for(pause) || stopped_.wait());
  } while (!stopping_);
}

awaitable<result<chat::message_ref>> courier::send(storage::outbox_row const& row, std::string channel) {
  auto body = chat::message_from_json(row.what.body);
  auto const& what = row.what;
  if (what.kind != storage::errand_kind::whisper)
    co_return co_await workspace_.post(std::move(channel), what.thread, std::move(body), mark_of(row));
  auto whispered = co_await workspace_.whisper(std::move(channel), what.thread, what.person, std::move(body));
  if (!whispered) co_return std::move(whispered).error();
  co_return chat::message_ref();
}

awaitable<result<chat::message_ref>> courier::find(storage::outbox_row const& row, std::string channel) {
  // Nobody can look for a whisper; saying it twice is worse than once too few.
  if (row.what.kind == storage::errand_kind::whisper) co_return chat::message_ref();
  co_return co_await workspace_.find_marked(std::move(channel), row.what.thread, mark_of(row));
}

awaitable<> courier::do_again_safely(storage::outbox_row const& row) {
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
  if (done)
    co_await mark_sent(row.id, chat::message_ref());
  else
    co_await give_up_or_postpone(row, done.error());
}

awaitable<bool> courier::mark_sending(std::int64_t id) {
  auto unit = [id](storage::unit_of_work& work) { return work.outbox.mark_sending(id); };
  auto done = co_await store_.write(std::move(unit));
  if (!done) spdlog::error("the outbox can't be written, nothing was sent: {}", to_string(done.error()));
  co_return done&&* done;
}

awaitable<> courier::mark_sent(std::int64_t id, chat::message_ref sent) {
  auto unit = [id, sent](storage::unit_of_work& work) { work.outbox.mark_sent(id, sent); };
  auto done = co_await store_.write(std::move(unit));
  // It stays `sending`, and is found by its mark at the next start.
  if (!done) spdlog::error("sent, but the outbox can't be written: {}", to_string(done.error()));
}

awaitable<> courier::give_up_or_postpone(storage::outbox_row const& row, error why) {
  auto const text = to_string(why);
  auto const gave_up = is_final(why.code) || row.attempts >= most_attempts;
  auto const when = clock_.now() + pause_after(row.attempts, why);
  spdlog::warn("{} {}: {}", row.what.key, gave_up ? "can't be delivered" : "will be tried again", text);
  auto unit = [id = row.id, gave_up, when, text](storage::unit_of_work& work) {
    if (gave_up)
      work.outbox.mark_failed(id, text);
    else
      work.outbox.retry_at(id, when, text);
  };
  auto done = co_await store_.write(std::move(unit));
  if (!done) spdlog::error("the outbox can't be written: {}", to_string(done.error()));
}

}  // namespace huzzah::features
