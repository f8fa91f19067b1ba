// The life of one connection to an http_server. Internal to net.
#pragma once

#include "net/http_server.hpp"
#include "net/stream.hpp"

namespace huzzah::net {

/// Answers request after request until the connection ends. `handler` must outlive it.
awaitable<> serve_connection(stream connection, listen_options options, http_handler& handler);

}  // namespace huzzah::net
