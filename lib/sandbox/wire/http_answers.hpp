// Small helpers for JSON, asked and answered.
#pragma once

#include "net/http.hpp"

#include <nlohmann/json_fwd.hpp>

namespace huzzah::sandbox {

/// A JSON answer; text that is not UTF-8 is mended.
net::http_response json_answer(nlohmann::json const& body, unsigned status = 200);

/// The text at that key of an object, if there is one.
std::string word(nlohmann::json const& owner, char const* key, std::string otherwise = {});

/// JSON as text; text that is not UTF-8 is mended.
std::string to_text(nlohmann::json const& value);

}  // namespace huzzah::sandbox
