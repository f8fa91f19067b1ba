// One channel's gap, and single messages that were sent again.
#include "app/history/catch_up.hpp"
#include "app/history/watermarks.hpp"
#include "base/failpoint.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

namespace huzzah::history {

namespace {

using namespace std::chrono_literals;

constexpr base::duration between_log_lines = 10s;
constexpr base::duration before_asking_again = 5s;
/// What was said so shortly before a gap may not have reached us.
constexpr base::duration before_a_gap = 2min;

std::string in_words(chat::channel_facts const& channel) {
  return channel.name.empty() ? "direct messages" : "#" + channel.name;
}

}  // namespace

awaitable<result<>> catch_up::read(catch_up_job job, std::uint64_t connection) {
  auto const channel = own_.find(job.channel);
  if (channel == own_.end()) co_return result<>();
  auto const facts = channel->second;
  auto const done = co_await read_channel(facts, job.part, connection);
  if (!done && !is_closed_to_us(done.error().code)) co_return done;
  if (!done) spdlog::warn("catching up: {} can't be read: {}", in_words(facts), to_string(done.error()));
  co_return result<>();
}

awaitable<result<>> catch_up::read_channel(chat::channel_facts const& channel, look part,
                                           std::uint64_t connection) {
  auto const mark = marks_.at(channel.id);
  // If the clock was turned back since then, a day more is read.
  auto const settled = std::min(mark.settled, since_);
  auto const followed = mark.followed > since_ ? base::time_point() : mark.followed;
  auto const earliest = clock_.now() - *options_.max_age;
  if (settled < earliest && part != look::day)
    spdlog::warn("catching up: {} was settled {} days ago; what is older than slack.catch_up.max_age is lost",
                 in_words(channel), std::chrono::floor<std::chrono::days>(clock_.now() - settled).count());
  auto const shortly_before = settled - std::min(options_.overlap, before_a_gap);
  auto const from = part == look::gap ? shortly_before : settled - options_.overlap;
  std::optional<base::time_point> until;
  if (part == look::day) until = shortly_before;
  auto const begin = std::max({from, followed, earliest});
  if (until && begin >= *until) co_return co_await settle(channel.id, settled, true);
  auto threads = part == look::day ? std::set<std::string>() : asked_[channel.id];
  auto ask = asking(channel.kind, part != look::gap, connection);
  auto read = ask.page;
  catch_up_reconciler::handler handle = [this, connection](chat::event event) {
    return try_event(std::move(event), connection);
  };
  catch_up_blocks blocks(std::move(read), workspace_, channel, begin, until, options_);
  catch_up_reconciler settling(store_, std::move(ask), std::move(handle), channel, workspace_.id(), settled,
                               std::move(threads));
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
    // Until the day before it is read, too, the gap stays open for the next start.
    if (is_last ? part != look::gap : part == look::all) {
      auto const written = co_await settle(channel.id, newest, is_last);
      if (!written) co_return written.error();
    }
    log_progress(channel);
  }
  co_return result<>();
}

awaitable<result<>> catch_up::settle(std::string const& channel, base::time_point up_to, bool is_all) {
  auto unit = [this, &channel, up_to, is_all](store::unit_of_work& work) {
    if (is_all)
      watermarks(work).close(workspace_.id(), channel);
    else
      watermarks(work).settle(workspace_.id(), channel, up_to);
  };
  base::failpoint("before settling a gap");
  auto const done = co_await store_.write(std::move(unit));
  base::failpoint("after settling a gap");
  co_return done;
}

void catch_up::log_progress(chat::channel_facts const& channel) {
  if (clock_.uptime() - logged_at_ < between_log_lines) return;
  logged_at_ = clock_.uptime();
  spdlog::info("catching up: {}, {} messages, {} channels to go", in_words(channel),
               messages_ - messages_before_, order_.channels());
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
    catch_up_reconciler::handler handle = [this, connection](chat::event event) {
      return try_event(std::move(event), connection);
    };
    catch_up_reconciler settling(store_, asking(facts.kind, false, connection), std::move(handle), facts,
                                 workspace_.id(), since_, {});
    auto const done = co_await settling.settle(where, clock_.now());
    if (!done && goes_on(connection))
      spdlog::warn("a message that was sent again can't be looked at: {}", to_string(done.error()));
  }
}

}  // namespace huzzah::history
