// What `huzzah check` finds, and how it says so.
#pragma once

#include "base/clock.hpp"
#include "bot/commands/known_rituals.hpp"
#include "bot/config/config.hpp"

#include <filesystem>
#include <iosfwd>
#include <string>
#include <vector>

namespace huzzah::bot::commands {

/// One thing that was looked at.
class finding {
 public:
  static finding good(std::string subject, std::string detail);
  static finding bad(std::string subject, std::string detail, std::string mend);

  bool fine = true;
  std::string subject;  ///< "database"
  std::string detail;   ///< what was seen
  std::string mend;     ///< what to do; may be there for a good one too, as advice
};

using findings = std::vector<finding>;

/// "✓ clock: …" or "✗ clock: …", with what to do on a line of its own below.
void print(finding const& found, std::ostream& out);

/// Whether the file can be opened, or created, and written; whether SQLite finds it sound; whether all
/// tallies follow from the ledger.
findings check_database(std::filesystem::path const& file);

/// Whether the newest scheduled backup is of these days, and the next can be written.
finding check_backups(config::storage_config const& storage, base::time_point now);

/// The outbox's messages of which it is unknown whether they were sent.
findings check_doubts(std::filesystem::path const& ledger, base::time_point now);

/// The prompt packs, and of each stand-up and digest when it comes next; with `ask_slack` also whether it can
/// be posted where it is to be.
findings check_rituals(config::config const& settings, bool ask_slack);

/// Of each stand-up, then of each digest, where and when it comes next.
findings rituals_in_words(known_rituals const& known, app::chosen_settings const& configured,
                          base::time_point now);

/// Tokens, scopes and clock, by asking Slack.
findings check_slack(config::slack_config const& slack);

}  // namespace huzzah::bot::commands
