// What of an event was left out because a feature failed at it: kept, so that it can be found and put right.
#pragma once

#include "base/clock.hpp"
#include "chat/event.hpp"

#include <string>
#include <vector>

namespace huzzah::store {
class connection;
}

namespace huzzah::app {

/// Where an event happened, without words of anybody: "message 1700000000.000100 in C1".
std::string in_words(chat::event const& happened);

/// Keeps that a feature's part of an event was left out, and why; the newest hundred. Within a unit of work.
/// `why` may quote what was said: an erasure empties the table.
void keep_left_out(store::connection& on, std::string const& feature, chat::event const& happened,
                   std::string const& why, base::time_point now);

/// All that are kept, a line each, newest first.
std::vector<std::string> left_out(store::connection& on);

}  // namespace huzzah::app
