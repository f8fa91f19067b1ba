#include "features/roster.hpp"

#include <spdlog/spdlog.h>

namespace huzzah::features {

awaitable<result<chat::person>> roster::find(std::string id) {
  auto found = co_await workspace_.find_person(id);
  if (found || found.error().code == errc::not_found) co_return found;
  spdlog::warn("could not look up {}, taken as an ordinary person: {}", id, to_string(found.error()));
  chat::person somebody;
  somebody.id = std::move(id);
  co_return somebody;
}

awaitable<result<std::vector<std::string>>> roster::members(std::string group) {
  return workspace_.group_members(std::move(group));
}

calendar::time_zone zone_of(chat::person const& somebody) {
  auto const zone = calendar::time_zone::find(somebody.time_zone);
  return zone ? *zone : calendar::time_zone();
}

}  // namespace huzzah::features
