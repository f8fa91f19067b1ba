// Puts a backup in the ledger's place.
#pragma once

#include "base/clock.hpp"
#include "storage/backup.hpp"
#include "storage/file_lock.hpp"

#include <filesystem>
#include <optional>

namespace huzzah::storage {

/// A backup that was found good and copied beside the ledger, which this process holds meanwhile.
class restoration {
 public:
  /// Verifies the backup and copies it. in_use while a process has the ledger; corrupt, newer_version or
  /// invalid_input for a backup that won't do. Nothing is changed yet.
  static result<restoration> prepare(std::filesystem::path const& backup,
                                     std::filesystem::path const& ledger);

  backup_facts const& facts() const { return facts_; }
  std::filesystem::path const& ledger() const { return ledger_; }
  /// Whether there is a ledger, which would be set aside.
  bool replaces() const;

  /// Sets the ledger aside under a name with `now` in it, and puts the backup in its place by one step: who
  /// looks for the ledger finds the old one or the new one, whole. What the backup had yet to say is in doubt
  /// from then on, since it may have been said after the backup was made; so is what was due until `now`
  /// (rituals::restored_at). Whom the ledger had forgotten is forgotten in the backup's copy, too. Where the
  /// old one is now.
  result<std::optional<std::filesystem::path>> finish(base::time_point now);

 private:
  restoration(file_lock lock, std::filesystem::path ledger, unfinished_file copy, backup_facts facts)
      : lock_(std::move(lock)), ledger_(std::move(ledger)), copy_(std::move(copy)), facts_(facts) {}

  file_lock lock_;
  std::filesystem::path ledger_;
  unfinished_file copy_;
  backup_facts facts_;
};

}  // namespace huzzah::storage
