#include "bot/service/supervisor.hpp"

#include "bot/cli/terminal_text.hpp"

#include <systemd/sd-daemon.h>

#include <cstdint>
#include <string>

namespace huzzah::bot::service {

namespace {

void tell(std::string const& what) {
  // A failure is ignored: without a manager there is nothing to notify, and one that can't be reached
  // restarts us.
  sd_notify(0, what.c_str());
}

std::string status(std::string const& text) {
  return "STATUS=" + cli::printable(text);
}

}  // namespace

supervisor::supervisor(asio::any_io_executor const& executor) : timer_(executor) {
  std::uint64_t micros = 0;
  if (sd_watchdog_enabled(0, &micros) > 0) interval_ = std::chrono::microseconds(micros) / 2;
}

void supervisor::begin() {
  tell(status("connecting to Slack"));
  if (interval_.count() > 0) beat();
}

void supervisor::beat() {
  if (ended_) return;
  std::string what = "WATCHDOG=1";
  // Slack may be away for longer than a start may take; as long as the loop turns, that is no failure.
  if (!ready_) what += "\nEXTEND_TIMEOUT_USEC=" + std::to_string(2 * interval_.count());
  tell(what);
  timer_.expires_after(interval_);
  timer_.async_wait([this](boost::system::error_code cancelled) {
    if (!cancelled) beat();
  });
}

void supervisor::tell_of(slack::connection_state const& now) {
  if (now.connected && !ready_) tell("READY=1");
  ready_ = ready_ || now.connected;
  tell(status(now.connected ? now.why : "not connected: " + now.why));
}

void supervisor::stopping() {
  tell("STOPPING=1\n" + status("finishing what was begun"));
}

void supervisor::end() {
  ended_ = true;
  timer_.cancel();
}

}  // namespace huzzah::bot::service
