// The id that replaces an erased person's.
#pragma once

#include <string_view>

namespace huzzah::people {

/// The id of everybody who was erased, in each workspace. SQL has it as 'erased'.
inline constexpr auto erased_person = "erased";

/// Whether an id is of an erased person, or of one who is being erased: that is "erased-" and a number.
inline bool is_erased(std::string_view id) {
  return id == erased_person || id.starts_with("erased-");
}

}  // namespace huzzah::people
