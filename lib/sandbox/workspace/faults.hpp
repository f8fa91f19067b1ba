// Faults that tests ask for.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace huzzah::sandbox {

/// What goes wrong with one method of the Web API.
class api_fault {
 public:
  unsigned status = 0;             ///< 0: the usual answer
  std::optional<int> retry_after;  ///< negative: an answer that does not say
  int times = -1;                  ///< how often yet; -1: always
  bool after_effect = false;       ///< do the work, then fail, or wait
  int delay_ms = 0;
  std::optional<std::string> body;
  bool truncate = false;  ///< half of the answer's body
  bool hang = false;      ///< no answer
  bool of_app = false;    ///< people's calls go well
};

/// All faults. Without any the sandbox behaves.
class fault_settings {
 public:
  int drop_acks = 0;  ///< the next acks to ignore; -1: all
  int delay_events_ms = 0;
  int duplicate_events = 0;     ///< extra copies of each
  bool reverse_events = false;  ///< hold one, send the next first
  bool hold_events = false;     ///< keep them until they are released, in any order
  /// Which connection gets the next payload: each in turn, any one, or these again and again, the oldest
  /// connection being 0.
  bool spread_randomly = false;
  std::vector<std::size_t> spread;
  bool no_hello = false;
  int hold_hello_ms = 0;
  bool half_open = false;
  bool stop_pings = false;
  int max_connections = 10;
  std::map<std::string, api_fault, std::less<>> web_api;  ///< by method; "*" for all

  /// Applies the keys of a request. Returns what is wrong with it, or empty.
  std::string apply(nlohmann::json const& wanted);
  nlohmann::json to_json() const;
  /// The fault for this call, counted; nothing if the call is to go well.
  std::optional<api_fault> take(std::string const& method, bool by_app);
  /// Whether this ack is to be ignored; counted.
  bool drop_ack();
};

}  // namespace huzzah::sandbox
