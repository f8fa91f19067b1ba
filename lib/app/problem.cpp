#include "app/problem.hpp"

namespace huzzah::app {

std::string to_string(problem const& found) {
  auto line = found.pointer + ": " + found.message;
  if (!found.hint.empty()) line += "; " + found.hint;
  return line;
}

}  // namespace huzzah::app
