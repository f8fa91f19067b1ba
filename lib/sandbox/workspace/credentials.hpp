// Who a token belongs to.
#pragma once

#include "sandbox/workspace/id_source.hpp"

#include <map>
#include <string>
#include <string_view>

namespace huzzah::sandbox {

/// The kinds of tokens, by what they may do.
enum class token_kind {
  none,     ///< no token was sent
  unknown,  ///< not one of ours
  app,      ///< xapp-: opens Socket Mode connections
  bot,      ///< xoxb-: the installed app
  person,   ///< xoxp-: one of the people of the workspace
};

/// "app", "bot", "person", "none" or "unknown".
std::string_view to_string(token_kind kind);

/// Who calls.
class identity {
 public:
  token_kind kind = token_kind::none;
  std::string user;  ///< of bots and people
};

/// All valid tokens.
class credentials {
 public:
  credentials(id_source& ids, std::string const& app_id, std::string const& bot_user);

  std::string const& app_token() const { return app_token_; }
  std::string const& bot_token() const { return bot_token_; }
  /// The token of a person, made on first use.
  std::string const& token_of(std::string const& user);
  identity look_up(std::string_view token) const;

 private:
  id_source& ids_;
  std::string bot_user_;
  std::string app_token_;
  std::string bot_token_;
  std::map<std::string, std::string, std::less<>> people_;
};

}  // namespace huzzah::sandbox
