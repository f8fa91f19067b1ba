// As much of Slack as a bot needs to start and to work, answered from memory.
#pragma once

#include "bench/load/cast.hpp"
#include "bench/load/connection.hpp"

#include <atomic>
#include <memory>
#include <mutex>
#include <string>

namespace huzzah::bench {

/// Listens on a free port of the loopback, with a thread for each connection. Lives as long as the process.
class fake_slack {
 public:
  /// `tls` may be null.
  fake_slack(cast who, tls_server tls);

  /// Where the Web API is.
  std::string api_url() const;
  /// The connection of a WebSocket that was opened since the last time, or null.
  std::unique_ptr<connection> take_opened();
  /// For poll(): readable while there is one to take.
  int opened_handle() const { return opened_notice_; }
  /// How many calls of the Web API were answered.
  std::int64_t calls() const { return calls_; }

 private:
  void accept_all();
  void serve(int socket);
  std::string answer(std::string const& method, std::string const& body) const;

  cast who_;
  tls_server tls_;
  int listening_;
  int opened_notice_;
  int port_;
  std::atomic<std::int64_t> calls_ = 0;
  std::mutex guard_;
  std::unique_ptr<connection> opened_;
};

}  // namespace huzzah::bench
