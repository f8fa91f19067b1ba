#include "base/text.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <numeric>
#include <vector>

namespace huzzah::base {

namespace {

/// Length in bytes of the well-formed code point at the front of `bytes`, or 0 (Unicode 15, table 3-7).
std::size_t code_point(std::string_view bytes) {
  auto const at = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
  auto const tail = [&](std::size_t i, unsigned low = 0x80, unsigned high = 0xBF) {
    return i < bytes.size() && at(i) >= low && at(i) <= high;
  };
  if (bytes.empty()) return 0;
  auto const lead = at(0);
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return tail(1) ? 2 : 0;
  if (lead >= 0xE0 && lead <= 0xEF) {
    auto const low = lead == 0xE0 ? 0xA0u : 0x80u;
    auto const high = lead == 0xED ? 0x9Fu : 0xBFu;
    return tail(1, low, high) && tail(2) ? 3 : 0;
  }
  if (lead >= 0xF0 && lead <= 0xF4) {
    auto const low = lead == 0xF0 ? 0x90u : 0x80u;
    auto const high = lead == 0xF4 ? 0x8Fu : 0xBFu;
    return tail(1, low, high) && tail(2) && tail(3) ? 4 : 0;
  }
  return 0;
}

bool is_continuation(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0u) == 0x80u;
}

/// Whether a well-formed code point acts on the text around it instead of being seen.
bool is_control(std::string_view character) {
  auto const at = [&](std::size_t i) { return static_cast<unsigned char>(character[i]); };
  if (character.size() == 1) return (at(0) < 0x20 && at(0) != '\n' && at(0) != '\t') || at(0) == 0x7F;
  if (character.size() == 2) return at(0) == 0xC2 && at(1) < 0xA0;  // U+0080 to U+009F
  if (character.size() != 3) return false;
  if (at(0) == 0xEF) return character == "\uFEFF" || (at(1) == 0xBF && at(2) >= 0xB9 && at(2) <= 0xBB);
  if (at(0) != 0xE2) return false;
  // U+2028 to U+202E, and U+2066 to U+2069
  return (at(1) == 0x80 && at(2) >= 0xA8 && at(2) <= 0xAE) ||
         (at(1) == 0x81 && at(2) >= 0xA6 && at(2) <= 0xA9);
}

/// The characters that are kept, with U+FFFD for each byte that belongs to none.
template <class Keep>
std::string repaired(std::string_view bytes, Keep const& keep) {
  std::string text;
  text.reserve(bytes.size());
  while (!bytes.empty()) {
    auto const size = code_point(bytes);
    if (size == 0)
      text += "\xEF\xBF\xBD";
    else if (keep(bytes.substr(0, size)))
      text += bytes.substr(0, size);
    bytes.remove_prefix(std::max<std::size_t>(size, 1));
  }
  return text;
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), 0u);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    auto diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      auto const above = row[j];
      row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0u : 1u)});
      diagonal = above;
    }
  }
  return row.back();
}

}  // namespace

bool is_utf8(std::string_view bytes) {
  while (!bytes.empty()) {
    // Most of most texts is ASCII.
    std::uint64_t eight = 0;
    if (bytes.size() >= sizeof eight) {
      std::memcpy(&eight, bytes.data(), sizeof eight);
      if ((eight & 0x8080'8080'8080'8080u) == 0) {
        bytes.remove_prefix(sizeof eight);
        continue;
      }
    }
    auto const size = code_point(bytes);
    if (size == 0) return false;
    bytes.remove_prefix(size);
  }
  return true;
}

std::string to_utf8(std::string_view bytes) {
  return repaired(bytes, [](std::string_view) { return true; });
}

std::string without_controls(std::string_view bytes) {
  return repaired(bytes, [](std::string_view character) { return !is_control(character); });
}

std::size_t length(std::string_view text) {
  return text.size() - static_cast<std::size_t>(std::count_if(text.begin(), text.end(), is_continuation));
}

std::string shorten(std::string_view text, std::size_t limit) {
  if (length(text) <= limit) return std::string(text);
  if (limit == 0) return {};
  std::size_t end = 0;
  for (std::size_t kept = 0; kept < limit; ++end)
    if (!is_continuation(text[end]) && ++kept == limit) break;
  return std::string(text.substr(0, end)) + "…";
}

std::string_view trim(std::string_view text) {
  constexpr std::string_view white = " \t\r\n\f\v";
  constexpr std::string_view no_break = "\xC2\xA0";
  for (;;) {
    auto const before = text.size();
    text.remove_prefix(std::min(text.find_first_not_of(white), text.size()));
    text = text.substr(0, text.find_last_not_of(white) + 1);
    if (text.starts_with(no_break)) text.remove_prefix(no_break.size());
    if (text.ends_with(no_break)) text.remove_suffix(no_break.size());
    if (text.size() == before) return text;
  }
}

std::string to_lower(std::string_view text) {
  std::string lower(text);
  for (auto& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return lower;
}

std::string_view nearest(std::string_view word, std::span<std::string_view const> candidates) {
  std::string_view best;
  // Of a word of three letters two may not be others.
  auto best_distance = (word.size() <= 3 ? 1 : std::max<std::size_t>(2, word.size() / 3)) + 1;
  for (auto const candidate : candidates) {
    auto const distance = edit_distance(word, candidate);
    if (distance < best_distance) {
      best = candidate;
      best_distance = distance;
    }
  }
  return best;
}

bool is_word(std::string_view text, std::string_view also) {
  return std::all_of(text.begin(), text.end(), [&](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           static_cast<unsigned char>(c) >= 0x80 || also.find(c) != std::string_view::npos;
  });
}

}  // namespace huzzah::base
