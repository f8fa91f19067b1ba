// What a command came to.
#pragma once

#include <string>

namespace huzzah::bot::test {

/// How it ended, and what it wrote.
class outcome {
 public:
  int code = -1;
  std::string out;
  std::string err;
};

inline bool holds(std::string const& all, std::string const& part) {
  return all.find(part) != std::string::npos;
}

}  // namespace huzzah::bot::test
