#include "sandbox/web_api/cursors.hpp"

#include <algorithm>
#include <cstdint>

namespace huzzah::sandbox {

namespace {

constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

std::string base64(std::string_view bytes) {
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    auto const left = std::min<std::size_t>(3, bytes.size() - i);
    std::uint32_t group = 0;
    for (std::size_t j = 0; j < 3; ++j)
      group = group << 8 | (j < left ? static_cast<unsigned char>(bytes[i + j]) : 0u);
    for (std::size_t j = 0; j < 4; ++j)
      text += j <= left ? alphabet[group >> (18 - 6 * j) & 63u] : '=';
  }
  return text;
}

std::optional<std::string> from_base64(std::string_view text) {
  std::string bytes;
  std::uint32_t group = 0;
  unsigned bits = 0;
  while (text.ends_with('='))
    text.remove_suffix(1);
  for (char const c : text) {
    auto const value = alphabet.find(c);
    if (value == std::string_view::npos) return std::nullopt;
    group = (group << 6 | static_cast<std::uint32_t>(value)) & 0xffffffu;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes += static_cast<char>(group >> bits & 0xffu);
  }
  return bytes;
}

}  // namespace

std::string make_cursor(std::string_view kind, std::string_view value) {
  auto plain = std::string(kind) + ":" + std::string(value);
  // Padded so that the word ends in "=": a client that does not encode its parameters is found out.
  if (plain.size() % 3 == 0) plain += ' ';
  return base64(plain);
}

std::optional<std::string> read_cursor(std::string_view kind, std::string_view cursor) {
  auto plain = from_base64(cursor);
  if (!plain || !plain->starts_with(std::string(kind) + ":")) return std::nullopt;
  auto value = plain->substr(kind.size() + 1);
  if (value.ends_with(' ')) value.pop_back();
  if (value.empty()) return std::nullopt;
  return value;
}

}  // namespace huzzah::sandbox
