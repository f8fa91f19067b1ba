#include "features/standup_people.hpp"

#include "recognition/away.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>

namespace huzzah::features {

awaitable<people_found> standup_people::among(std::vector<std::string> ids) {
  people_found all;
  for (auto const& id : ids) {
    if (id == workspace_.self()) continue;
    auto found = co_await workspace_.find_person(id);
    if (!found) {
      if (found.error().code == errc::not_found) continue;
      spdlog::warn("could not look up {}: {}", id, to_string(found.error()));
      all.is_complete = false;
      continue;
    }
    if (found->is_bot || found->is_deactivated || found->is_stranger) continue;
    all.people.push_back(std::move(*found));
  }
  co_return all;
}

awaitable<result<people_found>> standup_people::members(recognition::standup_settings const& standup,
                                                        std::string channel) {
  auto ids = standup.members;
  if (ids.empty()) {
    auto found = co_await workspace_.channel_members(std::move(channel));
    if (!found) co_return std::move(found).error();
    ids = std::move(*found);
  }
  co_return co_await among(std::move(ids));
}

awaitable<result<bool>> standup_people::is_in(std::string person, std::string channel) {
  auto found = co_await workspace_.channel_members(std::move(channel));
  if (!found) co_return std::move(found).error();
  co_return std::find(found->begin(), found->end(), person) != found->end();
}

awaitable<presence> standup_people::presence_of(chat::person somebody) {
  if (recognition::says_away(somebody.status_emoji, somebody.status_text)) co_return presence::away;
  auto const disturbed = co_await workspace_.do_not_disturb(somebody.id);
  if (!disturbed) co_return presence::unknown;
  co_return *disturbed ? presence::undisturbed : presence::here;
}

}  // namespace huzzah::features
