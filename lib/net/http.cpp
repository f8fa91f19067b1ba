#include "net/http.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace huzzah::net {

namespace {

bool same_name(std::string_view a, std::string_view b) {
  return a.size() == b.size() && base::to_lower(a) == base::to_lower(b);
}

int hex_value(char digit) {
  if (digit >= '0' && digit <= '9') return digit - '0';
  if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
  if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
  return -1;
}

bool is_unreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
         c == '_' || c == '~';
}

}  // namespace

void headers::set(std::string name, std::string value) {
  std::erase_if(fields_, [&](auto const& field) { return same_name(field.first, name); });
  add(std::move(name), std::move(value));
}

void headers::add(std::string name, std::string value) {
  fields_.emplace_back(std::move(name), std::move(value));
}

std::string_view headers::get(std::string_view name) const {
  auto const found = std::find_if(fields_.begin(), fields_.end(),
                                  [&](auto const& field) { return same_name(field.first, name); });
  return found == fields_.end() ? std::string_view{} : std::string_view(found->second);
}

http_response::http_response(unsigned status_, std::string body_, std::string_view content_type)
    : status(status_), body(std::move(body_)) {
  if (!content_type.empty()) fields.set("Content-Type", std::string(content_type));
}

std::string url_decode(std::string_view encoded) {
  std::string text;
  text.reserve(encoded.size());
  for (std::size_t i = 0; i < encoded.size(); ++i) {
    if (encoded[i] == '+') {
      text += ' ';
      continue;
    }
    auto const high = encoded[i] == '%' && i + 2 < encoded.size() ? hex_value(encoded[i + 1]) : -1;
    auto const low = high >= 0 ? hex_value(encoded[i + 2]) : -1;
    if (low < 0) {
      text += encoded[i];
      continue;
    }
    text += static_cast<char>(high * 16 + low);
    i += 2;
  }
  return text;
}

std::string url_encode(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string encoded;
  encoded.reserve(text.size());
  for (char const c : text) {
    if (is_unreserved(c)) {
      encoded += c;
      continue;
    }
    auto const byte = static_cast<unsigned char>(c);
    encoded += '%';
    encoded += digits[byte >> 4u];
    encoded += digits[byte & 15u];
  }
  return encoded;
}

std::vector<std::pair<std::string, std::string>> parse_form(std::string_view encoded) {
  std::vector<std::pair<std::string, std::string>> pairs;
  while (!encoded.empty()) {
    auto const end = std::min(encoded.find('&'), encoded.size());
    auto const pair = encoded.substr(0, end);
    encoded.remove_prefix(std::min(end + 1, encoded.size()));
    if (pair.empty()) continue;
    auto const equals = std::min(pair.find('='), pair.size());
    auto const value = pair.substr(std::min(equals + 1, pair.size()));
    pairs.emplace_back(url_decode(pair.substr(0, equals)), url_decode(value));
  }
  return pairs;
}

}  // namespace huzzah::net
