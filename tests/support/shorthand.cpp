#include "support/shorthand.hpp"

#include <algorithm>

namespace huzzah::test {

namespace {

using chat::token;
using chat::token_kind;

bool is_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

std::string take_name(std::string_view& rest) {
  auto const end = std::find_if_not(rest.begin(), rest.end(), is_name);
  std::string name(rest.begin(), end);
  rest.remove_prefix(name.size());
  return name;
}

/// What stands between two marks at the front of `rest`, which is moved behind them; false if it doesn't.
bool take_between(std::string_view& rest, std::string_view open, std::string_view close,
                  std::string& inside) {
  if (!rest.starts_with(open)) return false;
  auto const end = rest.find(close, open.size());
  if (end == std::string_view::npos) return false;
  inside = rest.substr(open.size(), end - open.size());
  rest.remove_prefix(end + close.size());
  return true;
}

bool take_emoji(std::string_view& rest, chat::rich_text& text) {
  auto after = rest;
  std::string name;
  if (!take_between(after, ":", ":", name) || name.empty()) return false;
  auto const all_named =
      std::all_of(name.begin(), name.end(), [](char c) { return is_name(c) || c == '-' || c == '+'; });
  if (!all_named) return false;
  rest = after;
  std::string tone;
  if (rest.starts_with(":skin-tone-")) take_between(rest, ":", ":", tone);
  text.emplace_back(token_kind::emoji, tone, name);
  return true;
}

bool take_token(std::string_view& rest, chat::rich_text& text) {
  std::string inside;
  if (take_emoji(rest, text)) return true;
  if (take_between(rest, "`", "`", inside)) return text.emplace_back(token_kind::code, inside), true;
  if (take_between(rest, "[[", "]]", inside)) return text.emplace_back(token_kind::quote, inside), true;
  if (take_between(rest, "<", ">", inside)) return text.emplace_back(token_kind::link, "", inside), true;
  if (rest.starts_with("#~")) {
    rest.remove_prefix(2);
    auto const name = take_name(rest);
    return text.emplace_back(token_kind::channel, name, "C_" + name), true;
  }
  if (rest.size() < 2 || !is_name(rest[1]) || (rest[0] != '@' && rest[0] != '%')) return false;
  auto const is_group = rest[0] == '%';
  rest.remove_prefix(1);
  auto const name = take_name(rest);
  auto const is_broadcast = name == "here" || name == "channel" || name == "everyone";
  auto const kind = is_group ? token_kind::group : is_broadcast ? token_kind::broadcast : token_kind::mention;
  return text.emplace_back(kind, "", name), true;
}

}  // namespace

chat::rich_text from_shorthand(std::string_view written) {
  chat::rich_text text;
  while (!written.empty()) {
    if (take_token(written, text)) continue;
    if (text.empty() || text.back().kind != token_kind::text) text.push_back(chat::text({}));
    text.back().text += written.front();
    written.remove_prefix(1);
  }
  return text;
}

std::string to_shorthand(chat::rich_text const& text) {
  std::string written;
  for (auto const& piece : text)
    switch (piece.kind) {
      case token_kind::text:
      case token_kind::bold:
        written += piece.text;
        break;
      case token_kind::mention:
      case token_kind::broadcast:
        written += "@" + piece.id;
        break;
      case token_kind::group:
        written += "%" + piece.id;
        break;
      case token_kind::channel:
        written += "#~" + piece.text;
        break;
      case token_kind::emoji:
        written += ":" + piece.id + ":";
        break;
      case token_kind::link:
        written += "<" + piece.id + ">";
        break;
      case token_kind::code:
        written += "`" + piece.text + "`";
        break;
      case token_kind::quote:
        written += "[[" + piece.text + "]]";
        break;
    }
  return written;
}

std::string to_shorthand(std::vector<kudos::intent> const& intents) {
  using kind = kudos::target::kind;
  std::string written;
  for (auto const& intent : intents) {
    if (!written.empty()) written += " | ";
    for (auto const& who : intent.targets) {
      if (&who != &intent.targets.front()) written += " ";
      written += who.type == kind::group ? "%" : "@";
      written += who.id;
    }
    if (intent.amount != 1) written += " ×" + std::to_string(intent.amount);
    for (auto const& value : intent.values)
      written += " #" + value;
    if (!intent.reason.empty()) written += ": " + to_shorthand(intent.reason);
  }
  return written;
}

}  // namespace huzzah::test
