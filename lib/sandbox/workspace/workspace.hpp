// Everything that the servers of the sandbox share.
#pragma once

#include "sandbox/workspace/app_manifest.hpp"
#include "sandbox/workspace/credentials.hpp"
#include "sandbox/workspace/faults.hpp"
#include "sandbox/workspace/file_book.hpp"
#include "sandbox/workspace/interactions.hpp"
#include "sandbox/workspace/rate_limits.hpp"
#include "sandbox/workspace/received.hpp"
#include "sandbox/workspace/slack_json.hpp"
#include "sandbox/workspace/statistics.hpp"
#include "sandbox/workspace/view_book.hpp"

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
  received_log received;
  rate_limiter limits;
  bool rate_limits;
  std::set<std::string> tickets;  ///< of Socket Mode connections not yet made
  std::string url;                ///< "http://127.0.0.1:8080"

  /// Shows something on one person's page.
  std::function<void(std::string const& user, nlohmann::json const& frame)> show;

  /// Shows a message to only one person; returns its stamp.
  stamp whisper(std::string const& channel, std::string const& reader, message draft);
};

}  // namespace huzzah::sandbox
