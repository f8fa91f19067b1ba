// A copy of the ledger every day, made while the bot works.
#pragma once

#include "base/async.hpp"
#include "base/clock.hpp"
#include "bot/config/config.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <filesystem>
#include <optional>
#include <stop_token>
#include <vector>

namespace huzzah::bot::service {

/// A backup that the schedule made, by its name.
class dated_backup {
 public:
  calendar::local_date date;
  std::filesystem::path file;
};

/// Those in a folder, newest first; other files are none of ours.
std::vector<dated_backup> backups_in(std::filesystem::path const& directory);

/// Makes the backups that are due. I/O thread only, but the copying, which has a thread of its own; what is
/// passed in must outlive end().
class scheduled_backup {
 public:
  scheduled_backup(asio::any_io_executor executor, base::clock& clock, std::filesystem::path ledger,
                   config::backup_config settings);

  /// Makes a backup that was missed, then one a day, until end().
  void start();
  /// Stops; a copy under way is given up.
  awaitable<> end();

 private:
  awaitable<> run();
  /// Makes the one of that date; false, with a line in the log, if that failed.
  awaitable<bool> make(calendar::local_date date);
  void remove_old() const;

  asio::any_io_executor executor_;
  base::clock& clock_;
  std::filesystem::path ledger_;
  config::backup_config settings_;
  base::wake_up changed_;
  std::stop_source stop_;
  bool running_ = false;
};

}  // namespace huzzah::bot::service
