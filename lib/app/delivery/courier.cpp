#include "app/delivery/courier.hpp"

#include "app/delivery/restricted_words.hpp"

#include "app/delivery/outbox.hpp"
#include "base/failpoint.hpp"
#include "store/restored.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>

#include <algorithm>
#include <iterator>
#include <utility>

namespace huzzah::delivery {

namespace {

constexpr std::size_t most_at_once = 8;
/// The platform takes them slowly, so that more at once would only wait.
constexpr std::size_t most_reactions_at_once = 2;
/// Thanks that come later than this only puzzle.
constexpr auto longest_wait = std::chrono::days{3};
/// Who may read words is asked for so long; then it is unknown for good, and unknown means no.
constexpr auto longest_asking = std::chrono::minutes{10};
constexpr auto between_sweeps = std::chrono::days{1};
/// Longer than anything can be delivered or edited again and still matter.
constexpr auto kept_after_end = std::chrono::days{90};
constexpr base::duration first_pause = std::chrono::seconds{1};
/// What was slow to be answered may be slow to appear.
constexpr base::duration before_looking = std::chrono::seconds{5};
/// By so much the platform's clock may be behind ours.
constexpr base::duration clocks_differ = std::chrono::minutes{2};
constexpr base::duration after_failed_write = std::chrono::seconds{10};
/// How often a refusal of what may have been done before is not believed.
constexpr int most_refusals = 20;
constexpr base::duration longest_pause = std::chrono::minutes{5};
/// Setting the clock back wakes no sleeper, and what was to be done at a time is then further away.
constexpr base::duration longest_sleep = std::chrono::minutes{1};

bool is_posted(outgoing_kind kind) {
  using enum delivery::outgoing_kind;
  return kind == post || kind == direct || kind == whisper;
}

/// What a post carries invisibly, so that it is recognised after a crash. The key is not enough: it would
/// also match what an earlier database of the same workspace has posted.
std::string mark_of(outbox_row const& row) {
  return fmt::format("{}@{}", row.what.key, row.created_at.time_since_epoch().count());
}

bool is_reaction(outgoing_kind kind) {
  return kind == outgoing_kind::react || kind == outgoing_kind::unreact;
}

due_filter taken_by(std::multiset<std::string> const& places, std::multiset<std::string> const& queues,
                    bool reactions) {
  due_filter taken;
  taken.is_reaction = reactions;
  taken.places.insert(places.begin(), places.end());
  taken.queues.insert(queues.begin(), queues.end());
  return taken;
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

courier::courier(asio::any_io_executor executor, store::store& store, chat::poster& poster,
                 base::clock& clock, people::audience& readers, base::duration doubts_rest)
    : executor_(executor),
      store_(store),
      poster_(poster),
      clock_(clock),
      readers_(readers),
      doubts_rest_(doubts_rest),
      changed_(executor),
      stopped_(executor),
      words_(most_at_once),
      reactions_(most_reactions_at_once) {}

void courier::stop() {
  stopping_ = true;
  stopped_.notify_all();
  wake();
}

awaitable<> courier::run() {
  while (!stopping_) {
    auto doubtful = [in = poster_.id()](store::unit_of_work& work) { return outbox(work).in_doubt(in); };
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
  while (!words_.places.empty() || !reactions_.places.empty())
    co_await changed_.wait();
}

std::size_t courier::lane::room() const {
  auto const working = places.size() - std::min(pausing, places.size());
  return most_at_once - std::min(working, most_at_once);
}

courier::lane& courier::lane_of(outbox_row const& row) {
  return is_reaction(row.what.kind) ? reactions_ : words_;
}

awaitable<> courier::dispatch() {
  using namespace asio::experimental::awaitable_operators;
  auto const seen = changed_.count();
  if (words_.room() == 0 && reactions_.room() == 0) {
    // Nothing could start. With much to say and little leave to say it, that is so nearly always.
    co_await changed_.wait(seen);
    co_return;
  }
  auto const now = clock_.now();
  auto const sweep = now >= next_sweep_;
  if (sweep) next_sweep_ = now + between_sweeps;
  auto look = [in = poster_.id(), now, sweep, words = words_.room(), reactions = reactions_.room(),
               spoken = taken_by(words_.places, words_.queues, false),
               reacted = taken_by(reactions_.places, reactions_.queues, true)](store::unit_of_work& work) {
    if (sweep) outbox(work).forget_ended(in, now - kept_after_end);
    auto rows = outbox(work).take_turns(in, now, words, spoken);
    auto more = outbox(work).take_turns(in, now, reactions, reacted);
    std::move(more.begin(), more.end(), std::back_inserter(rows));
    return std::pair(std::move(rows), outbox(work).next_due(in, now));
  };
  auto found = co_await store_.write(std::move(look));
  if (!found) {
    spdlog::error("the outbox can't be read, trying again: {}", to_string(found.error()));
    co_await pause(after_failed_write);
    co_return;
  }
  for (auto const& row : found->first)
    start(row);
  // What could not start now is looked at when a delivery ends, which wakes us.
  auto const next = std::min(found->second.value_or(now + longest_pause), now + longest_pause);
  co_await (clock_.sleep_until(next) || clock_.sleep_for(longest_sleep) || changed_.wait(seen));
}

void courier::start(outbox_row row) {
  auto& in = lane_of(row);
  auto const place = in.places.insert(row.place);
  auto const queue = in.queues.insert(row.queue);
  auto ended = [this, &in, place, queue](std::exception_ptr bug) {
    in.places.erase(place);
    in.queues.erase(queue);
    wake();
    if (bug) std::rethrow_exception(bug);
  };
  asio::co_spawn(executor_, deliver(std::move(row)), std::move(ended));
}

awaitable<> courier::deliver(outbox_row row) {
  auto in_doubt = row.state == outgoing_state::sending;
  auto& in = lane_of(row);
  base::failpoint("before marking as being sent");
  if (in_doubt && is_posted(row.what.kind)) co_await pause(in, doubts_rest_);
  if (!in_doubt) {
    auto marked = co_await mark_sending(row.id);
    if (!marked) co_return;
    row = std::move(*marked);
    in_doubt = row.may_be_sent;
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
    co_await pause(in,
                   std::max<base::duration>(done.error().retry_after, pause_after(tries, before_looking)));
    if (stopping_) co_return;
  }
}

awaitable<result<chat::message_ref>> courier::carry_out(outbox_row const& row) {
  return is_posted(row.what.kind) ? post(row) : change_message(row);
}

awaitable<result<chat::message_ref>> courier::post(outbox_row const& row) {
  auto const& what = row.what;
  auto body = co_await words(row);
  if (!body) co_return std::move(body).error();
  auto to = what.kind == outgoing_kind::direct ? what.person : what.channel;
  if (what.kind != outgoing_kind::whisper)
    co_return co_await poster_.post(std::move(to), what.thread, *std::move(body), mark_of(row));
  auto whispered = co_await poster_.whisper(std::move(to), what.thread, what.person, *std::move(body));
  if (!whispered) co_return std::move(whispered).error();
  co_return chat::message_ref();
}

awaitable<result<chat::message>> courier::words(outbox_row const& row) {
  auto known = co_await words_for(readers_, row.what.body, row.what.person);
  if (known || clock_.now() - row.created_at < longest_asking) co_return known;
  co_return words_for_others(row.what.body);
}

awaitable<result<chat::message_ref>> courier::change_message(outbox_row const& row) {
  auto done = result<>();
  auto body = co_await words(row);
  if (!body) co_return std::move(body).error();
  switch (row.what.kind) {
    case outgoing_kind::react:
      done = co_await poster_.react(row.target(), row.what.emoji);
      break;
    case outgoing_kind::unreact:
      done = co_await poster_.unreact(row.target(), row.what.emoji);
      break;
    case outgoing_kind::update:
      done = co_await poster_.update(row.target(), *std::move(body));
      break;
    default:
      done = co_await poster_.remove(row.target());
      break;
  }
  if (!done) co_return std::move(done).error();
  co_return chat::message_ref();
}

awaitable<result<chat::message_ref>> courier::look_for(outbox_row const& row) {
  // Whispers can't be looked for; saying it twice is worse than once too few.
  if (row.what.kind == outgoing_kind::whisper) co_return chat::message_ref();
  if (!is_posted(row.what.kind)) co_return error(errc::not_found, "doing it again does no harm");
  auto channel = result<std::string>(row.what.channel);
  if (row.what.kind == outgoing_kind::direct) channel = co_await poster_.direct_channel(row.what.person);
  if (!channel) {
    auto const& why = channel.error();
    co_return why.code == errc::not_found ? error(errc::rejected, why.detail) : why;
  }
  co_return co_await poster_.find_marked(std::move(*channel), row.what.thread, mark_of(row),
                                         row.created_at - clocks_differ);
}

awaitable<std::optional<outbox_row>> courier::mark_sending(std::int64_t id) {
  // What it says may have been revised since it was found to be due.
  auto unit = [id](store::unit_of_work& work) {
    if (!outbox(work).mark_sending(id)) return std::optional<outbox_row>();
    auto row = outbox(work).find(id);
    row->may_be_sent = !row->what.topic.empty() && row->created_at <= store::restored_at(work);
    return row;
  };
  auto done = co_await store_.write(std::move(unit));
  if (done) co_return std::move(*done);
  spdlog::error("nothing is sent while the outbox can't be written: {}", to_string(done.error()));
  co_await pause(after_failed_write);
  co_return std::nullopt;
}

awaitable<> courier::mark_sent(std::int64_t id, chat::message_ref sent) {
  auto unit = [id, sent](store::unit_of_work& work) { outbox(work).mark_sent(id, sent); };
  co_await write(std::move(unit));
}

awaitable<> courier::give_up_or_postpone(outbox_row const& row, error why) {
  auto const text = to_string(why);
  auto const gave_up = is_final(why.code) || clock_.now() - row.created_at > longest_wait;
  // This attempt is among those that the row counts.
  auto const wait = std::clamp<base::duration>(why.retry_after, pause_after(row.attempts - 1, first_pause),
                                               longest_postponement);
  spdlog::warn("{} {}: {}", row.what.key, gave_up ? "can't be delivered" : "will be tried again", text);
  auto unit = [id = row.id, gave_up, when = clock_.now() + wait, text](store::unit_of_work& work) {
    if (gave_up)
      outbox(work).mark_failed(id, text);
    else
      outbox(work).retry_at(id, when, text);
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
  co_await (clock_.sleep_for(length) || stopped_.wait(seen));
}

awaitable<> courier::pause(lane& in, base::duration length) {
  ++in.pausing;
  wake();
  co_await pause(length);
  --in.pausing;
}

}  // namespace huzzah::delivery
