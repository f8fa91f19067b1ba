// One channel's gap, and single messages that were sent again.
#include "base/failpoint.hpp"
#include "features/catch_up.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>

namespace huzzah::features {

namespace {

using namespace std::chrono_literals;

constexpr base::duration between_log_lines = 10s;
constexpr base::duration before_asking_again = 5s;

std::string in_words(chat::channel_facts const& channel) {
  return channel.name.empty() ? "direct messages" : "#" + channel.name;
}

}  // namespace

awaitable<result<>> catch_up::close_gap(chat::channel_facts const& channel, std::uint64_t connection) {
  auto const done = co_await read_channel(channel, connection);
  if (!done && !is_closed_to_us(done.error().code)) co_return done;
  if (!done) spdlog::warn("catching up: {} can't be read: {}", in_words(channel), to_string(done.error()));
  gaps_.erase(channel.id);
  co_return result<>();
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

awaitable<result<>> catch_up::settle(std::string const& channel, base::time_point up_to, bool is_all) {
  auto unit = [this, &channel, up_to, is_all](storage::unit_of_work& work) {
    if (is_all)
      work.watermarks.close(workspace_.id(), channel);
    else
      work.watermarks.settle(workspace_.id(), channel, up_to);
  };
  base::failpoint("before settling a gap");
  auto const done = co_await store_.write(std::move(unit));
  base::failpoint("after settling a gap");
  co_return done;
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

}  // namespace huzzah::features
