// The channel that a person chooses in a form, for something that is said there.
#pragma once

#include "app/people/audience.hpp"
#include "base/async.hpp"
#include "chat/directory.hpp"

#include <string>

namespace huzzah::app {

/// Why nothing can be said in a channel for that person, as words for the form's field; empty if all is well.
/// What is passed in must outlive it.
awaitable<std::string> why_not_in(chat::directory& directory, people::audience& readers, std::string channel,
                                  std::string person);

}  // namespace huzzah::app
