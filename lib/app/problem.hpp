// Something in the configuration that has to be mended.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace huzzah::app {

/// One thing that is wrong, where, and how to mend it. Never holds a secret.
class problem {
 public:
  problem(std::string pointer_, std::string message_, std::string hint_ = {})
      : pointer(std::move(pointer_)), message(std::move(message_)), hint(std::move(hint_)) {}
  friend bool operator==(problem const&, problem const&) = default;

  std::string pointer;  ///< "kudos.daily_limit", "kudos.emoji[1]", a variable's or the file's name
  std::string message;  ///< "unknown key"
  std::string hint;     ///< "did you mean daily_limit?", or empty
};

using problems = std::vector<problem>;

/// What a check says that knows no pointer, and what it says where nothing is wrong.
inline problem fault(std::string message, std::string hint = {}) {
  return {{}, std::move(message), std::move(hint)};
}
inline problem fine() {
  return fault({});
}

/// "kudos.dayly_limit: unknown key; did you mean daily_limit?"
std::string to_string(problem const& found);

}  // namespace huzzah::app
