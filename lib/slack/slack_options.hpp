// What a workspace of Slack's is reached with.
#pragma once

#include "net/https_client.hpp"

#include <filesystem>
#include <optional>
#include <string>

namespace huzzah::slack {

/// Where Slack is and with which tokens. The proxy comes from the environment.
class slack_options {
 public:
  std::string api_url = "https://slack.com/api/";
  std::string app_token;                         ///< xapp-…, opens the connection
  std::string bot_token;                         ///< xoxb-…, everything else
  std::optional<std::filesystem::path> ca_file;  ///< PEM to trust instead of the system's store
  int connections = 2;                           ///< held at once, so that the end of one is no gap
};

/// TLS and proxy for it. Fails with tls_failed when the CA file is no good.
result<net::connect_options> connections_for(slack_options const& options);

}  // namespace huzzah::slack
