// From a host's name to a connection: addresses, proxy, TLS. Internal to net.
#pragma once

#include "net/https_client.hpp"
#include "net/stream.hpp"
#include "net/url.hpp"
#include "net/watchdog.hpp"

namespace huzzah::net {

/// A connection to where the URL points, through the proxy and TLS where they are called for. `limit` bounds
/// it and must outlive it. Fails with unreachable, tls_failed, timed_out or invalid_input.
awaitable<result<stream>> connect(url target, connect_options options, watchdog& limit);

}  // namespace huzzah::net
