// The life of one connection to an http_server. Internal to net.
#pragma once

#include "net/http_server.hpp"
#include "net/stream.hpp"

namespace huzzah::net {

/// Answers request after request until the connection ends. `is_idle` says whether it waits for one.
/// `handler` and `is_idle` must outlive it.
awaitable<> serve_connection(stream connection, listen_options options, http_handler& handler, bool& is_idle);

}  // namespace huzzah::net
