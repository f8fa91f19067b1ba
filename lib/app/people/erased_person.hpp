// The id that replaces an erased person's.
#pragma once

namespace huzzah::people {

/// The id of everybody who was erased, in each workspace. SQL has it as 'erased'.
inline constexpr auto erased_person = "erased";

}  // namespace huzzah::people
