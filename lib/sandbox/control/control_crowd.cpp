// A large workspace at once.
#include "sandbox/control/control_world.hpp"
#include "sandbox/web_api/web_api.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace huzzah::sandbox {

using nlohmann::json;

namespace {

/// How many of everything.
class crowd_size {
 public:
  std::size_t people = 0;
  std::size_t channels = 0;
  std::size_t per_person = 20;
  std::size_t private_every = 10;  ///< 0: none is
  std::size_t messages = 0;
  std::size_t directs = 0;
  bool with_app = true;
};

constexpr std::int64_t most = 100'000;

bool read(json const& body, crowd_size& into) {
  auto const number = [&](char const* key, std::size_t& value) {
    auto const found = body.find(key);
    if (found == body.end()) return true;
    if (!found->is_number_integer()) return false;
    auto const asked = found->get<std::int64_t>();
    if (asked < 0 || asked > most) return false;
    value = static_cast<std::size_t>(asked);
    return true;
  };
  if (auto const found = body.find("with_app"); found != body.end()) into.with_app = *found == true;
  return number("people", into.people) && number("channels", into.channels) &&
         number("per_person", into.per_person) && number("private_every", into.private_every) &&
         number("messages", into.messages) && number("directs", into.directs);
}

std::string person_id(std::size_t number) {
  return fmt::format("U0P{:07}", number);
}

void add_people(workspace& place, std::size_t from, std::size_t many) {
  auto* general = place.state.find_channel_by_name("general");
  for (std::size_t number = from; number < from + many; ++number) {
    person fresh;
    fresh.id = person_id(number);
    fresh.name = fmt::format("p{}", number);
    fresh.real_name = fmt::format("Person {}", number);
    fresh.tz = "Europe/London";
    fresh.tz_label = "Greenwich Mean Time";
    fresh.tz_summer = "British Summer Time";
    fresh.color = "9f69e7";
    if (general != nullptr) general->members.push_back(fresh.id);
    place.state.add(std::move(fresh));
  }
}

void add_channels(workspace& place, crowd_size const& size, std::size_t from) {
  for (std::size_t number = from; number < from + size.channels; ++number) {
    channel fresh;
    fresh.id = fmt::format("C0R{:07}", number);
    fresh.name = fmt::format("room-{}", number);
    fresh.creator = place.state.people().front().id;
    fresh.is_private = size.private_every > 0 && number % size.private_every == 0;
    if (size.with_app) fresh.members.push_back(place.app.bot_user);
    place.state.add(std::move(fresh));
  }
}

/// Everybody into as many channels as they are to be in, spread evenly.
void seat(workspace& place, crowd_size const& size, std::size_t first_person, std::size_t first_channel) {
  if (size.channels == 0) return;
  auto const each = std::min(size.per_person, size.channels);
  auto const stride = std::max<std::size_t>(1, size.channels / std::max<std::size_t>(1, each));
  for (std::size_t i = 0; i < size.people; ++i)
    for (std::size_t j = 0; j < each; ++j) {
      auto const number = first_channel + (i + j * stride) % size.channels;
      place.state.find_channel(fmt::format("C0R{:07}", number))
          ->members.push_back(person_id(first_person + i));
    }
}

/// What was said before, a minute between two messages, the last one an hour ago.
void talk(workspace& place, crowd_size const& size, std::size_t first_channel) {
  constexpr stamp minute = 60'000'000;
  auto const end = place.state.now() - 60 * minute;
  for (std::size_t number = first_channel; number < first_channel + size.channels; ++number) {
    auto* where = place.state.find_channel(fmt::format("C0R{:07}", number));
    for (std::size_t i = 0; i < size.messages; ++i) {
      message said;
      said.at = end - static_cast<stamp>(i) * minute + static_cast<stamp>(number);
      said.user = where->members.back();
      said.text = fmt::format("message {} of {}", size.messages - i, where->name);
      where->messages.insert_or_assign(said.at, std::move(said));
    }
    if (size.messages > 0) where->created = where->messages.begin()->first - minute;
  }
}

}  // namespace

json populate(workspace& place, json const& body) {
  crowd_size size;
  if (!read(body, size) || size.directs > size.people) return failure("invalid_arguments");
  auto const& people = place.state.people();
  auto const& channels = place.state.channels();
  auto const first_person = static_cast<std::size_t>(std::count_if(
      people.begin(), people.end(), [](auto const& whom) { return whom.id.starts_with("U0P"); }));
  auto const first_channel = static_cast<std::size_t>(std::count_if(
      channels.begin(), channels.end(), [](auto const& entry) { return entry.first.starts_with("C0R"); }));
  add_people(place, first_person, size.people);
  add_channels(place, size, first_channel);
  seat(place, size, first_person, first_channel);
  talk(place, size, first_channel);
  for (std::size_t i = 0; i < size.directs; ++i) {
    channel direct;
    direct.id = fmt::format("D0P{:07}", first_person + i);
    direct.is_im = direct.is_private = true;
    direct.members = {person_id(first_person + i), place.app.bot_user};
    place.state.add(std::move(direct));
  }
  return {{"ok", true},
          {"people", people.size()},
          {"channels", channels.size()},
          {"first_person", person_id(first_person)},
          {"first_channel", fmt::format("C0R{:07}", first_channel)}};
}

}  // namespace huzzah::sandbox
