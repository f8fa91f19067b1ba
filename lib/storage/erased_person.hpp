// What stands where somebody stood who was erased.
#pragma once

namespace huzzah::storage {

/// The id of everybody who was erased, in each workspace. SQL has it as 'erased'.
inline constexpr auto erased_person = "erased";

}  // namespace huzzah::storage
