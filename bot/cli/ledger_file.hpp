// The ledger as the commands that only read it open it, also while the bot runs.
#pragma once

#include "bot/cli/environment.hpp"
#include "bot/cli/exit_code.hpp"
#include "store/reader.hpp"

#include <iosfwd>
#include <memory>

namespace huzzah::bot::cli {

/// The file of `database` if it is named, else the one that the configuration names; nothing, and why on
/// `err`, if that can't be read.
std::optional<std::filesystem::path> ledger_path(std::optional<std::filesystem::path> const& database,
                                                 std::optional<std::filesystem::path> const& config,
                                                 environment const& variables, std::ostream& err);

/// Says on `err` what failed, and how the command has to end.
int end_with(error const& failure, std::ostream& err);

/// A ledger open for reading, or how the command has to end.
class ledger_file {
 public:
  /// Opens `database` if it is named, else the one that the configuration names. Says on `err` why not.
  static ledger_file open(std::optional<std::filesystem::path> const& database,
                          std::optional<std::filesystem::path> const& config, environment const& variables,
                          std::ostream& err);

  std::filesystem::path path;
  std::unique_ptr<store::reader> reader;  ///< null when it could not be opened
  exit_code otherwise = exit_code::fine;  ///< with no reader: how to end
};

}  // namespace huzzah::bot::cli
