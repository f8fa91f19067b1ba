// Values that must never be seen: they can't be printed by accident, and they are read from where
// operators keep them.
#pragma once

#include "bot/cli/environment.hpp"
#include "bot/config/problem.hpp"

#include <string>
#include <string_view>
#include <utility>

namespace huzzah::bot::config {

/// A token. There is no way to print it but to ask for it by name.
class secret {
 public:
  secret() = default;
  explicit secret(std::string value) : value_(std::move(value)) {}

  bool empty() const { return value_.empty(); }
  /// The token itself: to be sent to Slack only.
  std::string const& reveal() const { return value_; }
  friend bool operator==(secret const&, secret const&) = default;

 private:
  std::string value_;
};

/// Which of Slack's two tokens is meant.
enum class token_kind { app, bot };

/// Resolves `"${NAME}"` and `"file:/path"`; any other text is taken as it is. What can't be resolved goes
/// to `found` under `pointer`, and the result is empty.
secret resolve_secret(std::string const& written, std::string const& pointer,
                      cli::environment const& variables, problems& found);

/// Whether the text is the secret itself, not a reference to it.
bool is_literal_secret(std::string_view written);

/// Says what is wrong with a token by its looks: the wrong kind, swapped, cut, quoted.
void inspect_token(secret const& token, token_kind kind, std::string const& pointer, problems& found);

}  // namespace huzzah::bot::config
