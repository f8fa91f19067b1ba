// The arguments of a Web API call, however they were encoded.
#pragma once

#include "net/http.hpp"
#include "sandbox/workspace/workspace_state.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace huzzah::sandbox {

/// Names and values; nested values are kept as JSON text.
class arguments {
 public:
  /// From query and body (form or JSON). On failure `problem()` has Slack's word for it.
  static arguments of(net::http_request const& request);

  /// Slack's error word for a body that can't be read; else empty.
  std::string const& problem() const { return problem_; }
  bool has(std::string_view name) const { return fields_.contains(name); }
  /// The value, or empty.
  std::string text(std::string_view name) const;
  bool flag(std::string_view name, bool fallback = false) const;
  /// Nothing when absent or no number.
  std::optional<long> number(std::string_view name) const;
  /// A nested value; null when absent, empty or no JSON.
  document nested(std::string_view name) const;
  /// A comma-separated or JSON list.
  std::vector<std::string> list(std::string_view name) const;
  /// Removes a value and returns it.
  std::string take(std::string const& name);
  void set(std::string name, std::string value) {
    fields_.insert_or_assign(std::move(name), std::move(value));
  }
  auto begin() const { return fields_.begin(); }
  auto end() const { return fields_.end(); }

 private:
  void read_json(std::string const& body);

  std::map<std::string, std::string, std::less<>> fields_;
  std::string problem_;
};

}  // namespace huzzah::sandbox
