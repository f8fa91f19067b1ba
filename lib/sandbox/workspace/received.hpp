// What the app's words reached: each message, edit, whisper and view of the app's with those who could read
// it.
#pragma once

#include "sandbox/workspace/slack_json.hpp"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <deque>
#include <string>

namespace huzzah::sandbox {

/// The last sixteen megabytes of it. Tests search it for words that were said to others.
class received_log {
 public:
  /// Notes a message of the app's that was posted or changed; anything else is left out.
  void heard(workspace_state const& state, app_identity const& app, happening const& what);
  /// Notes what only one person is shown.
  void shown(std::string const& user, nlohmann::json const& frame);
  /// What came after the entry of that number, which with all before it is dropped: {"next", "lost",
  /// "received": [{"to": [people] or "everybody", "text": JSON}]}.
  nlohmann::json after(std::uint64_t number);

 private:
  void keep(nlohmann::json const& to, std::string text);

  std::deque<std::string> entries_;  ///< JSON
  std::uint64_t dropped_ = 0;        ///< the number of the first entry
  std::uint64_t lost_ = 0;           ///< dropped before anybody read them
  std::size_t bytes_ = 0;
};

}  // namespace huzzah::sandbox
