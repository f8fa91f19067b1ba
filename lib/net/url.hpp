// The parts of a URL that a connection needs, and whether it goes through a proxy. Internal to net.
#pragma once

#include "base/error.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace huzzah::net {

class connect_options;

/// An absolute http, https, ws or wss URL, taken apart.
class url {
 public:
  url() = default;

  std::string scheme;
  std::string user;    ///< "user:password" as written, still percent-encoded; never to be shown
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

/// Whether this host, without brackets, is the machine itself: 127.0.0.0/8, ::1 or localhost.
bool is_loopback(std::string_view host);

/// The proxy to ask for a connection to `target`, if any; invalid_input when the setting is unusable.
result<std::optional<url>> proxy_for(url const& target, connect_options const& options);

}  // namespace huzzah::net
