#include "bot/service/logging.hpp"

#include <array>

namespace huzzah::bot::service {

namespace {

bool is_token_character(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_' ||
         c == '.' || c == '%';
}

/// The length of a token's beginning at the front of the text ("xoxb-", "xoxe.", "xapp-", "xwfp-"), or 0.
std::size_t prefix_length(std::string_view text) {
  for (std::string_view const prefix : {"xapp-", "xwfp-", "xoxe."})
    if (text.starts_with(prefix)) return prefix.size();
  auto const is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  return text.starts_with("xox") && text.size() > 4 && is_letter(text[3]) && text[4] == '-' ? 5 : 0;
}

}  // namespace

std::string redact(std::string_view text) {
  std::string safe;
  while (!text.empty()) {
    auto const start = text.find('x');
    safe += text.substr(0, start);
    if (start == std::string_view::npos) break;
    text.remove_prefix(start);
    auto const prefix = prefix_length(text);
    auto end = prefix;
    while (prefix != 0 && end < text.size() && is_token_character(text[end]))
      ++end;
    // A bare "xoxb-" names a kind of token and gives nothing away.
    if (end == prefix) {
      safe += text.front();
      text.remove_prefix(1);
      continue;
    }
    safe += "xox…redacted";
    text.remove_prefix(end);
  }
  return safe;
}

}  // namespace huzzah::bot::service
