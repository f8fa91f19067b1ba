// The server's half of opening a WebSocket. Internal to net.
#pragma once

#include "net/http.hpp"
#include "net/stream.hpp"
#include "net/websocket.hpp"

namespace huzzah::net {

/// Whether a request asks for a WebSocket.
bool wants_websocket(http_request const& request);

/// Answers the handshake that `request` began. Fails with bad_message when it is not a valid one (the client
/// then gets an error), or closed.
awaitable<result<std::unique_ptr<websocket>>> accept_websocket(stream connection, http_request request,
                                                               std::size_t message_limit);

}  // namespace huzzah::net
