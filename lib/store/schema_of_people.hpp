// The migrations about what people ask of Huzzah for themselves: files, and to be erased. Internal to
// storage.
#pragma once

namespace huzzah::store {

/// Each brings a database of the version before it to its own.
extern char const* const version_13;
extern char const* const version_14;
extern char const* const version_15;

}  // namespace huzzah::store
