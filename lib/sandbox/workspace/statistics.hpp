// What went over the wire, for tests and measurements.
#pragma once

#include "sandbox/workspace/arguments.hpp"
#include "sandbox/workspace/credentials.hpp"

#include <nlohmann/json_fwd.hpp>

#include <deque>
#include <map>
#include <string>
#include <vector>

namespace huzzah::sandbox {

/// One call of the Web API. Tokens never get in here.
class recorded_call {
 public:
  std::string method;
  token_kind token = token_kind::none;
  std::map<std::string, std::string> args;
  stamp at = 0;
  bool ok = false;
  std::string error;
};

/// Counters, the last thousand calls, and the latencies of the last thousand acks.
class statistics {
 public:
  std::uint64_t hellos = 0;
  std::uint64_t envelopes_sent = 0;
  std::uint64_t acks = 0;
  std::uint64_t other_acks = 0;  ///< of envelopes that are not waited for (any more)
  std::uint64_t redeliveries = 0;
  std::uint64_t late_acks = 0;           ///< more than a second after the event happened
  base::duration without_connection{0};  ///< since the first one, all gaps together

  void record(recorded_call call);
  void record_ack(base::duration latency);
  /// The last calls, of one method or (empty) of all.
  nlohmann::json calls(std::string const& method) const;
  /// Everything but the numbers that only the connections know.
  nlohmann::json summary() const;

 private:
  std::map<std::string, std::uint64_t> counts_;
  std::deque<recorded_call> calls_;
  std::deque<base::duration> latencies_;
};

}  // namespace huzzah::sandbox
