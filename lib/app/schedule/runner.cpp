#include "app/schedule/runner.hpp"

#include <spdlog/spdlog.h>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>

#include <algorithm>
#include <iterator>
#include <set>

namespace huzzah::schedule {

namespace {

/// A part that asks to be asked again at once must not keep the others from their turn.
constexpr base::duration shortest_rest = std::chrono::seconds{1};
/// No part waits for longer than that to be asked, whatever it said.
constexpr base::duration longest_rest = std::chrono::hours{24};
constexpr std::size_t most_at_once = 32;

}  // namespace

runner::runner(asio::any_io_executor executor, base::clock& clock, std::vector<ritual*> rituals)
    : executor_(executor), clock_(clock), rituals_(std::move(rituals)), changed_(executor) {}

void runner::wake() {
  auto const now = clock_.now();
  for (auto& [part, next] : turns_)
    next.due = std::min(next.due, now);
  changed_.notify_all();
}

void runner::stop() {
  stopping_ = true;
  for (auto* one : rituals_)
    one->stop();
  changed_.notify_all();
}

awaitable<> runner::run() {
  using namespace asio::experimental::awaitable_operators;
  while (!stopping_ && !bug_) {
    auto const seen = changed_.count();
    auto const look_again = co_await look();
    if (stopping_ || bug_) break;
    auto const next = std::min(start_due(), look_again);
    co_await (clock_.sleep_until(next) || changed_.wait(seen));
  }
  while (running_ > 0)
    co_await changed_.wait();
  if (bug_) std::rethrow_exception(bug_);
}

awaitable<base::time_point> runner::look() {
  auto again = clock_.now() + longest_rest;
  for (auto* one : rituals_) {
    auto const parts = co_await one->parts();
    if (!parts) {
      spdlog::error("what is due can't be read, trying again: {}", to_string(parts.error()));
      again = std::min(again, clock_.now() + before_next_try);
      continue;
    }
    std::set<std::string> const named(parts->begin(), parts->end());
    for (auto const& part : named)
      if (!turns_.contains(key(one, part))) turns_[key(one, part)].due = clock_.now();
    for (auto& [part, next] : turns_)
      if (part.first == one) next.is_known = named.contains(part.second);
  }
  std::erase_if(turns_, [](auto const& each) { return !each.second.is_known && !each.second.is_running; });
  co_return again;
}

base::time_point runner::start_due() {
  auto const now = clock_.now();
  auto next = now + longest_rest;
  std::vector<std::pair<base::time_point, key>> due;
  for (auto const& [part, its] : turns_) {
    if (its.is_running) continue;
    if (its.due <= now)
      due.emplace_back(its.due, part);
    else
      next = std::min(next, its.due);
  }
  std::stable_sort(due.begin(), due.end(), [](auto const& a, auto const& b) { return a.first < b.first; });
  for (auto const& [at, part] : due)
    if (running_ < most_at_once) start(part);  // the others when one has ended
  return next;
}

void runner::start(key const& part) {
  auto& its = turns_[part];
  its.is_running = true;
  its.due = base::time_point::max();
  ++running_;
  auto ended = [this, part](std::exception_ptr bug) {
    --running_;
    turns_[part].is_running = false;
    if (bug && !bug_) bug_ = bug;
    changed_.notify_all();
  };
  asio::co_spawn(executor_, run_part(part), std::move(ended));
}

awaitable<> runner::run_part(key part) {
  auto const again = co_await part.first->run_due(part.second);
  auto& its = turns_[part];
  // It may have been woken in between.
  auto const now = clock_.now();
  its.due = std::min(its.due, std::clamp(again, now + shortest_rest, now + longest_rest));
}

std::vector<upcoming> runner::coming_up() const {
  std::vector<upcoming> all;
  for (auto* one : rituals_) {
    auto more = one->coming_up();
    std::move(more.begin(), more.end(), std::back_inserter(all));
  }
  std::stable_sort(all.begin(), all.end(), [](auto const& a, auto const& b) { return a.at < b.at; });
  return all;
}

}  // namespace huzzah::schedule
