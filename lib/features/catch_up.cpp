#include "features/catch_up.hpp"

#include "features/late_notes.hpp"

#include <spdlog/spdlog.h>
#include <boost/asio/experimental/awaitable_operators.hpp>

#include <algorithm>

namespace huzzah::features {

namespace {

using namespace std::chrono_literals;
using namespace asio::experimental::awaitable_operators;

constexpr base::duration before_next_pass = 60s;
constexpr base::duration between_log_lines = 10s;
constexpr base::duration longest_retry_pause = 60s;
constexpr base::duration before_asking_again = 5s;
constexpr int most_tries = 5;

/// The platform lets us read that channel no more, or never did.
bool is_closed_to_us(errc code) {
  return code == errc::rejected || code == errc::unauthorized || code == errc::not_found;
}

error another_connection() {
  return error(errc::cancelled, "the connection is another one");
}

std::string in_words(chat::channel_facts const& channel) {
  return channel.name.empty() ? "direct messages" : "#" + channel.name;
}

}  // namespace

catch_up::catch_up(asio::any_io_executor executor, storage::store& store, chat::workspace& workspace,
                   base::clock& clock, catch_up_options options, std::string emoji,
                   past_settling::handler handle, std::function<void()> wake_courier)
    : store_(store),
      workspace_(workspace),
      clock_(clock),
      options_(std::move(options)),
      emoji_(std::move(emoji)),
      handle_(std::move(handle)),
      wake_courier_(std::move(wake_courier)),
      changed_(executor) {}

awaitable<> catch_up::run() {
  if (!options_.max_age) co_return;
  co_await (follow() && read_gaps());
}

void catch_up::stop() {
  stopping_ = true;
  changed_.notify_all();
}

void catch_up::connected() {
  if (is_up_) return;
  is_up_ = true;
  ++connection_;
  since_ = clock_.now();
  changed_.notify_all();
}

void catch_up::disconnected() {
  if (!is_up_) return;
  is_up_ = false;
  if (begun_ == connection_) until_ = clock_.now();
  changed_.notify_all();
}

catch_up_stats catch_up::stats() const {
  catch_up_stats now;
  now.channels_to_go = gaps_.size();
  now.messages = messages_;
  for (auto const& [channel, mark] : gaps_)
    now.lag =
        std::max(now.lag, std::chrono::duration_cast<std::chrono::seconds>(clock_.now() - mark.settled));
  return now;
}

awaitable<> catch_up::read_gaps() {
  while (!stopping_) {
    auto const seen = changed_.count();
    auto const connection = connection_;
    if (is_up_ && caught_up_ == connection && !sent_again_.empty()) {
      co_await ask_again(connection);
      continue;
    }
    if (!is_up_ || caught_up_ == connection) {
      co_await changed_.wait(seen);
      continue;
    }
    auto done = co_await begin(connection);
    if (done) done = co_await pass(connection);
    if (!goes_on(connection)) continue;
    // Also where a channel can't be read just now: nobody waits for a word because of that.
    co_await tell_receivers();
    if (done) {
      caught_up_ = connection;
      continue;
    }
    spdlog::warn("catching up is not complete, trying again: {}", to_string(done.error()));
    co_await rest(before_next_pass, connection);
  }
}

awaitable<result<>> catch_up::pass(std::uint64_t connection) {
  auto open = co_await channels_with_gaps(connection);
  if (!open) co_return open.error();
  channels_ = open->size();
  messages_before_ = messages_;
  if (!open->empty()) spdlog::info("catching up: {} channels", channels_);
  logged_at_ = clock_.uptime();
  auto outcome = result<>();
  for (auto const& channel : *open) {
    auto const done = co_await read_channel(channel, connection);
    if (!goes_on(connection)) co_return another_connection();
    if (done || is_closed_to_us(done.error().code)) {
      gaps_.erase(channel.id);
      if (!done)
        spdlog::warn("catching up: {} can't be read: {}", in_words(channel), to_string(done.error()));
    } else {
      outcome = done.error();
    }
  }
  if (outcome && !open->empty())
    spdlog::info("caught up: {} messages in {} channels", messages_ - messages_before_, channels_);
  co_return outcome;
}

awaitable<result<catch_up::channels>> catch_up::channels_with_gaps(std::uint64_t connection) {
  std::function<awaitable<result<channels>>()> const list = [this] { return workspace_.own_channels(); };
  auto own = co_await patiently(connection, list);
  if (!own) co_return own;
  auto unit = [this, &own](storage::unit_of_work& work) {
    // Joining a channel imports nothing of its past.
    for (auto const& channel : *own)
      work.watermarks.follow(workspace_.id(), channel.id, since_);
    return work.watermarks.all(workspace_.id());
  };
  auto const marks = co_await store_.write(std::move(unit));
  if (!marks) co_return marks.error();
  gaps_.clear();
  known_.clear();
  own_.clear();
  for (auto const& channel : *own) {
    known_.insert(channel.id);
    own_.emplace(channel.id, channel);
    auto const& mark = marks->at(channel.id);
    if (mark.has_gap) gaps_.emplace(channel.id, mark);
  }
  for (auto const& [channel, mark] : *marks) {
    if (known_.contains(channel)) continue;
    auto const facts = co_await workspace_.find_channel(channel);
    auto const is_left = facts ? !facts->is_member : facts.error().code == errc::not_found;
    if (!is_left) continue;
    auto forget = [this, &channel](storage::unit_of_work& work) {
      work.watermarks.forget(workspace_.id(), channel);
    };
    auto const done = co_await store_.write(std::move(forget));
    if (!done) co_return done.error();
  }
  std::erase_if(*own, [this](chat::channel_facts const& one) { return !gaps_.contains(one.id); });
  // What the team reads comes first.
  std::stable_partition(own->begin(), own->end(),
                        [](auto const& one) { return one.kind != chat::channel_kind::direct; });
  co_return own;
}

awaitable<result<std::set<std::string>>> catch_up::waiting_threads(std::string const& channel) {
  auto unit = [this, &channel](storage::unit_of_work& work) {
    std::set<std::string> threads;
    for (auto const& round : work.rituals.open_rounds(workspace_.id())) {
      auto const asked = work.outbox.where_sent(storage::prompt_key(round));
      if (asked && asked->channel == channel) threads.insert(asked->timestamp);
    }
    return threads;
  };
  co_return co_await store_.write(std::move(unit));
}

awaitable<result<>> catch_up::read_channel(chat::channel_facts const& channel, std::uint64_t connection) {
  auto const mark = gaps_.at(channel.id);
  // Whoever turned the clock back meanwhile has us read a day more.
  auto const settled = std::min(mark.settled, since_);
  auto const followed = mark.followed > since_ ? base::time_point() : mark.followed;
  auto const earliest = clock_.now() - *options_.max_age;
  if (settled < earliest)
    spdlog::warn("catching up: {} was settled {} days ago; what is older than slack.catch_up.max_age is lost",
                 in_words(channel), std::chrono::floor<std::chrono::days>(clock_.now() - settled).count());
  auto threads = co_await waiting_threads(channel.id);
  if (!threads) co_return threads.error();
  auto ask = asking(channel.kind, connection);
  auto read = ask.page;
  past_settling::handler handle = [this, connection](chat::event event) {
    return try_event(std::move(event), connection);
  };
  past_blocks blocks(std::move(read), workspace_, channel,
                     std::max({settled - options_.overlap, followed, earliest}), options_);
  past_settling settling(store_, std::move(ask), std::move(handle), channel, workspace_.id(), settled,
                         std::move(*threads));
  for (auto is_last = false; !is_last;) {
    auto block = co_await blocks.next();
    if (!block) co_return block.error();
    if (!*block) break;
    is_last = (*block)->is_last;
    auto const newest = (*block)->messages.empty() ? settled : (*block)->messages.back().at;
    auto const before = settling.messages();
    auto const done = co_await settling.settle(std::move(**block));
    messages_ += settling.messages() - before;
    if (!done) co_return done.error();
    auto const written = co_await settle(channel.id, newest, is_last);
    if (!written) co_return written.error();
    if (!is_last) gaps_[channel.id].settled = std::max(settled, newest);
    log_progress(channel);
  }
  co_return result<>();
}

awaitable<result<>> catch_up::settle(std::string const& channel, base::time_point up_to, bool is_all) {
  auto unit = [this, &channel, up_to, is_all](storage::unit_of_work& work) {
    if (is_all)
      work.watermarks.close(workspace_.id(), channel);
    else
      work.watermarks.settle(workspace_.id(), channel, up_to);
  };
  co_return co_await store_.write(std::move(unit));
}

void catch_up::log_progress(chat::channel_facts const& channel) {
  if (clock_.uptime() - logged_at_ < between_log_lines) return;
  logged_at_ = clock_.uptime();
  spdlog::info("catching up: {}, {} messages, {} of {} channels", in_words(channel),
               messages_ - messages_before_, channels_ - gaps_.size() + 1, channels_);
}

awaitable<> catch_up::ask_again(std::uint64_t connection) {
  // By then what was sent again is recorded.
  co_await rest(before_asking_again, connection);
  while (goes_on(connection) && !sent_again_.empty()) {
    auto const where = *sent_again_.begin();
    sent_again_.erase(sent_again_.begin());
    auto const channel = own_.find(where.channel);
    if (channel == own_.end()) continue;
    auto const facts = channel->second;
    past_settling::handler handle = [this, connection](chat::event event) {
      return try_event(std::move(event), connection);
    };
    past_settling settling(store_, asking(facts.kind, connection), std::move(handle), facts, workspace_.id(),
                           since_, {});
    auto const done = co_await settling.settle(where, clock_.now());
    if (!done && goes_on(connection))
      spdlog::warn("a message that was sent again can't be looked at: {}", to_string(done.error()));
  }
}

awaitable<> catch_up::tell_receivers() {
  auto unit = [this, now = clock_.now()](storage::unit_of_work& work) {
    tell_of_late_kudos(work, workspace_.id(), emoji_, now);
  };
  auto const done = co_await store_.write(std::move(unit));
  if (!done) spdlog::warn("receivers are told later: {}", to_string(done.error()));
  wake_courier_();
}

past_settling::asking catch_up::asking(chat::channel_kind kind, std::uint64_t connection) {
  past_settling::asking all;
  all.page = [this, connection](chat::past_query wanted) -> awaitable<result<chat::past_page>> {
    std::function<awaitable<result<chat::past_page>>()> const read = [this, &wanted] {
      return workspace_.read_past(wanted);
    };
    co_return co_await patiently(connection, read);
  };
  all.message = [this, connection, kind](chat::message_ref where) -> awaitable<result<chat::past_page>> {
    std::function<awaitable<result<chat::past_page>>()> const find = [this, &where, kind] {
      return workspace_.find_past(where, kind);
    };
    co_return co_await patiently(connection, find);
  };
  using reactions = std::vector<chat::past_reaction>;
  all.reactions = [this, connection](chat::message_ref where) -> awaitable<result<reactions>> {
    std::function<awaitable<result<reactions>>()> const ask = [this, &where] {
      return workspace_.all_reactions(where);
    };
    co_return co_await patiently(connection, ask);
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

template <class T>
awaitable<result<T>> catch_up::patiently(std::uint64_t connection,
                                         std::function<awaitable<result<T>>()> call) {
  base::duration pause = 1s;
  for (;;) {
    if (!goes_on(connection)) co_return another_connection();
    auto done = co_await call();
    if (done || !may_pass(done.error().code)) co_return done;
    spdlog::warn("catching up waits a little: {}", to_string(done.error()));
    co_await rest(std::max<base::duration>(pause, done.error().retry_after), connection);
    pause = std::min(pause * 2, longest_retry_pause);
  }
}

awaitable<> catch_up::rest(base::duration length, std::uint64_t connection) {
  auto const until = clock_.uptime() + length;
  while (goes_on(connection) && clock_.uptime() < until) {
    auto const seen = changed_.count();
    co_await (clock_.sleep_for(until - clock_.uptime()) || changed_.wait(seen));
  }
}

}  // namespace huzzah::features
