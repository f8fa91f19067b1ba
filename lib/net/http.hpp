// An HTTP request and response as values.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace huzzah::net {

/// Header fields in order; names are compared without case.
class headers {
 public:
  /// Replaces every field of that name.
  void set(std::string name, std::string value);
  /// Adds a field beside those of the same name.
  void add(std::string name, std::string value);
  /// The first value, or empty.
  std::string_view get(std::string_view name) const;
  auto begin() const { return fields_.begin(); }
  auto end() const { return fields_.end(); }

 private:
  std::vector<std::pair<std::string, std::string>> fields_;
};

/// A request. For a client `target` is a whole http(s) URL; on a server it is path and query.
class http_request {
 public:
  http_request() = default;
  http_request(std::string method_, std::string target_)
      : method(std::move(method_)), target(std::move(target_)) {}

  std::string method = "GET";
  std::string target;
  headers fields;
  std::string body;
};

/// A response with its whole body.
class http_response {
 public:
  http_response() = default;
  explicit http_response(unsigned status_, std::string body_ = {}, std::string_view content_type = {});

  unsigned status = 200;
  headers fields;
  std::string body;
};

}  // namespace huzzah::net
