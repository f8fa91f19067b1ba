#include "bot/cli/terminal_text.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>

namespace huzzah::bot::cli {

namespace {

struct range {
  char32_t first;
  char32_t last;
};

// From Unicode 15: East_Asian_Width W and F, in blocks where that loses nothing that people use in names.
constexpr std::array<range, 29> wide{
    {{0x1100, 0x115F}, {0x231A, 0x231B},   {0x23E9, 0x23EC},   {0x25FD, 0x25FE},  {0x2614, 0x2615},
     {0x2648, 0x2653}, {0x26AA, 0x26AB},   {0x26BD, 0x26BE},   {0x26C4, 0x26C5},  {0x2705, 0x2705},
     {0x270A, 0x270B}, {0x2728, 0x2728},   {0x2753, 0x2755},   {0x2795, 0x2797},  {0x2B1B, 0x2B1C},
     {0x2B50, 0x2B50}, {0x2E80, 0x303E},   {0x3041, 0x33FF},   {0x3400, 0x4DBF},  {0x4E00, 0xA4CF},
     {0xA960, 0xA97C}, {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},   {0xFE30, 0xFE6F},  {0xFF00, 0xFF60},
     {0xFFE0, 0xFFE6}, {0x1F300, 0x1F64F}, {0x1F680, 0x1FAFF}, {0x20000, 0x3FFFD}}};

// Combining marks of the scripts in wide use, joiners, variation selectors.
constexpr std::array<range, 20> narrowest{
    {{0x0300, 0x036F}, {0x0483, 0x0489}, {0x0591, 0x05BD}, {0x0610, 0x061A}, {0x064B, 0x065F},
     {0x0670, 0x0670}, {0x06D6, 0x06DC}, {0x0900, 0x0902}, {0x093C, 0x093C}, {0x0941, 0x0948},
     {0x094D, 0x094D}, {0x0E31, 0x0E31}, {0x0E34, 0x0E3A}, {0x0E47, 0x0E4E}, {0x1AB0, 0x1AFF},
     {0x1DC0, 0x1DFF}, {0x200B, 0x200D}, {0x20D0, 0x20FF}, {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}}};

template <std::size_t N>
bool in(std::array<range, N> const& ranges, char32_t c) {
  auto const at =
      std::upper_bound(ranges.begin(), ranges.end(), c,
                       [](char32_t wanted, range const& candidate) { return wanted < candidate.first; });
  return at != ranges.begin() && c <= std::prev(at)->last;
}

/// Takes the first code point off well-formed text.
char32_t next(std::string_view& text) {
  auto const lead = static_cast<unsigned char>(text.front());
  std::size_t const size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  auto c = static_cast<char32_t>(size == 1 ? lead : lead & (0xFFu >> (size + 1)));
  for (std::size_t i = 1; i < size && i < text.size(); ++i)
    c = (c << 6) | (static_cast<unsigned char>(text[i]) & 0x3Fu);
  text.remove_prefix(std::min(size, text.size()));
  return c;
}

bool acts_on_a_terminal(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x061C || c == 0x200E || c == 0x200F ||
         (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
}

/// The text with something in place of each character that acts on a terminal.
template <class Instead>
std::string without_acts(std::string_view text, Instead const& instead) {
  std::string shown;
  auto const clean = base::to_utf8(text);
  std::string_view rest = clean;
  while (!rest.empty()) {
    auto const before = rest;
    auto const c = next(rest);
    if (acts_on_a_terminal(c))
      shown += instead(c);
    else
      shown += before.substr(0, before.size() - rest.size());
  }
  return shown;
}

std::string escaped(char32_t c) {
  return fmt::format("\\u{:04x}", static_cast<unsigned>(c));
}

}  // namespace

std::string printable(std::string_view text) {
  return without_acts(text, [](char32_t c) {
    if (c == '\n') return std::string("\\n");
    if (c == '\t') return std::string("\\t");
    return c <= 0xFF ? fmt::format("\\x{:02x}", static_cast<unsigned>(c)) : escaped(c);
  });
}

std::string harmless(std::string_view text) {
  return without_acts(
      text, [](char32_t c) { return std::string(c == '\n' || c == '\t' ? 1 : 0, static_cast<char>(c)); });
}

std::string printable_json(std::string_view json) {
  return without_acts(json, escaped);
}

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  while (!text.empty()) {
    auto const c = next(text);
    if (!in(narrowest, c)) width += in(wide, c) ? 2 : 1;
  }
  return width;
}

std::string padded(std::string_view text, std::size_t width) {
  auto const taken = display_width(text);
  return std::string(text) + std::string(taken < width ? width - taken : 0, ' ');
}

}  // namespace huzzah::bot::cli
