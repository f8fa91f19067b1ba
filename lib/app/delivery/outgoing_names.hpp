// How deliveries and their states are written in the outbox table.
#pragma once

#include "app/delivery/outbox.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace huzzah::delivery {

inline constexpr std::array<std::string_view, 7> outgoing_names{"post",    "whisper", "direct", "react",
                                                                "unreact", "update",  "remove"};
inline constexpr std::array<std::string_view, 5> state_names{"pending", "sending", "sent", "failed",
                                                             "withdrawn"};

inline constexpr std::array<std::string_view, 7> subject_names{"",     "question", "summary", "win",
                                                               "goal", "kudos",    "posting"};

/// The enumerator at a name's place; the first one for an unknown name.
template <class Enum, std::size_t size>
Enum named(std::array<std::string_view, size> const& names, std::string_view name) {
  auto const* const found = std::find(names.begin(), names.end(), name);
  return static_cast<Enum>(found == names.end() ? 0 : found - names.begin());
}

}  // namespace huzzah::delivery
