// A Slack on your own machine: Web API, Socket Mode, a page for people, and faults on demand.
#pragma once

#include "base/clock.hpp"
#include "base/error.hpp"
#include "net/tls.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace huzzah::sandbox {

/// What kind of sandbox.
class sandbox_options {
 public:
  std::string address = "127.0.0.1";
  unsigned short port = 0;  ///< 0: the system chooses
  std::optional<net::tls_context> tls;
  std::string manifest;  ///< the Slack app manifest of the installed app, JSON text
  bool rate_limits = true;
  std::uint64_t seed = std::random_device{}();  ///< of tokens and tickets
  /// Turns the clock's wall time forward; empty where it can't be turned.
  std::function<void(base::duration)> turn_forward;
  /// What the app waits for next, in words for its people ("Next prompt") and when: the page offers to turn
  /// the clock there. May be empty; called on the I/O thread.
  std::function<std::vector<std::pair<std::string, base::time_point>>()> moments;
};

/// A running sandbox. I/O thread only. stop() it and let it return before destroying it.
class sandbox {
 public:
  /// Starts to serve. Fails with invalid_input for a bad manifest and in_use for a port that is taken.
  static result<std::unique_ptr<sandbox>> start(asio::any_io_executor const& executor, base::clock& clock,
                                                sandbox_options options);
  sandbox(sandbox const&) = delete;
  ~sandbox();

  unsigned short port() const;
  /// "http://127.0.0.1:8080"
  std::string url() const;
  /// The token with which the app opens Socket Mode connections.
  std::string app_token() const;
  /// The token with which the app calls the Web API.
  std::string bot_token() const;
  /// A person's token, for tests that act as one.
  std::string person_token(std::string const& user) const;
  /// Drops every connection; returns when nothing runs any more.
  awaitable<> stop();

 private:
  struct state;
  explicit sandbox(std::unique_ptr<state> made);
  std::unique_ptr<state> state_;
};

}  // namespace huzzah::sandbox
