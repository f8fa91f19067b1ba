// Returning unused memory to the system.
#pragma once

namespace huzzah::bot::service {

/// Returns what was freed, and the pages of the program and its libraries that hold nothing but what
/// is in their files, from which the system takes them again as they are used. Any thread, at any time.
void trim_heap();

}  // namespace huzzah::bot::service
