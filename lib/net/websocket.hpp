// One WebSocket connection, client's or server's, over TLS or plain.
#pragma once

#include "base/async.hpp"
#include "base/clock.hpp"
#include "base/error.hpp"
#include "net/https_client.hpp"

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace huzzah::net {

/// An open connection. It neither pings nor times out on its own: the owner decides, from last_heard(). I/O
/// thread only. One coroutine reads; writes may come from several and are queued in order. The object may be
/// destroyed only when no operation on it is under way: call abort() and let them return first.
class websocket {
 public:
  virtual ~websocket() = default;

  /// The next text message, valid until the next read. Pings are answered while a read is pending. Fails
  /// with closed, bad_message (not UTF-8, protocol violation) or too_large.
  virtual awaitable<result<std::string_view>> read() = 0;
  /// Sends one text message as one frame.
  virtual awaitable<result<>> write(std::string text) = 0;
  /// Sends several, one after the other and nothing in between, in as few packets as may be.
  virtual awaitable<result<>> write_all(std::vector<std::string> const& texts) = 0;
  /// Sends a ping frame.
  virtual awaitable<result<>> ping() = 0;
  /// The closing handshake, for at most `limit`; then the transport is closed whatever was answered. A
  /// pending read fails with closed.
  virtual awaitable<> close(base::duration limit) = 0;
  /// Drops the transport at once (TCP reset); everything pending fails with closed.
  virtual void abort() = 0;
  /// Goes silent without closing, like a peer behind a dead network: nothing more is sent and no ping
  /// answered until abort(). For tests of the other side.
  virtual void freeze() = 0;
  /// Runs for every frame that arrives, pings and pongs among them.
  virtual void on_activity(std::function<void()> callback) = 0;
  /// Runs when all that has arrived is read and a read waits for more.
  virtual void on_idle(std::function<void()> callback) = 0;
};

/// Opens a connection to a ws:// or wss:// URL. Messages over `message_limit` bytes fail as too_large.
/// Fails like https_client::send, or with rejected when the server answers the handshake with a status
/// (`detail` has it).
awaitable<result<std::unique_ptr<websocket>>> open_websocket(std::string address, connect_options options,
                                                             base::duration deadline,
                                                             std::size_t message_limit = 4u << 20);

}  // namespace huzzah::net
