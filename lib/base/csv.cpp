#include "base/csv.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <iterator>

namespace huzzah::base {

std::string csv_field(std::string_view text) {
  constexpr std::string_view formulas[] = {"=", "+", "-", "@", "\t", "＝", "＋", "－", "＠"};
  // Marks of direction, which are not seen.
  constexpr std::string_view unseen[] = {"\u200E", "\u200F", "\u061C"};
  auto field = without_controls(text);
  std::string_view begin = field;
  auto const begins_with = [&](auto sign) { return begin.starts_with(sign); };
  for (auto const* mark = std::begin(unseen); mark != std::end(unseen);)
    if (begin.starts_with(*mark)) {
      begin.remove_prefix(mark->size());
      mark = std::begin(unseen);
    } else {
      ++mark;
    }
  if (std::any_of(std::begin(formulas), std::end(formulas), begins_with)) field.insert(0, "'");
  if (field.find_first_of(",\"\n") == std::string::npos) return field;
  std::string quoted = "\"";
  for (auto const c : field)
    quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

}  // namespace huzzah::base
