#include "app/history/catch_up.hpp"

#include "app/history/watermarks.hpp"
#include "app/people/places.hpp"
#include "app/people/reach_of.hpp"
#include "base/failpoint.hpp"

#include <spdlog/spdlog.h>
#include <boost/asio/experimental/awaitable_operators.hpp>

#include <algorithm>
#include <iterator>
#include <utility>

namespace huzzah::history {

namespace {

using namespace std::chrono_literals;
using namespace asio::experimental::awaitable_operators;

constexpr base::duration before_next_pass = 60s;

}  // namespace

catch_up::catch_up(asio::any_io_executor executor, store::store& store, chat::workspace& workspace,
                   base::clock& clock, catch_up_options options, catch_up_hooks hooks,
                   catch_up_reconciler::handler handle, std::function<void()> wake_others)
    : store_(store),
      workspace_(workspace),
      clock_(clock),
      options_(options),
      hooks_(std::move(hooks)),
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
  if (!is_up_ || !options_.max_age) return is_up_;
  return begun_ == connection_ && order_.is_ready() && !missed_at_;
}

bool catch_up::keeps(std::string const& channel) {
  if (!options_.max_age) return false;
  if (!is_up_ || begun_ != connection_ || missed_at_) return true;
  if (order_.ritual_waits(channel)) changed_.notify_all();
  return order_.is_missing(channel);
}

catch_up_stats catch_up::stats() const {
  catch_up_stats now;
  now.channels_to_go = order_.channels();
  now.messages = messages_;
  now.is_complete = is_caught_up() && (!options_.max_age || is_all_read());
  if (auto const settled = order_.settled())
    now.lag = std::max(now.lag, std::chrono::duration_cast<std::chrono::seconds>(clock_.now() - *settled));
  return now;
}

awaitable<> catch_up::read_gaps() {
  while (!stopping_) {
    auto const seen = changed_.count();
    auto const connection = connection_;
    if (!is_up_) {
      co_await changed_.wait(seen);
      continue;
    }
    auto const begun = co_await begin(connection);
    if (!goes_on(connection)) continue;
    if (!begun) {
      spdlog::warn("catching up can't begin, trying again: {}", to_string(begun.error()));
      co_await rest(before_next_pass, connection);
      continue;
    }
    if (order_.channels() > 0) spdlog::info("catching up: {} channels", channels_);
    co_await (list(connection) && read_lane(lane::ahead, connection) && read_lane(lane::behind, connection));
  }
}

awaitable<> catch_up::read_lane(lane of, std::uint64_t connection) {
  auto& untold = untold_.at(static_cast<std::size_t>(of));
  while (goes_on(connection)) {
    auto const seen = changed_.count();
    auto const job = order_.next(of, clock_.uptime());
    if (job) {
      co_await work_on(*job, connection);
      untold = true;
    } else if (untold && listed_ == connection) {
      // Also if a channel can't be read just now: the notes of the others don't wait for it.
      co_await tell_of_end();
      untold = false;
      log_end();
      changed_.notify_all();
    } else if (of == lane::ahead && is_caught_up() && !sent_again_.empty()) {
      co_await ask_again(connection);
    } else if (of == lane::ahead && order_.is_ready() && missed_at_) {
      // What kept it from being dealt with may be over by then.
      co_await rest(before_next_pass, connection);
      if (!goes_on(connection)) co_return;
      disconnected();
      connected();
    } else {
      co_await something_to_read(seen);
    }
  }
}

awaitable<> catch_up::something_to_read(std::uint64_t seen) {
  auto const now = clock_.uptime();
  auto const again = order_.wake_at(now);
  if (again)
    co_await (clock_.sleep_for(*again - now) || changed_.wait(seen));
  else
    co_await changed_.wait(seen);
}

awaitable<> catch_up::work_on(catch_up_job job, std::uint64_t connection) {
  auto const done = co_await read(job, connection);
  if (!goes_on(connection)) co_return;
  if (!done) {
    spdlog::warn("catching up is not complete, trying again: {}", to_string(done.error()));
    order_.failed(job, clock_.uptime());
  } else if (order_.done(job)) {
    wake_others_();
  }
  changed_.notify_all();
}

awaitable<> catch_up::list(std::uint64_t connection) {
  while (goes_on(connection)) {
    auto const done = co_await list_all(connection);
    if (done || !goes_on(connection)) co_return;
    spdlog::warn("channels can't be listed, trying again: {}", to_string(done.error()));
    co_await rest(before_next_pass, connection);
  }
}

awaitable<result<>> catch_up::list_all(std::uint64_t connection) {
  facts_by_id own;
  channels at_once;
  std::string cursor;
  do {
    auto page = co_await own_channels(cursor, connection);
    if (!page) co_return page.error();
    for (auto const& channel : page->channels)
      own[channel.id] = channel;
    cursor = std::move(page->next);
    std::move(page->channels.begin(), page->channels.end(), std::back_inserter(at_once));
    if (!here_last_ && !cursor.empty()) continue;
    auto const taken = co_await take(at_once, connection);
    if (!taken) co_return taken;
    at_once.clear();
  } while (!cursor.empty());
  own_ = std::move(own);
  known_.clear();
  for (auto const& [channel, facts] : own_)
    known_.insert(channel);
  listed_ = connection;
  order_.all_listed();
  changed_.notify_all();
  co_return co_await forget_left();
}

awaitable<result<>> catch_up::take(channels const& listed, std::uint64_t connection) {
  auto const arrived = co_await arrivals(listed, connection);
  if (!arrived) co_return arrived.error();
  auto unit = [this, &listed, &arrived, is_first = !here_last_](store::unit_of_work& work) {
    if (is_first) watermarks(work).begin_live(workspace_.id(), since_);
    for (auto const& [channel, at] : *arrived)
      watermarks(work).arrived(workspace_.id(), channel, at);
    // Joining a channel imports nothing of its past.
    for (auto const& channel : listed) {
      watermarks(work).follow(workspace_.id(), channel.id, since_);
      if (channel.kind != chat::channel_kind::direct)
        people::places(work).learn(workspace_.id(), channel.id, people::reach_of(channel));
    }
    return arrived->empty() ? marks() : watermarks(work).all(workspace_.id());
  };
  auto fresh = co_await store_.write(std::move(unit));
  if (!fresh) co_return fresh.error();
  if (!here_last_) here_last_ = since_;
  for (auto const& [channel, at] : *arrived)
    if (auto const& mark = fresh->at(channel); mark.has_gap) {
      marks_[channel] = mark;
      order_.add(channel, mark.settled, mark.spoke);
      ++channels_;
    }
  for (auto const& channel : listed) {
    own_[channel.id] = channel;
    known_.insert(channel.id);
    order_.listed(channel.id, channel.kind == chat::channel_kind::direct);
  }
  changed_.notify_all();
  co_return result<>();
}

awaitable<result<>> catch_up::forget_left() {
  for (auto const& [channel, mark] : marks_) {
    if (own_.contains(channel)) continue;
    auto const facts = co_await workspace_.find_channel(channel);
    auto const is_left = facts ? !facts->is_member : facts.error().code == errc::not_found;
    if (!is_left) continue;
    auto forget = [this, &channel](store::unit_of_work& work) {
      watermarks(work).forget(workspace_.id(), channel);
    };
    auto const done = co_await store_.write(std::move(forget));
    if (!done) co_return done.error();
  }
  co_return result<>();
}

void catch_up::log_end() {
  if (channels_ == 0 || !is_all_read()) return;
  spdlog::info("caught up: {} messages in {} channels", messages_ - messages_before_, channels_);
  channels_ = 0;
}

awaitable<> catch_up::tell_of_end() {
  auto unit = [this, now = clock_.now()](store::unit_of_work& work) { hooks_.ended(work, now); };
  base::failpoint("before telling receivers");
  auto const done = co_await store_.write(std::move(unit));
  base::failpoint("after telling receivers");
  if (!done) spdlog::warn("receivers are told later: {}", to_string(done.error()));
  wake_others_();
}

}  // namespace huzzah::history
