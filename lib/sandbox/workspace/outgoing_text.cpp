#include "sandbox/workspace/outgoing_text.hpp"

namespace huzzah::sandbox {

namespace {

/// The length of the markup "<…>" at the start of `text`; 0 if there is none.
std::size_t markup_length(std::string_view text) {
  if (text.size() < 3) return 0;
  auto const end = text.find('>');
  if (end == std::string_view::npos) return 0;
  auto const inside = text.substr(1, end - 1);
  if (inside.find_first_of("<\n") != std::string_view::npos) return 0;
  auto const first = inside.empty() ? ' ' : inside.front();
  if (first == '@' || first == '#' || first == '!') return inside.size() > 1 ? end + 1 : 0;
  auto const scheme = inside.substr(0, inside.find(':'));
  for (auto const known : {"http", "https", "mailto", "tel", "slack"})
    if (scheme == known && scheme.size() < inside.size()) return end + 1;
  return 0;
}

std::string_view entity(std::string_view text) {
  for (std::string_view const known : {"&amp;", "&lt;", "&gt;"})
    if (text.starts_with(known)) return known;
  return {};
}

/// The length of a bare web address at the start of `text`; 0 if there is none.
std::size_t address_length(std::string_view text) {
  if (!text.starts_with("http://") && !text.starts_with("https://")) return 0;
  auto end = text.find_first_of(" \t\r\n<>|`\"*~");
  if (end == std::string_view::npos) end = text.size();
  while (end > 0 && std::string_view(".,;:!?)'_").find(text[end - 1]) != std::string_view::npos)
    --end;
  return end > text.find("//") + 2 ? end : 0;
}

bool in_word(std::string_view text, std::size_t at) {
  if (at == 0) return false;
  auto const before = static_cast<unsigned char>(text[at - 1]);
  return (before >= '0' && before <= '9') || (before >= 'A' && before <= 'Z') ||
         (before >= 'a' && before <= 'z');
}

/// Appends the first character of `text`, escaped where it must be; returns how much of it was used.
std::size_t escape_one(std::string_view text, std::string& into) {
  if (auto const known = entity(text); !known.empty()) {
    into += known;
    return known.size();
  }
  switch (text.front()) {
    case '<':
      into += "&lt;";
      break;
    case '>':
      into += "&gt;";
      break;
    case '&':
      into += "&amp;";
      break;
    default:
      into += text.front();
  }
  return 1;
}

}  // namespace

std::string tidy_text(std::string_view text) {
  std::string tidy;
  for (std::size_t i = 0; i < text.size();) {
    auto const rest = text.substr(i);
    auto const markup = rest.front() == '<' ? markup_length(rest) : 0;
    auto const address = in_word(text, i) ? 0 : address_length(rest);
    if (markup != 0) {
      tidy += rest.substr(0, markup);
      i += markup;
    } else if (address != 0) {
      tidy += '<';
      for (auto const stop = i + address; i < stop;)
        i += escape_one(text.substr(i), tidy);
      tidy += '>';
    } else {
      i += escape_one(rest, tidy);
    }
  }
  return tidy;
}

std::string first_link(std::string_view text) {
  for (auto at = text.find("<http"); at != std::string_view::npos; at = text.find("<http", at + 1)) {
    auto const end = text.find_first_of("|>", at);
    if (end != std::string_view::npos) return std::string(text.substr(at + 1, end - at - 1));
  }
  return {};
}

}  // namespace huzzah::sandbox
