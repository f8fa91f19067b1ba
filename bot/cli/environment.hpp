// The environment variables, as something that tests can make up.
#pragma once

#include <functional>
#include <optional>
#include <string>

namespace huzzah::bot::cli {

/// Looks a variable up; none when it is unset or empty.
using environment = std::function<std::optional<std::string>(std::string const& name)>;

/// The variables of this process. Not to be used while another thread changes them.
environment process_environment();

}  // namespace huzzah::bot::cli
