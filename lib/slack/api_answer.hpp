// What a Web API method answers, and what its failures mean.
#pragma once

#include "base/error.hpp"
#include "net/http.hpp"

#include <nlohmann/json_fwd.hpp>

#include <memory>
#include <string>
#include <string_view>

namespace huzzah::slack {

/// An answer with `"ok": true`, and the header fields that came with it.
class api_answer {
 public:
  api_answer(nlohmann::json body, net::headers fields);

  nlohmann::json const& body() const { return *body_; }
  net::headers const& fields() const { return fields_; }

 private:
  std::shared_ptr<nlohmann::json const> body_;
  net::headers fields_;
};

/// Takes a response apart. Fails with unauthorized (and says what to mend), rate_limited, remote_failed,
/// bad_message, or rejected with Slack's word as the detail.
result<api_answer> read_answer(std::string_view method, net::http_response const& response);

/// Whether Slack refuses the token itself, not only a call for which it lacks a permission.
bool refuses_token(error const& failure);

/// Slack's word for a failure ("is_archived") where an error has one; else empty. A view of the error's
/// detail.
std::string_view word_of(error const& failure);

}  // namespace huzzah::slack
