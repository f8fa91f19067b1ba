// Everything that the servers of the sandbox share.
#pragma once

#include "sandbox/app_manifest.hpp"
#include "sandbox/credentials.hpp"
#include "sandbox/faults.hpp"
#include "sandbox/file_book.hpp"
#include "sandbox/interactions.hpp"
#include "sandbox/rate_limits.hpp"
#include "sandbox/slack_json.hpp"
#include "sandbox/statistics.hpp"
#include "sandbox/view_book.hpp"

#include <functional>
#include <set>
#include <string>

namespace huzzah::sandbox {

/// One workspace with one installed app. I/O thread only.
class workspace {
 public:
  workspace(base::clock& time, app_manifest installed, std::uint64_t seed, bool with_rate_limits);
  workspace(workspace const&) = delete;

  base::clock& clock;
  id_source ids;
  app_manifest manifest;
  app_identity app;
  credentials tokens;
  workspace_state state;
  trigger_book triggers;
  response_book responses;
  private_book privates;
  view_book views;
  file_book files;
  fault_settings faults;
  statistics seen;
  rate_limiter limits;
  bool rate_limits;
  std::set<std::string> tickets;  ///< of Socket Mode connections not yet made
  std::string url;                ///< "http://127.0.0.1:8080"

  /// Shows something on one person's page.
  std::function<void(std::string const& user, nlohmann::json const& frame)> show;

  /// Shows a message to one person alone; returns its stamp.
  stamp whisper(std::string const& channel, std::string const& reader, message draft);
};

}  // namespace huzzah::sandbox
