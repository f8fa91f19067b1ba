// JSON with comments as people write it, and what is wrong with it in words that help them.
#pragma once

#include "app/problem.hpp"

#include <nlohmann/json_fwd.hpp>

#include <memory>
#include <string>

namespace huzzah::app {

/// Reads an object; comments are allowed. Null when it can't be read: then `found` says at which line and
/// column, under `name`. Duplicate keys are reported too, but the object is still read. Of the text only the
/// names of keys are ever repeated: the rest may hold secrets.
std::unique_ptr<nlohmann::json> parse_commented_json(std::string const& text, std::string const& name,
                                                     problems& found);

}  // namespace huzzah::app
