// Slack's events over a WebSocket that the bot opens itself: the shell that obeys socket_mode_fsm.
#pragma once

#include "base/clock.hpp"
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

/// Stays connected and hands every event to a handler. I/O thread only. The workspace and the clock must
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

  /// Whether some connection is live.
  bool is_connected() const;

 private:
  class shell;
  std::shared_ptr<shell> shell_;
};

}  // namespace huzzah::slack
