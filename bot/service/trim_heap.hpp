// Memory that only the start needed.
#pragma once

namespace huzzah::bot {

/// Gives it back: what was freed, and the pages of the program and its libraries that hold nothing but what
/// is in their files, from which the system takes them again as they are used. Any thread, at any time.
void give_back_spare_memory();

}  // namespace huzzah::bot
