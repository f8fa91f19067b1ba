// What Huzzah tells Prometheus. Only metrics.cpp knows its library.
#pragma once

#include "app/delivery/metrics.hpp"
#include "app/history/catch_up.hpp"
#include "app/schedule/ritual.hpp"
#include "base/clock.hpp"
#include "bot/service/logging.hpp"
#include "slack/socket_mode.hpp"
#include "store/store.hpp"

#include <optional>
#include <string>
#include <vector>

namespace huzzah::bot::service {

/// Everything that is known of a running bot at one moment, as its parts tell it.
class observations {
 public:
  base::time_point now;
  base::time_point started_at;
  bool ready = false;  ///< what /readyz says
  slack::socket_stats connection;
  history::catch_up_stats catch_up;
  slack::api_stats calls;
  store::writer_stats writer;
  store::commit_histograms commits;
  std::optional<delivery::metrics> database;  ///< none when it does not answer
  std::vector<schedule::upcoming> rituals;
  log_counts log;
};

/// All of it in Prometheus's text format.
std::string metrics_text(observations const& seen);

}  // namespace huzzah::bot::service
