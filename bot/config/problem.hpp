// The configuration is read as sections of it are by features.
#pragma once

#include "app/json_section.hpp"
#include "app/problem.hpp"

namespace huzzah::bot::config {

using app::element_check;
using app::json_section;
using app::problem;
using app::problems;

}  // namespace huzzah::bot::config
