// A word of /huzzah: what a person can ask for, typed or by a button of their home page.
#pragma once

#include "base/async.hpp"
#include "base/error.hpp"
#include "chat/event.hpp"

#include <functional>
#include <string>
#include <vector>

namespace huzzah::app {

/// What one word does. What follows the word is part of the command's text, as the word is.
class operation {
 public:
  using action = std::function<awaitable<result<chat::reply>>(chat::command_invoked const& command)>;

  std::string word;        ///< "privacy", in small letters
  char const* about;       ///< one line of what it does, translated where it is shown
  action run;              ///< the command outlives it; pressed in a home page it has no channel
  char const* label = "";  ///< of its button, translated where it is shown; empty: the command as typed
  std::string feature{};   ///< whose it is; set when that has started
  std::vector<std::string> people{};  ///< who answers for it, as ids: named in the help
};

/// Those of all features. Each adds its own when it starts.
using operations = std::vector<operation>;

}  // namespace huzzah::app
