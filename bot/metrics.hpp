// What Huzzah tells Prometheus. Only metrics.cpp knows its library.
#pragma once

#include "base/clock.hpp"
#include "bot/logging.hpp"
#include "features/catch_up.hpp"
#include "features/ritual.hpp"
#include "slack/socket_mode.hpp"
#include "storage/store.hpp"
#include "storage/vital_signs.hpp"

#include <optional>
#include <string>
#include <vector>

namespace huzzah::bot {

/// Everything that is known of a running bot at one moment, as its parts tell it.
class observations {
 public:
  base::time_point now;
  base::time_point started_at;
  bool ready = false;  ///< what /readyz says
  slack::socket_stats connection;
  features::catch_up_stats catch_up;
  slack::api_stats calls;
  storage::writer_stats writer;
  storage::commit_histograms commits;
  std::optional<storage::vital_signs> database;  ///< none when it does not answer
  std::vector<features::upcoming> rituals;
  log_counts log;
};

/// All of it in Prometheus's text format.
std::string metrics_text(observations const& seen);

}  // namespace huzzah::bot
