#include "base/emoji.hpp"

#include "embedded/emoji.hpp"

namespace huzzah::base {

namespace {

/// The part before the mark, taken off the text together with the mark.
std::string_view take(std::string_view& text, char mark) {
  auto const end = text.find(mark);
  auto const taken = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  return taken;
}

}  // namespace

std::string emoji_in_text(std::string_view name) {
  // A line has marks, names parted by commas, and characters. A digest has few emoji, so that a search is
  // enough.
  auto table = embedded::emoji::find("emoji_table.js");
  take(table, '`');
  for (auto lines = take(table, '`'); !lines.empty();) {
    auto characters = take(lines, '\n');
    if (take(characters, ' ') == "#") continue;
    for (auto names = take(characters, ' '); !names.empty();)
      if (take(names, ',') == name) return std::string(characters);
  }
  return ":" + std::string(name) + ":";
}

}  // namespace huzzah::base
