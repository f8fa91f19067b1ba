#include "app/schedule/place.hpp"

#include <utility>

namespace huzzah::schedule {

std::string_view to_string(channel_trouble what) {
  if (what == channel_trouble::archived) return "archived";
  return what == channel_trouble::not_a_member ? "not_a_member" : "not_found";
}

std::string in_words(channel_trouble what, std::string const& channel) {
  if (what == channel_trouble::archived) return "its channel " + channel + " is archived";
  if (what == channel_trouble::not_a_member) return "Huzzah is not a member of its channel " + channel;
  return "its channel " + channel + " can't be found: it is gone, or Huzzah is not a member of it";
}

std::optional<channel_trouble> trouble_of(result<chat::channel_facts> const& found) {
  if (!found)
    return found.error().code == errc::not_found ? std::optional(channel_trouble::not_found) : std::nullopt;
  if (found->is_archived) return channel_trouble::archived;
  return found->is_member ? std::nullopt : std::optional(channel_trouble::not_a_member);
}

awaitable<place> find_place(chat::directory& directory, std::string channel) {
  auto found = co_await directory.find_channel(std::move(channel));
  if (auto const trouble = trouble_of(found)) co_return place(*trouble);
  if (!found) co_return place(std::move(found).error());
  co_return place(std::move(*found));
}

}  // namespace huzzah::schedule
