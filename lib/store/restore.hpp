// Puts a backup in the ledger's place.
#pragma once

#include "base/clock.hpp"
#include "store/backup.hpp"
#include "store/file_lock.hpp"

#include <filesystem>
#include <optional>

namespace huzzah::store {

/// A backup that was found good and copied beside the ledger, which this process holds for that time.
class restoration {
 public:
  /// Copies the backup, which is opened with the caller's rights, and verifies the copy. in_use while a
  /// process has the ledger; corrupt, newer_version or invalid_input for a backup that won't do. Nothing is
  /// changed yet.
  static result<restoration> prepare(table_rules rules, std::filesystem::path const& backup,
                                     std::filesystem::path const& ledger);

  backup_facts const& facts() const { return facts_; }
  std::filesystem::path const& ledger() const { return ledger_; }
  /// Whether there is a ledger, which would be set aside.
  bool replaces() const;

  /// Sets the ledger aside under a name with `now` in it, and puts the backup in its place by one step: who
  /// looks for the ledger finds the old one or the new one, whole. What was due until `now` may have been
  /// done (restored_at). Before that the rules change the copy. Returns where the old one is now.
  result<std::optional<std::filesystem::path>> finish(base::time_point now);

 private:
  restoration(table_rules rules, file_lock lock, std::filesystem::path ledger, unfinished_file copy,
              backup_facts facts)
      : rules_(std::move(rules)),
        lock_(std::move(lock)),
        ledger_(std::move(ledger)),
        copy_(std::move(copy)),
        facts_(facts) {}

  table_rules rules_;
  file_lock lock_;
  std::filesystem::path ledger_;
  unfinished_file copy_;
  backup_facts facts_;
};

}  // namespace huzzah::store
