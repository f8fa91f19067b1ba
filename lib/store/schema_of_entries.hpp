// The later migrations: kudos and wins are entries, what was posted is known by what it is about. Internal to
// storage.
#pragma once

namespace huzzah::store {

/// Each brings a database of the version before it to its own.
extern char const* const version_6;
extern char const* const version_7;
extern char const* const version_8;
extern char const* const version_9;
extern char const* const version_10;
extern char const* const version_11;
extern char const* const version_12;

}  // namespace huzzah::store
