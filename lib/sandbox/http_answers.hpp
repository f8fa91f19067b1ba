// Small helpers for HTTP answers.
#pragma once

#include "net/http.hpp"

#include <nlohmann/json_fwd.hpp>

namespace huzzah::sandbox {

/// A JSON answer; text that is not UTF-8 is mended.
net::http_response json_answer(nlohmann::json const& body, unsigned status = 200);

/// JSON as text; text that is not UTF-8 is mended.
std::string to_text(nlohmann::json const& value);

}  // namespace huzzah::sandbox
