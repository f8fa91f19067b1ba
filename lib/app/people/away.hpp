// Whether a person's status says that they are away.
#pragma once

#include <string_view>

namespace huzzah::people {

/// Whether a status means vacation, illness or another absence: by its emoji (":palm_tree:",
/// ":face_with_thermometer:" …, with or without colons) or its text ("on vacation", "out sick", "OOO until
/// Monday", "parental leave", and the same in a few other languages). Being in a meeting, commuting or
/// working from home is none.
bool says_away(std::string_view status_emoji, std::string_view status_text);

}  // namespace huzzah::people
