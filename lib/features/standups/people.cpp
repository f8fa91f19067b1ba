#include "features/standups/people.hpp"

#include "app/people/away.hpp"

#include <spdlog/spdlog.h>

namespace huzzah::standups {

/// The next people of a list from `from` on, as many as are asked about in one call.
std::vector<chat::person> part_of(std::vector<chat::person> const& people, std::size_t from) {
  auto const to = std::min(people.size(), from + chat::people_at_once);
  return {people.begin() + static_cast<std::ptrdiff_t>(from),
          people.begin() + static_cast<std::ptrdiff_t>(to)};
}

awaitable<people_found> participants::next(chat::people_query wanted) {
  people_found some;
  auto page = co_await directory_.find_people(std::move(wanted));
  if (!page) {
    spdlog::warn("people could not be looked up: {}", to_string(page.error()));
    some.is_complete = false;
    co_return some;
  }
  for (auto const& id : page->failed)
    spdlog::warn("could not look up {}", id);
  some.is_complete = page->failed.empty();
  for (auto& one : page->people)
    if (!one.is_bot && !one.is_deactivated && !one.is_stranger) some.people.push_back(std::move(one));
  some.rest = std::move(page->rest);
  co_return some;
}

awaitable<result<std::vector<std::string>>> participants::members(settings const& standup,
                                                                  std::string channel) {
  auto ids = standup.members;
  if (ids.empty()) {
    auto found = co_await directory_.channel_members(std::move(channel));
    if (!found) co_return std::move(found).error();
    ids = std::move(*found);
  }
  std::erase(ids, directory_.self());
  co_return ids;
}

awaitable<std::map<std::string, presence>> participants::presence_of(std::vector<chat::person> people) {
  std::map<std::string, presence> found;
  std::vector<std::string> unclear;
  for (auto const& one : people) {
    auto const is_away = people::says_away(one.status_emoji, one.status_text);
    found[one.id] = is_away ? presence::away : presence::unknown;
    if (!is_away) unclear.push_back(one.id);
  }
  if (unclear.empty()) co_return found;
  auto const undisturbed = co_await directory_.do_not_disturb(std::move(unclear));
  if (!undisturbed) co_return found;
  for (auto const& [id, is_undisturbed] : *undisturbed)
    found[id] = is_undisturbed ? presence::undisturbed : presence::here;
  co_return found;
}

}  // namespace huzzah::standups
