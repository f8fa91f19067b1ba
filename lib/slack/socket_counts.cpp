#include "slack/socket_counts.hpp"

#include <array>
#include <chrono>

namespace huzzah::slack {

namespace {

/// Slack gives 3 s.
constexpr std::array acknowledged_within{0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1,
                                         0.2,   0.5,   1.0,   2.0,  3.0,  10.0};

}  // namespace

socket_counts::socket_counts() : acknowledged_in_(acknowledged_within) {}

void socket_counts::taken(envelope const& received) {
  switch (received.kind) {
    case envelope_kind::events_api:
      ++stats_.events;
      break;
    case envelope_kind::slash_command:
      ++stats_.commands;
      break;
    case envelope_kind::interactive:
      ++stats_.interactions;
      break;
    default:
      ++stats_.others;
  }
  if (received.retry_attempt > 0) ++stats_.redeliveries;
}

void socket_counts::answered(bool sent, base::duration after) {
  ++(sent ? stats_.acknowledged : stats_.unacknowledged);
  if (sent) acknowledged_in_.add(std::chrono::duration<double>(after).count());
}

socket_stats socket_counts::stats() const {
  auto now = stats_;
  now.acknowledged_in = acknowledged_in_.counts();
  return now;
}

}  // namespace huzzah::slack
