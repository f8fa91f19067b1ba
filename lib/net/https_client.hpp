// HTTP/1.1 requests over TLS or, where the URL says http, plain; connections are kept alive and reused.
#pragma once

#include "base/async.hpp"
#include "base/clock.hpp"
#include "base/error.hpp"
#include "net/http.hpp"
#include "net/tls.hpp"

#include <memory>
#include <optional>
#include <string>

namespace huzzah::net {

/// How connections are made.
class connect_options {
 public:
  explicit connect_options(tls_context tls_) : tls(std::move(tls_)) {}

  tls_context tls;
  /// An http:// proxy asked with CONNECT for TLS targets ("http://user:password@host:port"); never used
  /// for loopback or the hosts in `no_proxy`.
  std::optional<std::string> proxy;
  /// Comma-separated hosts and domain suffixes, as in the NO_PROXY variable.
  std::string no_proxy;
};

/// The proxy settings of the environment: HTTPS_PROXY and NO_PROXY, in either case.
void use_environment_proxy(connect_options& options);

/// A pool of kept-alive connections. I/O thread only.
class https_client {
 public:
  explicit https_client(connect_options options);
  ~https_client();

  /// Sends the request and reads the whole response (at most 16 MiB). Any HTTP status is a success here. A
  /// request on a kept connection that turns out to be closed before a byte was answered is sent again
  /// on a new one only if nothing of it can have been read. Fails with unreachable, tls_failed, timed_out,
  /// closed, bad_message or too_large.
  awaitable<result<http_response>> send(http_request request, base::duration deadline);

 private:
  struct state;
  std::shared_ptr<state> state_;  // shared with the calls under way
};

}  // namespace huzzah::net
