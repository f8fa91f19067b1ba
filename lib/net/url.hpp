// URLs and forms: taken apart and put together by Boost.URL; and whether a URL is asked through a proxy.
#pragma once

#include "base/error.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace huzzah::net {

class connect_options;

/// An absolute http, https, ws or wss URL, taken apart.
class url {
 public:
  url() = default;

  std::string scheme;
  std::string user;    ///< "user:password", decoded; never to be shown
  std::string host;    ///< without the brackets of an IPv6 address
  std::string port;    ///< always given, in digits
  std::string target;  ///< path and query, at least "/"

  /// Whether it is spoken over TLS.
  bool secure() const { return scheme == "https" || scheme == "wss"; }
  /// "host:port" for the Host header, without the scheme's usual port.
  std::string authority() const;
  /// "host:port" with the port always.
  std::string full_authority() const;
  /// Which connections may be shared: "https://host:443".
  std::string pool_key() const { return scheme + "://" + full_authority(); }
};

/// Takes a URL apart; fails with invalid_input, naming no more of it than the scheme.
result<url> parse_url(std::string_view text);

/// Percent-encodes everything but unreserved characters.
std::string url_encode(std::string_view text);
/// "a=1&b=c+d" as pairs, decoded, in order: a query string or a form's body. A "%" that begins no escape
/// means itself.
std::vector<std::pair<std::string, std::string>> parse_form(std::string_view encoded);
/// parse_form() of what follows the "?" of a request's target, if anything does.
std::vector<std::pair<std::string, std::string>> parse_query(std::string_view target);
/// The first value of that name in the query of a request's target, or empty.
std::string query_value(std::string_view target, std::string_view name);

/// Whether this host, without brackets, is the machine itself: 127.0.0.0/8, ::1 or localhost.
bool is_loopback(std::string_view host);

/// The proxy to ask for a connection to `target`, if any; invalid_input when the setting is unusable.
result<std::optional<url>> proxy_for(url const& target, connect_options const& options);

}  // namespace huzzah::net
