#include "bot/cli/environment.hpp"

#include <cstdlib>

namespace huzzah::bot::cli {

environment process_environment() {
  return [](std::string const& name) -> std::optional<std::string> {
    auto const* value = std::getenv(name.c_str());  // NOLINT(concurrency-mt-unsafe): nothing sets variables
    if (value == nullptr || *value == '\0') return std::nullopt;
    return std::string(value);
  };
}

}  // namespace huzzah::bot::cli
