// Places at which a test can make the process die, as if the machine had lost power there. Compiled out of a
// release.
#pragma once

namespace huzzah::base {

#ifdef HUZZAH_FAILPOINTS
/// Kills the process at the n-th pass of the place that HUZZAH_FAILPOINT=NAME:N names.
void failpoint(char const* name);
#else
/// Nothing.
inline void failpoint(char const* /*name*/) {}
#endif

}  // namespace huzzah::base
