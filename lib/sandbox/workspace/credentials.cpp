#include "sandbox/workspace/credentials.hpp"

namespace huzzah::sandbox {

namespace {

constexpr std::string_view person_prefix = "xoxp-";

}  // namespace

std::string_view to_string(token_kind kind) {
  switch (kind) {
    case token_kind::none:
      return "none";
    case token_kind::unknown:
      return "unknown";
    case token_kind::app:
      return "app";
    case token_kind::bot:
      return "bot";
    case token_kind::person:
      return "person";
  }
  return "unknown";
}

credentials::credentials(id_source& ids, std::string const& app_id, std::string const& bot_user)
    : ids_(ids),
      bot_user_(bot_user),
      app_token_("xapp-1-" + app_id + "-" + ids.digits(13) + "-" + ids.hex(64)),
      bot_token_("xoxb-" + ids.digits(12) + "-" + ids.digits(13) + "-" + ids.alphanumeric(24)) {}

std::string const& credentials::token_of(std::string const& user) {
  auto& token = people_[user];
  if (token.empty()) token = std::string(person_prefix) + user + "-" + ids_.alphanumeric(32);
  return token;
}

identity credentials::look_up(std::string_view token) const {
  identity who;
  if (token.empty()) return who;
  who.kind = token_kind::unknown;
  if (token == app_token_) {
    who.kind = token_kind::app;
  } else if (token == bot_token_) {
    who.kind = token_kind::bot;
    who.user = bot_user_;
  } else if (token.starts_with(person_prefix)) {
    auto const user = token.substr(person_prefix.size());
    auto const found = people_.find(user.substr(0, user.find('-')));
    if (found == people_.end() || found->second != token) return who;
    who.kind = token_kind::person;
    who.user = found->first;
  }
  return who;
}

}  // namespace huzzah::sandbox
