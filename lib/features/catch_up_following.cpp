// Which channels there are, and until when events came by themselves.
#include "features/catch_up.hpp"

#include "base/failpoint.hpp"

#include <spdlog/spdlog.h>
#include <boost/asio/experimental/awaitable_operators.hpp>

#include <algorithm>
#include <utility>
#include <variant>

namespace huzzah::features {

namespace {

/// A crash makes so much be read again, and no more than that is lost by it.
constexpr base::duration between_writes = std::chrono::minutes{1};
constexpr base::duration between_listings = std::chrono::minutes{10};

constexpr std::size_t most_sent_again = 1'000;

/// The message that people said, changed or put an emoji on; none for all else.
chat::message_ref const* message_of(chat::event const& happened) {
  if (auto const* posted = std::get_if<chat::message_posted>(&happened)) return &posted->where;
  if (auto const* edited = std::get_if<chat::message_edited>(&happened)) return &edited->where;
  if (auto const* reaction = std::get_if<chat::reaction_changed>(&happened)) return &reaction->where;
  return nullptr;
}

/// When that happened.
base::time_point moment_of(chat::event const& happened) {
  if (auto const* posted = std::get_if<chat::message_posted>(&happened)) return posted->at;
  if (auto const* edited = std::get_if<chat::message_edited>(&happened)) return edited->edited_at;
  if (auto const* reaction = std::get_if<chat::reaction_changed>(&happened)) return reaction->at;
  return base::time_point::max();
}

}  // namespace

void catch_up::noticed(chat::event const& live) {
  // Before that, the platform's own list will have it.
  if (!options_.max_age || begun_ != connection_) return;
  auto const* where = message_of(live);
  if (where == nullptr) return;
  auto const is_old = moment_of(live) < since_ && sent_again_.size() < most_sent_again;
  if (is_old) sent_again_.insert(*where);
  auto const is_new = listed_ == connection_ && known_.insert(where->channel).second;
  if (is_new) joined_.insert(where->channel);
  if (is_old || is_new) changed_.notify_all();
}

awaitable<result<>> catch_up::begin(std::uint64_t connection) {
  if (begun_ == connection) co_return result<>();
  std::optional<base::time_point> here_last;
  auto unit = [this, since = since_, until = until_, &here_last](storage::unit_of_work& work) {
    if (until) work.watermarks.still_live(workspace_.id(), *until);
    here_last = work.watermarks.live_until(workspace_.id());
    work.watermarks.begin_live(workspace_.id(), since);
    return work.watermarks.all(workspace_.id());
  };
  base::failpoint("before opening the gaps");
  auto const marks = co_await store_.write(std::move(unit));
  base::failpoint("after opening the gaps");
  if (!marks) co_return marks.error();
  until_.reset();
  here_last_ = here_last;
  begun_ = connection;
  listed_at_ = clock_.uptime();
  known_.clear();
  for (auto const& [channel, mark] : *marks)
    known_.insert(channel);
  co_return result<>();
}

awaitable<> catch_up::follow() {
  using namespace asio::experimental::awaitable_operators;
  while (!stopping_) {
    auto const seen = changed_.count();
    co_await write_progress();
    if (caught_up_ == connection_ && is_up_ && clock_.uptime() - listed_at_ >= between_listings)
      co_await look_for_new_channels();
    if (!stopping_) co_await (clock_.sleep_for(between_writes) || changed_.wait(seen));
  }
  co_await write_progress();
}

awaitable<> catch_up::write_progress() {
  auto const now = is_up_ && begun_ == connection_ ? missed_at_.value_or(clock_.now()) : until_;
  if (!now) co_return;
  auto joined = std::exchange(joined_, {});
  auto unit = [this, now = *now, &joined](storage::unit_of_work& work) {
    work.watermarks.still_live(workspace_.id(), now);
    for (auto const& channel : joined)
      work.watermarks.follow(workspace_.id(), channel, now);
  };
  base::failpoint("before moving the watermarks");
  auto const done = co_await store_.write(std::move(unit));
  base::failpoint("after moving the watermarks");
  if (done) co_return;
  joined_.merge(joined);
  spdlog::warn("watermarks can't be written, trying again: {}", to_string(done.error()));
}

awaitable<> catch_up::look_for_new_channels() {
  listed_at_ = clock_.uptime();
  auto const own = co_await workspace_.own_channels();
  if (!own) co_return;
  for (auto const& channel : *own)
    if (known_.insert(channel.id).second) joined_.insert(channel.id);
  if (!joined_.empty()) co_await write_progress();
}

awaitable<result<catch_up::moments>> catch_up::arrivals(channels const& own, std::uint64_t connection) {
  moments found;
  if (!here_last_) co_return found;
  for (auto const& channel : own) {
    if (known_.contains(channel.id)) continue;
    auto const at = co_await arrival(channel, connection);
    if (at && *at) found.emplace(channel.id, **at);
    if (!at && !is_closed_to_us(at.error().code)) co_return at.error();
  }
  co_return found;
}

awaitable<result<std::optional<base::time_point>>> catch_up::arrival(chat::channel_facts const& channel,
                                                                     std::uint64_t connection) {
  using chat::channel_kind;
  // Nobody comes into a direct channel: it is there with its first word.
  if (channel.kind == channel_kind::direct || channel.kind == channel_kind::group_direct)
    co_return here_last_;
  auto const earliest = clock_.now() - *options_.max_age;
  chat::past_query wanted;
  wanted.channel = channel.id;
  wanted.kind = channel.kind;
  // It may also have been shortly before, and nobody had noticed.
  wanted.after =
      workspace_.timestamp_at(std::max(earliest, std::min(*here_last_, since_) - options_.overlap));
  wanted.before = workspace_.timestamp_at(since_);
  wanted.limit = options_.page_size;
  do {
    auto query = wanted;
    auto const read = co_await page(std::move(query), connection);
    if (!read) co_return read.error();
    auto const& all = read->messages;
    auto const last =
        std::find_if(all.begin(), all.end(), [](auto const& one) { return one.is_our_arrival; });
    if (last != all.end()) co_return std::optional(last->at);
    wanted.cursor = read->next;
  } while (!wanted.cursor.empty());
  co_return std::optional<base::time_point>();
}

}  // namespace huzzah::features
