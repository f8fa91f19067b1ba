// Opening a form where a person asked for one.
#pragma once

#include "base/async.hpp"
#include "base/error.hpp"
#include "chat/poster.hpp"

#include <string>

namespace huzzah::app {

/// An empty reply once the form is open; else one that asks the person to try again. `platform` must outlive
/// it.
awaitable<result<chat::reply>> open_form(chat::poster& platform, std::string trigger, chat::form asked);

}  // namespace huzzah::app
