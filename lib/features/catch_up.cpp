#include "features/catch_up.hpp"

#include "base/failpoint.hpp"
#include "features/late_notes.hpp"

#include <spdlog/spdlog.h>
#include <boost/asio/experimental/awaitable_operators.hpp>

#include <algorithm>
#include <utility>

namespace huzzah::features {

namespace {

using namespace std::chrono_literals;
using namespace asio::experimental::awaitable_operators;

constexpr base::duration before_next_pass = 60s;

}  // namespace

catch_up::catch_up(asio::any_io_executor executor, storage::store& store, chat::workspace& workspace,
                   base::clock& clock, catch_up_options options, std::string emoji,
                   past_settling::handler handle, std::function<void()> wake_others)
    : store_(store),
      workspace_(workspace),
      clock_(clock),
      options_(options),
      emoji_(std::move(emoji)),
      handle_(std::move(handle)),
      wake_others_(std::move(wake_others)),
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
  if (begun_ == connection_) until_ = std::exchange(missed_at_, std::nullopt).value_or(clock_.now());
  changed_.notify_all();
}

void catch_up::missed() {
  // Without a connection there is a gap anyway.
  if (!is_up_ || missed_at_) return;
  missed_at_ = clock_.now();
  changed_.notify_all();
}

bool catch_up::is_caught_up() const {
  return is_up_ && (!options_.max_age || (caught_up_ == connection_ && !missed_at_));
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
    if (is_up_ && caught_up_ == connection && missed_at_) {
      // What kept it from being dealt with may be over by then.
      co_await rest(before_next_pass, connection);
      if (!goes_on(connection)) continue;
      disconnected();
      connected();
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
    auto const done = co_await close_gap(channel, connection);
    if (!goes_on(connection)) co_return done;
    if (!done) outcome = done.error();
  }
  if (outcome && !open->empty())
    spdlog::info("caught up: {} messages in {} channels", messages_ - messages_before_, channels_);
  co_return outcome;
}

awaitable<result<catch_up::channels>> catch_up::channels_with_gaps(std::uint64_t connection) {
  auto own = co_await own_channels(connection);
  if (!own) co_return own;
  auto const arrived = co_await arrivals(*own, connection);
  if (!arrived) co_return arrived.error();
  auto unit = [this, &own, &arrived](storage::unit_of_work& work) {
    for (auto const& [channel, at] : *arrived)
      work.watermarks.arrived(workspace_.id(), channel, at);
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
  listed_ = connection;
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
  std::partition(own->begin(), own->end(),
                 [](auto const& one) { return one.kind != chat::channel_kind::direct; });
  co_return own;
}

awaitable<> catch_up::tell_receivers() {
  auto unit = [this, now = clock_.now()](storage::unit_of_work& work) {
    tell_of_late_kudos(work, workspace_.id(), emoji_, now);
  };
  base::failpoint("before telling receivers");
  auto const done = co_await store_.write(std::move(unit));
  base::failpoint("after telling receivers");
  if (!done) spdlog::warn("receivers are told later: {}", to_string(done.error()));
  wake_others_();
}

}  // namespace huzzah::features
