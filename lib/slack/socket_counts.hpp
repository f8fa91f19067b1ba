// What a connection has carried, counted. Internal to slack.
#pragma once

#include "base/clock.hpp"
#include "base/histogram.hpp"
#include "slack/event_decoder.hpp"
#include "slack/socket_mode.hpp"

namespace huzzah::slack {

/// I/O thread only.
class socket_counts {
 public:
  socket_counts();

  /// An envelope that is taken.
  void taken(envelope const& received);
  void greeted() { ++stats_.connections; }
  void unhandled() { ++stats_.unhandled; }
  /// An acknowledgement was sent, or could not be, `after` the envelope's frame arrived.
  void answered(bool sent, base::duration after);

  /// All but the current numbers: `open` and `in_flight`.
  socket_stats stats() const;

 private:
  socket_stats stats_;
  base::histogram acknowledged_in_;
};

}  // namespace huzzah::slack
