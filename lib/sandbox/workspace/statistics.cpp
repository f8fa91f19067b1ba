#include "sandbox/workspace/statistics.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace huzzah::sandbox {

using nlohmann::json;

namespace {

constexpr std::size_t most_calls = 1'000;
constexpr std::size_t most_latencies = 100'000;

double milliseconds(base::duration length) {
  return static_cast<double>(length.count()) / 1000.0;
}

}  // namespace

void statistics::record(recorded_call call) {
  ++counts_[call.method];
  calls_.push_back(std::move(call));
  if (calls_.size() > most_calls) calls_.pop_front();
}

void statistics::record_ack(base::duration latency) {
  ++acks;
  latencies_.push_back(latency);
  if (latencies_.size() > most_latencies) latencies_.pop_front();
}

json statistics::calls(std::string const& method) const {
  auto list = json::array();
  for (auto const& call : calls_) {
    if (!method.empty() && call.method != method) continue;
    json args = json::object();
    for (auto const& [name, value] : call.args) {
      // Nested values are shown as such, but an id or a timestamp stays the text that it was.
      auto const nested = value.starts_with('{') || value.starts_with('[')
                              ? json::parse(value, nullptr, false)
                              : json(json::value_t::discarded);
      args[name] = nested.is_discarded() ? json(value) : nested;
    }
    list.push_back({{"method", call.method},
                    {"token_kind", to_string(call.token)},
                    {"args", std::move(args)},
                    {"at", static_cast<double>(call.at) / 1e6},
                    {"response_ok", call.ok},
                    {"error", call.error.empty() ? json() : json(call.error)}});
  }
  return list;
}

json statistics::summary() const {
  auto sorted = std::vector<base::duration>(latencies_.begin(), latencies_.end());
  std::sort(sorted.begin(), sorted.end());
  auto const quantile = [&](std::size_t percent) {
    if (sorted.empty()) return 0.0;
    return milliseconds(sorted[(sorted.size() - 1) * percent / 100]);
  };
  return {{"hellos", hellos},
          {"envelopes_sent", envelopes_sent},
          {"acks", acks},
          {"other_acks", other_acks},
          {"redeliveries", redeliveries},
          {"late_acks", late_acks},
          {"without_connection_ms", milliseconds(without_connection)},
          {"ack_latency_ms", {{"p50", quantile(50)}, {"p99", quantile(99)}, {"max", quantile(100)}}},
          {"api_calls", counts_}};
}

}  // namespace huzzah::sandbox
