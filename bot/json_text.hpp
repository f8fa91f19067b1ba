// JSON with comments as people write it, and what is wrong with it in words that help them.
#pragma once

#include "bot/problem.hpp"

#include <nlohmann/json_fwd.hpp>

#include <memory>
#include <string>

namespace huzzah::bot {

/// Reads an object; comments are allowed. Null when it can't be read: then `found` says at which line and
/// column, under `name`. Keys that are there twice are reported too, but don't keep it from being read.
/// What stands in the text is never repeated but for the names of keys: it may hold secrets.
std::unique_ptr<nlohmann::json> parse_commented_json(std::string const& text, std::string const& name,
                                                     problems& found);

}  // namespace huzzah::bot
