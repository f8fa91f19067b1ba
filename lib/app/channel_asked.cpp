#include "app/channel_asked.hpp"

#include "app/schedule/place.hpp"
#include "base/catalog.hpp"

#include <utility>
#include <variant>

namespace huzzah::app {

namespace {

std::string in_words(schedule::channel_trouble trouble) {
  switch (trouble) {
    case schedule::channel_trouble::archived:
      return base::translate("That channel is archived. Choose another one.");
    case schedule::channel_trouble::not_a_member:
      return base::translate("Huzzah is not in that channel. Invite it there, or choose another one.");
    case schedule::channel_trouble::not_found:
      break;
  }
  return base::translate("Huzzah can't find that channel. Choose another one.");
}

}  // namespace

awaitable<std::string> why_not_in(chat::directory& directory, people::audience& readers, std::string channel,
                                  std::string person) {
  if (channel.empty()) co_return base::translate("Choose a channel, or keep it out of channels.");
  auto const place = co_await schedule::find_place(directory, channel);
  if (auto const* trouble = std::get_if<schedule::channel_trouble>(&place)) co_return in_words(*trouble);
  auto const reads = co_await readers.can_read(std::move(person), std::move(channel));
  if (std::holds_alternative<error>(place) || !reads)
    co_return base::translate("It can't be found out now whether that is possible there. Please try again.");
  co_return std::string();
}

}  // namespace huzzah::app
