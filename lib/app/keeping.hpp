// For how long what people said is kept, as the operator has chosen.
#pragma once

#include <chrono>
#include <optional>
#include <string>

namespace huzzah::app {

/// A length of time, as it is written in the configuration: "2 years".
class kept_for {
 public:
  std::string text;
  std::chrono::days length{0};
  friend bool operator==(kept_for const&, kept_for const&) = default;
};

/// What is chosen under the key "keeping" of chosen_settings.
class keeping {
 public:
  std::optional<kept_for> words;  ///< what was said longer ago is withdrawn
  int backups = 0;                ///< copies, one a day, that are kept; none: the operator has others or none
  friend bool operator==(keeping const&, keeping const&) = default;
};

}  // namespace huzzah::app
