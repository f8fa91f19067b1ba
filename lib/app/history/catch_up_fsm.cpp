#include "app/history/catch_up_fsm.hpp"

#include <algorithm>

namespace huzzah::history {

namespace {

using namespace std::chrono_literals;

/// Who spoke that long before the gap is taken to have gone on speaking.
constexpr base::duration talk = 1h;
constexpr base::duration after_a_failure = 60s;

}  // namespace

catch_up_fsm::entry* catch_up_fsm::find(std::string const& name) {
  auto const found = channels_.find(name);
  return found == channels_.end() ? nullptr : &found->second;
}

void catch_up_fsm::begin(base::time_point gap_began) {
  channels_.clear();
  gap_began_ = gap_began;
  all_listed_ = false;
  is_ready_ = false;
}

void catch_up_fsm::add(std::string const& channel, base::time_point settled, base::time_point spoke) {
  auto& one = channels_[channel];
  one.settled = settled;
  one.spoke = spoke;
}

void catch_up_fsm::listed(std::string const& channel, bool is_direct) {
  auto* const one = find(channel);
  if (one == nullptr) return;
  one->is_listed = true;
  one->is_direct = is_direct;
}

void catch_up_fsm::all_listed() {
  all_listed_ = true;
  std::erase_if(channels_, [](auto const& one) { return !one.second.is_listed; });
  look_if_ready();
}

bool catch_up_fsm::ritual_waits(std::string const& channel) {
  auto* const one = find(channel);
  if (one == nullptr || one->gap_is_read || one->awaited_by_ritual) return false;
  one->awaited_by_ritual = true;
  return true;
}

bool catch_up_fsm::person_waits(std::string const& channel) {
  auto* const one = find(channel);
  if (one == nullptr || one->gap_is_read || one->awaited_by_person) return false;
  one->awaited_by_person = true;
  return true;
}

catch_up_fsm::rank catch_up_fsm::rank_of(entry const& one) const {
  if (one.spoke > gap_began_ - talk) return rank::spoke;
  // Of a crowd that was asked in private, readiness does not wait for each.
  if (one.awaited_by_ritual && !one.is_direct) return rank::ritual;
  if (one.awaited_by_ritual || one.awaited_by_person) return rank::person;
  return one.is_direct ? rank::direct : rank::rest;
}

std::optional<look> catch_up_fsm::part_of(entry const& one, lane of) const {
  auto const is_ahead = goes_ahead(rank_of(one));
  if (of == lane::ahead) {
    if (is_ahead && !one.gap_is_read && !one.ahead) return look::gap;
    return {};
  }
  if (one.behind) return {};
  if (one.gap_is_read) return look::day;
  if (!is_ahead) return look::all;
  return {};
}

catch_up_fsm::order catch_up_fsm::order_of(std::string const& name, entry const& one) const {
  auto const its = one.gap_is_read ? std::max(rank_of(one), rank::day) : rank_of(one);
  auto const age = one.settled.time_since_epoch();
  auto const silence = -one.spoke.time_since_epoch();
  // Where people talk, the newest talk comes first; else what has waited longest.
  if (its == rank::spoke || its == rank::day) return {its, silence, age, name};
  return {its, age, silence, name};
}

std::optional<catch_up_job> catch_up_fsm::next(lane of, base::duration now) {
  std::optional<order> first;
  for (auto const& [name, one] : channels_) {
    if (!one.is_listed || now < one.not_before || !part_of(one, of)) continue;
    auto its = order_of(name, one);
    if (!first || its < *first) first = std::move(its);
  }
  if (!first) return {};
  auto const& name = std::get<std::string>(*first);
  auto& one = channels_.at(name);
  auto const part = part_of(one, of).value();
  (of == lane::ahead ? one.ahead : one.behind) = part;
  return catch_up_job(name, part);
}

bool catch_up_fsm::done(catch_up_job const& job) {
  auto* const one = find(job.channel);
  if (one == nullptr) return false;
  auto const waited = one->awaited_by_ritual && !one->gap_is_read;
  if (job.part == look::gap) {
    one->ahead.reset();
    one->gap_is_read = true;
  } else {
    channels_.erase(job.channel);
  }
  look_if_ready();
  return waited;
}

void catch_up_fsm::failed(catch_up_job const& job, base::duration now) {
  auto* const one = find(job.channel);
  if (one == nullptr) return;
  (job.part == look::gap ? one->ahead : one->behind).reset();
  one->not_before = now + after_a_failure;
}

std::optional<base::duration> catch_up_fsm::wake_at(base::duration now) const {
  std::optional<base::duration> first;
  for (auto const& [name, one] : channels_)
    if (one.is_listed && one.not_before > now)
      first = first ? std::min(*first, one.not_before) : one.not_before;
  return first;
}

bool catch_up_fsm::is_missing(std::string const& channel) const {
  auto const found = channels_.find(channel);
  return found == channels_.end() ? !all_listed_ : !found->second.gap_is_read;
}

std::optional<base::time_point> catch_up_fsm::settled() const {
  std::optional<base::time_point> oldest;
  for (auto const& [name, one] : channels_)
    oldest = oldest ? std::min(*oldest, one.settled) : one.settled;
  return oldest;
}

void catch_up_fsm::look_if_ready() {
  if (!all_listed_ || is_ready_) return;
  is_ready_ = std::none_of(channels_.begin(), channels_.end(), [this](auto const& one) {
    return rank_of(one.second) <= rank::ritual && !one.second.gap_is_read;
  });
}

}  // namespace huzzah::history
