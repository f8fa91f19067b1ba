// Places at which a test can make the process die, as if the machine had lost its power just there. Of all
// this there is nothing in a program that is shipped.
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
