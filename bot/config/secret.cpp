#include "bot/config/secret.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <optional>
#include <system_error>

namespace huzzah::bot::config {

namespace {

constexpr std::string_view file_prefix = "file:";
constexpr std::size_t longest_token = 4096;

/// NAME in "${NAME}", or nothing.
std::optional<std::string> variable_in(std::string_view written) {
  if (!written.starts_with("${") || !written.ends_with('}')) return std::nullopt;
  auto const name = written.substr(2, written.size() - 3);
  auto const fits = [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  };
  if (name.empty() || !std::all_of(name.begin(), name.end(), fits)) return std::nullopt;
  return std::string(name);
}

secret read_secret_file(std::string const& path, std::string const& pointer, problems& found) {
  std::ifstream file(path, std::ios::binary);
  std::string text(longest_token + 1, '\0');
  if (file) file.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (!file.is_open() || file.bad()) {
    auto const why = std::generic_category().message(errno);
    found.emplace_back(pointer, "can't read " + path + " (" + why + ")",
                       "the file must exist and be readable by the user that runs huzzah");
    return {};
  }
  text.resize(static_cast<std::size_t>(file.gcount()));
  auto const token = base::trim(text);
  if (token.empty() || text.size() > longest_token) {
    found.emplace_back(pointer, path + (token.empty() ? " is empty" : " is too long to hold a token"),
                       "it should hold the token and nothing else");
    return {};
  }
  return secret(std::string(token));
}

std::string_view prefix_of(token_kind kind) {
  return kind == token_kind::app ? "xapp-" : "xoxb-";
}

std::string_view where_to_find(token_kind kind) {
  return kind == token_kind::app
             ? "copy the app-level token from api.slack.com/apps, Basic Information, App-Level Tokens"
             : "copy the Bot User OAuth Token from api.slack.com/apps, OAuth & Permissions";
}

}  // namespace

bool is_literal_secret(std::string_view written) {
  return !written.starts_with("${") && !written.starts_with(file_prefix);
}

secret resolve_secret(std::string const& written, std::string const& pointer,
                      cli::environment const& variables, problems& found) {
  if (written.starts_with(file_prefix)) {
    auto path = written.substr(file_prefix.size());
    if (path.starts_with("///")) path.erase(0, 2);  // as a URL: file:///run/secrets/x
    return read_secret_file(path, pointer, found);
  }
  if (!written.starts_with("${")) return secret(written);
  auto const name = variable_in(written);
  if (!name) {
    found.emplace_back(pointer, "is not a variable's name in ${ }",
                       "write the whole value as \"${SLACK_BOT_TOKEN}\"");
    return {};
  }
  if (auto value = variables(*name)) return secret(std::string(base::trim(*value)));
  found.emplace_back(pointer, "the environment variable " + *name + " is not set",
                     "set it, or write \"file:/path/to/secret\"");
  return {};
}

void inspect_token(secret const& token, token_kind kind, std::string const& pointer, problems& found) {
  auto const& text = token.reveal();
  auto const wanted = prefix_of(kind);
  auto const other = prefix_of(kind == token_kind::app ? token_kind::bot : token_kind::app);
  std::string const where(where_to_find(kind));
  if (text.starts_with(other)) {
    found.emplace_back(pointer,
                       kind == token_kind::app ? "holds a bot token (xoxb-), not an app-level token (xapp-)"
                                               : "holds an app-level token (xapp-), not a bot token (xoxb-)",
                       "app_token and bot_token seem to be swapped");
    return;
  }
  if (!text.starts_with(wanted)) {
    auto const* what = text.starts_with("xoxp-")  ? "holds a person's token (xoxp-); "
                       : text.starts_with("xoxe") ? "holds a rotating token (xoxe); "
                                                  : "";
    found.emplace_back(pointer, what + std::string("must start with ") + std::string(wanted), where);
    return;
  }
  auto const fits = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
  };
  if (!std::all_of(text.begin(), text.end(), fits))
    found.emplace_back(pointer, "holds a character that no token has, such as a quote or a space", where);
  else if (text.size() == wanted.size())
    found.emplace_back(pointer, "ends behind its " + std::string(wanted), where);
}

}  // namespace huzzah::bot::config
