#include "features/home/pages.hpp"

#include "app/ledger/standings.hpp"
#include "app/ledger/wins.hpp"
#include "app/people/directory.hpp"
#include "app/schedule/working_days.hpp"
#include "base/catalog.hpp"
#include "calendar/local_date.hpp"
#include "calendar/spoken_dates.hpp"
#include "features/home/words.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <tuple>
#include <utility>
#include <vector>

namespace huzzah::home {

namespace {

using namespace std::chrono_literals;

constexpr base::duration counts_as_open = 10min;
constexpr base::duration between_looks = 10s;
/// What changes without a word in the ledger, such as who is in a channel and what day it is.
constexpr base::duration between_looks_in_any_case = 1min;
/// The platform takes 100 pages a minute, of which some are for those who open theirs, and each look may have
/// to ask it in which channels the person is.
constexpr int looked_at_once = 12;
constexpr std::size_t most_open = 1'000;

/// Whether nothing is recorded that a person gave, received or won.
bool is_new_here(store::reader& from, app::reading const& by, calendar::local_date today) {
  auto const all = ledger::mine(from, by.workspace, by.to, today, 0).all;
  auto const own = people::viewer::whole("of the author's own");
  return all.received == 0 && all.given == 0 &&
         ledger::win_ledger(from).count(by.workspace, by.person.id, own) == 0;
}

chat::document page_of(store::reader& from, app::reading const& by, app::context const& with) {
  auto const today = people::zone_of(by.person).date_of(by.until);
  chat::document shown;
  shown.title = base::translate("Your page");
  shown.subtitle = calendar::dates_in_words(today, today);
  shown.has_header = true;
  if (is_new_here(from, by, today)) shown.sections.push_back(for_somebody_new());
  std::vector<app::shown_section const*> parts;
  for (auto const& one : *with.sections)
    if (one.where == app::surface::home) parts.push_back(&one);
  std::stable_sort(parts.begin(), parts.end(),
                   [](auto const* a, auto const* b) { return a->order < b->order; });
  for (auto const* one : parts) {
    auto part = one->make(from, by);
    if (!part.cards.empty() || !part.buttons.empty()) shown.sections.push_back(std::move(part));
  }
  shown.sections.push_back(buttons_of(*with.operations));
  return shown;
}

}  // namespace

awaitable<result<std::optional<chat::message>>> pages::make(std::string person) {
  auto found = co_await with_.audience.person_now(person);
  if (found && (found->is_deactivated || found->is_bot)) co_return std::optional<chat::message>();
  app::reading by;
  if (found) by.person = std::move(found).value();
  by.person.id = person;
  by.workspace = with_.workspace.id();
  by.to = co_await with_.audience.of_person(by.workspace, std::move(person));
  by.until = with_.clock.now();
  auto const zone = people::zone_of(by.person);
  by.from = zone.start_of(calendar::week_start(zone.date_of(by.until)));
  if (auto* const known = with_.offered->find<schedule::working_days>()) {
    auto days = co_await known->house_days();
    if (days) by.workdays = std::move(days).value();
  }
  auto query = [this, &by](store::reader& from) { return page_of(from, by, with_); };
  auto const made = co_await with_.store.read(std::move(query));
  if (!made) co_return made.error();
  co_return chat::to_message(*made, with_.workspace.home_limits());
}

awaitable<> pages::show(std::string person) {
  auto& one = open_[person];
  one.is_busy = true;
  one.is_due = false;
  one.looked_at = with_.clock.uptime();
  one.units = with_.store.stats().units;
  auto made = co_await make(person);
  if (!made || !*made) {
    if (!made) spdlog::debug("a home page could not be made: {}", to_string(made.error()));
    open_.erase(person);
    co_return;
  }
  auto const hash = std::hash<std::string>()(chat::to_json(**made));
  if (one.shown == hash) {
    one.is_busy = false;
    co_return;
  }
  auto const done = co_await with_.workspace.publish_home(person, std::move(**made));
  one.is_busy = false;
  if (done)
    one.shown = hash;
  else
    spdlog::debug("a home page could not be shown: {}", to_string(done.error()));
}

awaitable<> pages::opened(std::string person) {
  make_room();
  auto& one = open_[person];
  one.opened_at = with_.clock.uptime();
  one.is_due = true;
  if (!one.is_busy) co_await show(std::move(person));
}

void pages::make_room() {
  if (open_.size() < most_open) return;
  auto oldest = open_.end();
  for (auto one = open_.begin(); one != open_.end(); ++one)
    if (!one->second.is_busy && (oldest == open_.end() || one->second.opened_at < oldest->second.opened_at))
      oldest = one;
  if (oldest != open_.end()) open_.erase(oldest);
}

void pages::changed(std::string const& person) {
  auto const found = open_.find(person);
  if (found != open_.end()) found->second.is_due = true;
}

bool pages::wants_look(page const& one) const {
  auto const since = with_.clock.uptime() - one.looked_at;
  if (one.is_busy || since < between_looks) return false;
  return one.is_due || since >= between_looks_in_any_case || one.units != with_.store.stats().units;
}

awaitable<> pages::look() {
  auto const now = with_.clock.uptime();
  std::erase_if(open_, [&](auto const& one) {
    return !one.second.is_busy && now - one.second.opened_at >= counts_as_open;
  });
  // Those that have waited too long, the longest first; then those that were opened last.
  std::vector<std::tuple<bool, base::duration, std::string>> due;
  for (auto const& [person, one] : open_) {
    if (!wants_look(one)) continue;
    auto const waited = now - one.looked_at;
    auto const is_overdue = waited >= between_looks_in_any_case;
    due.emplace_back(is_overdue, is_overdue ? waited : one.opened_at, person);
  }
  std::sort(due.rbegin(), due.rend());
  auto left = looked_at_once;
  for (auto& [is_overdue, order, person] : due) {
    auto const found = open_.find(person);
    if (found == open_.end() || !wants_look(found->second)) continue;
    co_await show(std::move(person));
    if (--left == 0) break;
  }
}

awaitable<> pages::run() {
  for (;;) {
    co_await with_.clock.sleep_for(between_looks);
    co_await look();
  }
}

}  // namespace huzzah::home
