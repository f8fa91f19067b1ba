// One bot's connection, and what is measured on it.
#pragma once

#include "bench/load/envelopes.hpp"
#include "bench/load/fake_slack.hpp"
#include "bench/load/process_use.hpp"
#include "bench/load/websocket.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace huzzah::bench {

/// Sends events to the bot that is connected and times its acknowledgements. Throws when it goes away or
/// stops to answer.
class session {
 public:
  session(fake_slack& slack, envelopes const& forms);

  /// Greets whoever connects and has one event acknowledged; tells when that was, as JSON.
  std::string wait_for_bot();
  /// So many events, with so many of them unacknowledged at any time; one in `every` is a kudos. JSON.
  std::string window(std::int64_t events, std::int64_t in_flight, std::int64_t every);
  /// So many events a second, for that long. Latencies count from when an event was due. JSON.
  std::string rate(std::int64_t per_second, std::int64_t seconds, std::int64_t every);
  /// What the bot uses at the moment, as JSON.
  std::string use() const;

  /// From now on it is this process whose CPU time and memory are told.
  void watch(pid_t process) { watched_ = process; }
  /// Pings as Slack does, answers pings, greets who connects; returns when `handle` is readable.
  void idle_until(int handle);

 private:
  class measure;

  void greet();
  void keep_alive();
  /// Puts the next event into the batch; it was due at that time.
  void add(bool is_kudos, std::int64_t due);
  void flush();
  /// Reads acknowledgements; waits for them.
  void hear();
  void heard(std::string_view message);

  fake_slack& slack_;
  envelopes const& forms_;
  std::unique_ptr<websocket> socket_;
  pid_t watched_ = 0;
  std::string batch_;
  std::int64_t next_ = 0;       ///< serial number of the next event
  std::int64_t kudos_ = 0;      ///< how many of this measurement's are kudos
  std::int64_t first_ = 0;      ///< of this measurement
  std::int64_t open_ = 0;       ///< how many are not acknowledged
  std::int64_t last_time_ = 0;  ///< of an event, in microseconds
  std::int64_t last_ping_ = 0;
  std::vector<std::int64_t> due_;  ///< by number since first_; 0 once it is acknowledged
  std::vector<std::int64_t> latencies_;
};

}  // namespace huzzah::bench
