#include "sandbox/workspace/faults.hpp"

#include <nlohmann/json.hpp>

namespace huzzah::sandbox {

using nlohmann::json;

namespace {

/// Reads `value` into `target`; a wrong type is an answer to give, not an exception to die of.
template <class T>
bool assign(json const& value, T& target) {
  try {
    target = value.get<T>();
    return true;
  } catch (json::exception const&) {
    return false;
  }
}

/// "turns", "random", or the numbers of connections.
bool read_spread(json const& value, fault_settings& into) {
  into.spread.clear();
  into.spread_randomly = value == "random";
  if (value.is_array()) return assign(value, into.spread);
  return into.spread_randomly || value == "turns";
}

std::string read_api_fault(json const& wanted, api_fault& fault) {
  if (!wanted.is_object()) return "a fault of web_api must be an object";
  for (auto const& [key, value] : wanted.items()) {
    bool ok = true;
    int seconds = 0;
    std::string text;
    if (value.is_null()) continue;
    if (key == "status")
      ok = assign(value, fault.status);
    else if (key == "retry_after")
      ok = assign(value, seconds), fault.retry_after = seconds;
    else if (key == "times")
      ok = assign(value, fault.times);
    else if (key == "after_effect")
      ok = assign(value, fault.after_effect);
    else if (key == "delay_ms")
      ok = assign(value, fault.delay_ms);
    else if (key == "body")
      ok = assign(value, text), fault.body = text;
    else if (key == "truncate")
      ok = assign(value, fault.truncate);
    else if (key == "hang")
      ok = assign(value, fault.hang);
    else if (key == "of_app")
      ok = assign(value, fault.of_app);
    else
      return "unknown key of a web_api fault: " + key;
    if (!ok) return "wrong type of web_api fault key " + key;
  }
  return {};
}

}  // namespace

std::string fault_settings::apply(json const& wanted) {
  if (!wanted.is_object()) return "faults must be an object";
  auto fresh = wanted.contains("reset") && wanted["reset"] == true ? fault_settings() : *this;
  for (auto const& [key, value] : wanted.items()) {
    bool ok = true;
    if (key == "reset") continue;
    if (key == "drop_acks")
      ok = assign(value, fresh.drop_acks);
    else if (key == "delay_events_ms")
      ok = assign(value, fresh.delay_events_ms);
    else if (key == "duplicate_events")
      ok = assign(value, fresh.duplicate_events);
    else if (key == "reverse_events")
      ok = assign(value, fresh.reverse_events);
    else if (key == "hold_events")
      ok = assign(value, fresh.hold_events);
    else if (key == "spread")
      ok = read_spread(value, fresh);
    else if (key == "no_hello")
      ok = assign(value, fresh.no_hello);
    else if (key == "hold_hello_ms")
      ok = assign(value, fresh.hold_hello_ms);
    else if (key == "half_open")
      ok = assign(value, fresh.half_open);
    else if (key == "stop_pings")
      ok = assign(value, fresh.stop_pings);
    else if (key == "max_connections")
      ok = assign(value, fresh.max_connections);
    else if (key == "web_api" && value.is_object()) {
      for (auto const& [method, fault] : value.items()) {
        if (fault.is_null()) {
          fresh.web_api.erase(method);
          continue;
        }
        api_fault read;
        if (auto problem = read_api_fault(fault, read); !problem.empty()) return problem;
        fresh.web_api.insert_or_assign(method, std::move(read));
      }
    } else {
      return "unknown key: " + key;
    }
    if (!ok) return "wrong type of " + key;
  }
  *this = std::move(fresh);
  return {};
}

json fault_settings::to_json() const {
  json shown = {{"drop_acks", drop_acks},
                {"delay_events_ms", delay_events_ms},
                {"duplicate_events", duplicate_events},
                {"reverse_events", reverse_events},
                {"hold_events", hold_events},
                {"spread", spread_randomly  ? json("random")
                           : spread.empty() ? json("turns")
                                            : json(spread)},
                {"no_hello", no_hello},
                {"hold_hello_ms", hold_hello_ms},
                {"half_open", half_open},
                {"stop_pings", stop_pings},
                {"max_connections", max_connections},
                {"web_api", json::object()}};
  for (auto const& [method, fault] : web_api) {
    json entry = {
        {"status", fault.status},     {"times", fault.times},       {"after_effect", fault.after_effect},
        {"delay_ms", fault.delay_ms}, {"truncate", fault.truncate}, {"hang", fault.hang},
        {"of_app", fault.of_app}};
    entry["retry_after"] = fault.retry_after ? json(*fault.retry_after) : json();
    entry["body"] = fault.body ? json(*fault.body) : json();
    shown["web_api"][method] = std::move(entry);
  }
  return shown;
}

std::optional<api_fault> fault_settings::take(std::string const& method, bool by_app) {
  auto found = web_api.find(method);
  if (found == web_api.end()) found = web_api.find("*");
  if (found == web_api.end() || (found->second.of_app && !by_app)) return std::nullopt;
  auto fault = found->second;
  if (found->second.times > 0) --found->second.times;
  if (found->second.times == 0) web_api.erase(found);
  if (fault.times == 0) return std::nullopt;
  return fault;
}

bool fault_settings::drop_ack() {
  if (drop_acks == 0) return false;
  if (drop_acks > 0) --drop_acks;
  return true;
}

}  // namespace huzzah::sandbox
