// Which channels there are, and until when live events arrived.
#include "app/history/catch_up.hpp"

#include "app/history/watermarks.hpp"
#include "base/failpoint.hpp"

#include <spdlog/spdlog.h>
#include <boost/asio/experimental/awaitable_operators.hpp>

#include <algorithm>
#include <utility>
#include <variant>

namespace huzzah::history {

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
  auto const* where = message_of(live);
  if (where == nullptr || !options_.max_age) return;
  heard_[where->channel] = clock_.now();
  // Before that, the platform's own list will have it.
  if (begun_ != connection_) return;
  auto const goes_ahead = order_.person_waits(where->channel);
  auto const is_old = moment_of(live) < since_ && sent_again_.size() < most_sent_again;
  if (is_old) sent_again_.insert(*where);
  auto const is_new = listed_ == connection_ && known_.insert(where->channel).second;
  if (is_new) joined_.insert(where->channel);
  if (is_old || is_new || goes_ahead) changed_.notify_all();
}

awaitable<result<>> catch_up::begin(std::uint64_t connection) {
  if (begun_ == connection) co_return result<>();
  auto heard = std::exchange(heard_, {});
  std::optional<base::time_point> here_last;
  std::vector<chat::message_ref> asked;
  auto unit = [this, since = since_, until = until_, &heard, &here_last, &asked](store::unit_of_work& work) {
    if (until) watermarks(work).still_live(workspace_.id(), *until);
    here_last = watermarks(work).live_until(workspace_.id());
    // The first time begins when all channels are known: a crash before that leaves nothing half known.
    if (here_last) watermarks(work).begin_live(workspace_.id(), since);
    for (auto const& [channel, at] : heard)
      watermarks(work).spoke(workspace_.id(), channel, at);
    asked = hooks_.asked(work);
    return watermarks(work).all(workspace_.id());
  };
  base::failpoint("before opening the gaps");
  auto followed = co_await store_.write(std::move(unit));
  base::failpoint("after opening the gaps");
  if (!followed) {
    heard_.merge(heard);
    co_return followed.error();
  }
  until_.reset();
  here_last_ = here_last;
  begun_ = connection;
  listed_at_ = clock_.uptime();
  marks_ = std::move(*followed);
  plan(asked);
  co_return result<>();
}

void catch_up::plan(std::vector<chat::message_ref> const& asked) {
  order_.begin(std::min(here_last_.value_or(since_), since_));
  known_.clear();
  for (auto const& [channel, mark] : marks_) {
    known_.insert(channel);
    if (mark.has_gap) order_.add(channel, mark.settled, mark.spoke);
  }
  // As far as they are known from before; the others are read when the platform lists them.
  for (auto const& [channel, facts] : own_)
    order_.listed(channel, facts.kind == chat::channel_kind::direct);
  asked_.clear();
  std::set<std::string> places;
  for (auto const& where : asked) {
    if (where.id.empty()) {
      order_.ritual_waits(where.channel);
      places.insert(where.channel);
    } else if (places.contains(where.channel)) {
      asked_[where.channel].insert(where.id);
    } else {
      order_.person_waits(where.channel);
    }
  }
  untold_ = {true, false};
  messages_before_ = messages_;
  channels_ = order_.channels();
  logged_at_ = clock_.uptime();
}

awaitable<> catch_up::follow() {
  using namespace asio::experimental::awaitable_operators;
  while (!stopping_) {
    auto const seen = changed_.count();
    co_await write_progress();
    if (listed_ == connection_ && is_up_ && clock_.uptime() - listed_at_ >= between_listings)
      co_await look_for_new_channels();
    if (!stopping_) co_await (clock_.sleep_for(between_writes) || changed_.wait(seen));
  }
  co_await write_progress();
}

awaitable<> catch_up::write_progress() {
  auto const now = is_up_ && begun_ == connection_ ? missed_at_.value_or(clock_.now()) : until_;
  if (!now) co_return;
  auto joined = std::exchange(joined_, {});
  auto heard = std::exchange(heard_, {});
  auto unit = [this, now = *now, &joined, &heard](store::unit_of_work& work) {
    watermarks(work).still_live(workspace_.id(), now);
    for (auto const& channel : joined)
      watermarks(work).follow(workspace_.id(), channel, now);
    for (auto const& [channel, at] : heard)
      watermarks(work).spoke(workspace_.id(), channel, at);
  };
  base::failpoint("before moving the watermarks");
  auto const done = co_await store_.write(std::move(unit));
  base::failpoint("after moving the watermarks");
  if (done) co_return;
  joined_.merge(joined);
  heard_.merge(heard);
  spdlog::warn("watermarks can't be written, trying again: {}", to_string(done.error()));
}

awaitable<> catch_up::look_for_new_channels() {
  listed_at_ = clock_.uptime();
  std::string cursor;
  do {
    auto const page = co_await workspace_.own_channels(cursor);
    if (!page) co_return;
    for (auto const& channel : page->channels) {
      if (known_.insert(channel.id).second) joined_.insert(channel.id);
      own_[channel.id] = channel;
    }
    cursor = page->next;
  } while (!cursor.empty() && !stopping_);
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
  // There is no arrival in a direct channel: it exists from its first message on.
  if (channel.kind == channel_kind::direct || channel.kind == channel_kind::group_direct)
    co_return here_last_;
  auto const earliest = clock_.now() - *options_.max_age;
  chat::past_query wanted;
  wanted.channel = channel.id;
  wanted.kind = channel.kind;
  // The arrival may also have been shortly before that, unnoticed.
  wanted.after = workspace_.id_at(std::max(earliest, std::min(*here_last_, since_) - options_.overlap));
  wanted.before = workspace_.id_at(since_);
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

}  // namespace huzzah::history
