// How an HTTP connection becomes a WebSocket (RFC 6455, section 4): what is asked and what is answered. Pure.
// Internal to net.
#pragma once

#include "base/error.hpp"
#include "net/http.hpp"

#include <string>
#include <string_view>

namespace huzzah::net {

/// A client's key, never the same twice.
std::string websocket_key();

/// The request for a WebSocket at a path.
http_request ask_for_websocket(std::string target, std::string const& key);
/// Whether it was granted: rejected (with another status), or bad_message.
result<> check_grant(http_response const& answer, std::string const& key, std::string_view host);

/// The answer that grants a request, or bad_message where it is none.
result<http_response> grant_websocket(http_request const& request);

}  // namespace huzzah::net
