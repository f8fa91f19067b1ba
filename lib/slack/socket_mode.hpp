// Slack's events over a WebSocket that the bot opens itself: the I/O for socket_mode_fsm.
#pragma once

#include "base/clock.hpp"
#include "base/histogram.hpp"
#include "chat/workspace.hpp"
#include "slack/slack_workspace.hpp"

#include <functional>
#include <memory>
#include <string>

namespace huzzah::slack {

/// Whether some connection is live, and one line about why that changed.
class connection_state {
 public:
  bool connected = false;
  std::string why;
};

/// What the connection has carried so far.
class socket_stats {
 public:
  std::size_t open = 0;           ///< connections that are live now
  std::uint64_t connections = 0;  ///< that Slack greeted
  std::uint64_t events = 0;       ///< envelopes by what they are for
  std::uint64_t commands = 0;
  std::uint64_t interactions = 0;
  std::uint64_t others = 0;
  std::uint64_t redeliveries = 0;  ///< of those, sent again by Slack
  std::uint64_t unhandled = 0;     ///< that could not be handled, so that Slack sends them again
  std::uint64_t acknowledged = 0;
  std::uint64_t unacknowledged = 0;  ///< whose acknowledgement could not be sent
  std::size_t in_flight = 0;         ///< taken and not yet answered
  base::histogram_counts
      acknowledged_in;  ///< seconds from the frame's arrival to its acknowledgement's leaving
};

/// Stays connected, over as many connections as the options want, and hands every event to a handler: each
/// comes by one of them, in no order. I/O thread only. The workspace and the clock must
/// outlive the executor's last run, the handler everything that it is asked while run() goes on.
class socket_mode {
 public:
  /// `on_state` runs whenever the connection comes or goes; it may be empty.
  socket_mode(asio::any_io_executor executor, slack_options const& options, slack_workspace& workspace,
              base::clock& clock, chat::event_handler handler,
              std::function<void(connection_state const&)> on_state = {});
  ~socket_mode();

  /// Runs until stop(), and then returns within 10 s: what was read is finished and acknowledged. Fails with
  /// unauthorized when it can't go on; the detail says what to mend.
  awaitable<result<>> run();

  /// Makes run() come to its end. Harmless when it has done so already.
  void stop();

  /// Whether at least one connection is live.
  bool is_connected() const;

  socket_stats stats() const;
  /// Of asking for connections.
  api_stats const& calls() const;

 private:
  class shell;
  std::shared_ptr<shell> shell_;
};

}  // namespace huzzah::slack
