#include "base/csv.hpp"

#include <algorithm>
#include <iterator>

namespace huzzah::base {

std::string csv_field(std::string_view text) {
  constexpr std::string_view formulas[] = {"=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"};
  std::string field(text);
  if (std::any_of(std::begin(formulas), std::end(formulas),
                  [&](auto sign) { return field.starts_with(sign); }))
    field.insert(0, "'");
  if (field.find_first_of(",\"\r\n") == std::string::npos) return field;
  std::string quoted = "\"";
  for (auto const c : field)
    quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

}  // namespace huzzah::base
