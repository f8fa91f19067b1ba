// Notifies systemd about this process, if systemd started it (Type=notify).
#pragma once

#include "base/async.hpp"
#include "slack/socket_mode.hpp"

#include <chrono>

namespace huzzah::bot::service {

/// Tells the service manager how it goes; without one, does nothing. I/O thread only; it must outlive the
/// executor's last run.
class supervisor {
 public:
  explicit supervisor(asio::any_io_executor const& executor);

  /// From now on shows regularly that the I/O loop turns, and that a start which takes long is no hang.
  void begin();
  /// The connection came or went. With the first one the start is over.
  void tell_of(slack::connection_state const& now);
  void stopping();
  /// Shows nothing any more, so that the executor can come to its end.
  void end();

 private:
  void beat();

  asio::steady_timer timer_;
  std::chrono::microseconds interval_{0};  ///< 0: there is no watchdog to notify
  bool ready_ = false;
  bool ended_ = false;
};

}  // namespace huzzah::bot::service
