#include "app/people/audience.hpp"

#include <spdlog/spdlog.h>
#include <boost/asio/experimental/awaitable_operators.hpp>

#include <algorithm>
#include <chrono>
#include <utility>
#include <vector>

namespace huzzah::people {

namespace {

using namespace asio::experimental::awaitable_operators;
using namespace std::chrono_literals;

constexpr base::duration facts_hold_for = 60s;
/// A command is acknowledged within 3 s, and may take several questions.
constexpr base::duration patience = 1s;
/// What is posted automatically can wait.
constexpr base::duration patience_of_posts = 20s;
/// For more channels than this the platform is asked for all of ours at once.
constexpr std::size_t worth_a_list = 5;
/// What shows very much must not ask the platform for minutes.
constexpr std::size_t most_looked_up = 100;
/// The platform lists so many members in one call.
constexpr std::int64_t members_in_a_call = 1'000;

bool is_open_channel(chat::channel_facts const& facts) {
  return facts.kind == chat::channel_kind::channel && !facts.is_private && !facts.id.empty();
}

bool is_full_member(chat::person const& who) {
  return !who.is_deactivated && !who.is_guest && !who.is_stranger;
}

awaitable<result<std::set<std::string>>> as_set(awaitable<result<std::vector<std::string>>> asked) {
  auto const list = co_await std::move(asked);
  if (!list) co_return list.error();
  co_return std::set<std::string>(list->begin(), list->end());
}

}  // namespace

audience::audience(chat::directory& platform, base::clock& clock)
    : platform_(platform),
      clock_(clock),
      people_(clock, facts_hold_for, 2'000,
              [this](std::string id) { return platform_.person_now(std::move(id)); }),
      channels_(clock, facts_hold_for, 10'000,
                [this](std::string id) { return platform_.channel_now(std::move(id)); }),
      channels_of_(clock, facts_hold_for, 200,
                   [this](std::string person) { return as_set(platform_.channels_of(std::move(person))); }),
      members_(clock, facts_hold_for, 50, [this](std::string channel) {
        return as_set(platform_.channel_members(std::move(channel)));
      }) {}

awaitable<result<chat::person>> audience::person_now(std::string person) {
  auto first = co_await (people_.get(person) || clock_.sleep_for(patience));
  if (first.index() == 0) co_return std::get<0>(std::move(first));
  spdlog::warn("could not look up {} in time", person);
  co_return error(errc::timed_out, "no answer in time");
}

awaitable<viewer> audience::of_person(std::string workspace, std::string person) {
  auto nothing = viewer::of_person(person, false, {});
  if (workspace != platform_.id()) co_return nothing;
  // Side by side, each for itself: a list that does not come takes no public channel away.
  auto list = channels_of_.get(person);
  auto timed_list = std::move(list) || clock_.sleep_for(patience);
  auto both = co_await (person_now(person) && std::move(timed_list));
  auto const& who = std::get<0>(both);
  auto& channels = std::get<1>(both);
  if (!who || who->is_deactivated) co_return nothing;
  ids in;
  if (channels.index() == 0 && std::get<0>(channels))
    in = std::get<0>(std::move(channels)).value();
  else
    spdlog::warn("the channels of {} could not be looked up, so nothing of private ones is shown", person);
  co_return viewer::of_person(std::move(person), is_full_member(*who), std::move(in));
}

awaitable<viewer> audience::of_place(std::string channel) {
  auto first = co_await (channels_.get(channel) || clock_.sleep_for(patience_of_posts));
  auto const is_known = first.index() == 0 && std::get<0>(first).has_value();
  if (!is_known || std::get<0>(first)->is_shared_outside)
    co_return viewer::of_shared_place(std::move(channel));
  co_return viewer::of_place(std::move(channel));
}

awaitable<bool> audience::can_read(std::string person, std::string channel) {
  co_return co_await decide(std::move(person), std::move(channel), false);
}

awaitable<std::optional<bool>> audience::could_read(std::string person, std::string channel) {
  auto const first = co_await (look_up_reader(std::move(person), std::move(channel), false) ||
                               clock_.sleep_for(patience_of_posts));
  co_return first.index() == 0 ? std::get<0>(first) : std::nullopt;
}

awaitable<bool> audience::is_member(std::string person, std::string channel) {
  co_return co_await decide(std::move(person), std::move(channel), true);
}

awaitable<bool> audience::decide(std::string person, std::string channel, bool as_member) {
  auto first = co_await (look_up_reader(person, channel, as_member) || clock_.sleep_for(patience));
  auto const answer = first.index() == 0 ? std::get<0>(first) : std::nullopt;
  if (!answer)
    spdlog::warn("whether {} may read {} could not be found out, so they may not", person, channel);
  co_return answer.value_or(false);
}

awaitable<std::optional<bool>> audience::look_up_reader(std::string person, std::string channel,
                                                        bool as_member) {
  auto const both = co_await (people_.get(person) && channels_.get(channel));
  auto const& [who, facts] = both;
  if (!who || !facts) {
    auto const is_certain =
        (!who && who.error().code == errc::not_found) || (!facts && facts.error().code == errc::not_found);
    co_return is_certain ? std::optional(false) : std::nullopt;
  }
  if (who->is_deactivated) co_return false;
  if (!as_member && is_open_channel(*facts) && is_full_member(*who)) co_return true;

  if (auto const* channels = channels_of_.fresh(person)) co_return channels->contains(channel);
  // One call lists a small channel, for everybody who asks; and the platform lists no stranger's channels.
  auto const by_channel = members_.fresh(channel) != nullptr || who->is_stranger ||
                          (facts->member_count > 0 && facts->member_count <= members_in_a_call);
  if (by_channel) {
    auto const members = co_await members_.get(channel);
    if (!members) co_return std::nullopt;
    co_return members->contains(person);
  }
  auto const channels = co_await channels_of_.get(person);
  if (!channels) co_return std::nullopt;
  co_return channels->contains(channel);
}

awaitable<bool> audience::is_open(std::string channel) {
  auto const first = co_await (channels_.get(channel) || clock_.sleep_for(patience));
  co_return first.index() == 0 && std::get<0>(first) && is_open_channel(*std::get<0>(first));
}

awaitable<std::optional<std::set<std::string>>> audience::members_of(std::string channel) {
  auto first = co_await (members_.get(channel) || clock_.sleep_for(patience_of_posts));
  if (first.index() == 0 && std::get<0>(first)) co_return std::get<0>(std::move(first)).value();
  co_return std::nullopt;
}

awaitable<std::set<std::string>> audience::readable(viewer viewer, std::set<std::string> channels,
                                                    bool can_wait) {
  ids readable;
  std::vector<std::string> unknown;
  for (auto const& one : channels) {
    if (viewer.is_in(one))
      readable.insert(one);
    else if (viewer.sees_open())
      unknown.push_back(one);
  }
  if (!unknown.empty()) {
    auto const longest = can_wait ? patience_of_posts : patience;
    auto const first = co_await (learn_channels(unknown) || clock_.sleep_for(longest));
    if (first.index() != 0)
      spdlog::warn("not every channel could be looked up in time: those count as private");
  }
  for (auto const& one : unknown) {
    auto const* facts = channels_.fresh(one);
    if (facts != nullptr && is_open_channel(*facts)) readable.insert(one);
  }
  co_return readable;
}

awaitable<> audience::learn_channels(std::vector<std::string> channels) {
  auto const is_known = [this](std::string const& one) { return channels_.fresh(one) != nullptr; };
  std::erase_if(channels, is_known);
  if (channels.size() > worth_a_list) {
    co_await list_channels();
    std::erase_if(channels, is_known);
  }
  if (channels.size() > most_looked_up) {
    spdlog::warn("{} channels are not looked up: what was said there is not shown",
                 channels.size() - most_looked_up);
    channels.resize(most_looked_up);
  }
  if (!channels.empty()) co_await learn_each(std::move(channels));
}

awaitable<> audience::list_channels() {
  // What changes while the list is on its way is not taken from it.
  class listing {
   public:
    explicit listing(audience& of) : of_(of) {
      if (of_.listings_++ == 0) of_.changed_.clear();
    }
    listing(listing const&) = delete;
    listing& operator=(listing const&) = delete;
    ~listing() { --of_.listings_; }

   private:
    audience& of_;
  };
  listing const under_way(*this);
  std::string cursor;
  do {
    auto const gaps = gaps_;
    auto const page = co_await platform_.own_channels(cursor);
    if (!page || gaps != gaps_) co_return;
    for (auto const& one : page->channels)
      if (!changed_.contains(one.id)) channels_.learn(one.id, one);
    cursor = page->next;
  } while (!cursor.empty());
}

awaitable<> audience::learn_each(std::vector<std::string> channels) {
  if (channels.size() == 1) {
    co_await channels_.get(channels.front());
    co_return;
  }
  auto const middle = channels.begin() + static_cast<std::ptrdiff_t>(channels.size() / 2);
  std::vector<std::string> first(channels.begin(), middle);
  std::vector<std::string> second(middle, channels.end());
  co_await (learn_each(std::move(first)) && learn_each(std::move(second)));
}

void audience::forget(chat::facts_changed const& changed) {
  if (changed.channel.empty()) return people_.forget(changed.person);
  if (listings_ > 0) changed_.insert(changed.channel);
  channels_of_.forget(changed.person);
  channels_.forget(changed.channel);
  members_.forget(changed.channel);
}

void audience::forget_all() {
  ++gaps_;
  people_.forget_all();
  channels_.forget_all();
  channels_of_.forget_all();
  members_.forget_all();
}

}  // namespace huzzah::people
