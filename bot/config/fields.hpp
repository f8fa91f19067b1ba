// The sections of the configuration that are no feature's, as tables of fields.
#pragma once

#include "app/fields.hpp"
#include "app/keeping.hpp"
#include "bot/config/config.hpp"

#include <string>
#include <string_view>

namespace huzzah::bot::config {

/// What is read besides the file, and where problems are reported.
class surroundings {
 public:
  tokens use;
  cli::environment const& variables;
  readout& reading;
};

/// The environment fills what the file leaves out. `with` outlives the tables.
app::fields<slack_config> slack_fields(surroundings const& with);
app::fields<storage_config> storage_fields(surroundings const& with);
app::fields<app::keeping> const& retention_fields();
app::fields<log_config> const& log_fields();
app::fields<metrics_config> metrics_fields(surroundings const& with);

/// Whether a URL's host (with or without port) is this machine: 127.0.0.0/8, ::1 or localhost.
bool is_this_machine(std::string_view authority);

}  // namespace huzzah::bot::config
