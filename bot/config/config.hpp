// What an operator can set: a file, the environment, or both. Everything that is wrong is found at once.
#pragma once

#include "app/contribution.hpp"
#include "app/history/catch_up_options.hpp"
#include "bot/cli/environment.hpp"
#include "bot/config/problem.hpp"
#include "bot/config/secret.hpp"
#include "calendar/time_of_day.hpp"
#include "calendar/time_zone.hpp"
#include "slack/slack_options.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

namespace huzzah::bot::config {

/// How Huzzah reaches Slack.
class slack_config {
 public:
  std::string api_url = "https://slack.com/api/";  ///< ends in a slash
  secret app_token;                                ///< xapp-…, opens the connection
  secret bot_token;                                ///< xoxb-…, everything else
  std::optional<std::filesystem::path> ca_file;    ///< PEM; none: the system's store
  int connections = 2;                             ///< held at once
  history::catch_up_options catch_up;              ///< what is read after a time without a connection
  friend bool operator==(slack_config const&, slack_config const&) = default;
};

/// A backup every day.
class backup_config {
 public:
  std::filesystem::path directory;
  calendar::time_of_day at = std::chrono::hours{3} + std::chrono::minutes{30};
  calendar::time_zone zone;
  int keep = 7;  ///< how many stay
  friend bool operator==(backup_config const&, backup_config const&) = default;
};

/// Where the ledger is.
class storage_config {
 public:
  std::filesystem::path path = "huzzah.db";
  std::optional<backup_config> backup;  ///< none: no scheduled backups
  friend bool operator==(storage_config const&, storage_config const&) = default;
};

/// From which level on something is logged.
enum class log_level { debug, info, warning, error };
/// Lines for people, or JSON lines for a collector.
enum class log_format { text, json };

/// What is written to standard error.
class log_config {
 public:
  log_level level = log_level::info;
  log_format format = log_format::text;
  friend bool operator==(log_config const&, log_config const&) = default;
};

/// Where the operator can see the state of the service.
class metrics_config {
 public:
  std::string address = "127.0.0.1";
  unsigned short port = 0;      ///< 0: nowhere
  bool open_to_others = false;  ///< whether that may be reached from other machines
  friend bool operator==(metrics_config const&, metrics_config const&) = default;
};

/// The whole configuration.
class config {
 public:
  slack_config slack;
  storage_config storage;
  log_config log;
  metrics_config metrics;
  /// What people read it in: "en", or one whose catalog is in locale/ beside the configuration.
  std::string language = "en";
  /// What features have read of it, by key.
  app::chosen_settings sections;

  /// Without the features' sections, which may be of any type.
  friend bool operator==(config const& a, config const& b) {
    return std::tie(a.slack, a.storage, a.log, a.metrics, a.language) ==
           std::tie(b.slack, b.storage, b.log, b.metrics, b.language);
  }
};

/// Whether a command is going to talk to Slack: then both tokens have to be there and in order. Otherwise
/// they are not even looked for.
enum class tokens { needed, ignored };

/// What came of reading: a configuration, or all that is wrong with it.
class readout {
 public:
  std::optional<config> settings;  ///< there exactly when `wrong` is empty
  problems wrong;
  problems faulty_rituals;  ///< of rituals and what they need that is left out; all else goes on
  problems warnings;        ///< what works but should be mended, such as a token that others can read
};

/// Reads `file`, or only the environment when there is none. The environment (SLACK_APP_TOKEN,
/// SLACK_BOT_TOKEN, SLACK_API_URL, HUZZAH_DATABASE, HUZZAH_METRICS_PORT, systemd's STATE_DIRECTORY and
/// CREDENTIALS_DIRECTORY) fills what the file leaves out. From then on the program speaks the language that
/// is chosen there (base/catalog).
readout read(std::optional<std::filesystem::path> const& file, tokens use, cli::environment const& variables);

/// Reads the text of a file; `name` is its path: what messages call it, and beside which the files lie that
/// it names. As read_config(), but for warnings about the file itself.
readout parse(std::string const& text, std::string const& name, tokens use,
              cli::environment const& variables);

/// The JSON Schema of all that can be set, as config/huzzah.schema.json has it.
std::string schema();

/// The same settings as the Slack room takes them.
slack::slack_options slack_options_of(slack_config const& settings);

/// All problems, one a line, under a first line that says where: for standard error.
std::string describe(problems const& wrong, std::optional<std::filesystem::path> const& file);

}  // namespace huzzah::bot::config
