// Who can read a channel, by what the platform says of its kind.
#pragma once

#include "app/people/places.hpp"
#include "chat/directory.hpp"

namespace huzzah::people {

/// A channel's reach; that of a direct conversation is the people in it.
constexpr reach reach_of(chat::channel_kind kind) {
  switch (kind) {
    case chat::channel_kind::channel:
      return reach::everybody;
    case chat::channel_kind::direct:
      return reach::named;
    case chat::channel_kind::private_channel:
    case chat::channel_kind::group_direct:
      return reach::members;
  }
  return reach::unknown;
}

/// The same of a channel that the platform was asked for.
inline reach reach_of(chat::channel_facts const& facts) {
  auto const is_open = facts.kind == chat::channel_kind::channel && !facts.is_private;
  return facts.kind == chat::channel_kind::channel && !is_open ? reach::members : reach_of(facts.kind);
}

}  // namespace huzzah::people
