// Has an operation done: by the bot that holds the ledger, else by this process itself.
#pragma once

#include "bot/cli/exit_code.hpp"
#include "bot/commands/operation.hpp"

#include <filesystem>
#include <functional>
#include <iosfwd>

namespace huzzah::bot::commands {

/// The ledger that an operation is about, and how to come by it.
class ledger_access {
 public:
  ledger_access(std::filesystem::path path_, config::config const& settings_, base::time_point now_)
      : path(std::move(path_)), settings(settings_), now(now_) {}

  std::filesystem::path path;
  config::config const& settings;  ///< must outlive it
  base::time_point now;            ///< for this process; a bot goes by its own clock
  bool may_be_new = true;          ///< whether one is made where there is none
  base::descriptor file;           ///< what the operator named, opened before rights are dropped
  /// Opens that only where a bot needs it; may be empty.
  std::function<result<base::descriptor>()> open_file;
  /// Whether the operation needs the chat: then the settings hold the tokens.
  bool connects = false;
  std::string
      refusal;  ///< why this process can't do it without a bot, in lines for standard error; else empty
};

/// Where the bot that holds a ledger listens.
std::filesystem::path socket_of(std::filesystem::path const& ledger);

/// Takes the rights of the ledger's owner, where root runs this; then asks the bot that listens beside the
/// ledger and prints what it answers. Without one, does it with the ledger opened by this process.
cli::exit_code have_done(operation const& what, ledger_access& ledger, std::ostream& out, std::ostream& err);

/// The half of have_done() without a bot.
cli::exit_code do_alone(operation const& what, ledger_access& ledger, std::ostream& out, std::ostream& err);

/// Prints to the streams of a command.
class printed_output final : public operation_output {
 public:
  printed_output(std::ostream& out, std::ostream& err);

  void out(std::string const& text) override;
  void err(std::string const& text) override;
  void progress(import_standing const& now) override;

 private:
  std::ostream& out_;
  std::ostream& err_;
  base::system_clock clock_;
  import_progress progress_;
};

}  // namespace huzzah::bot::commands
