// Copies of the ledger, and what it means to put one in place of the ledger: the store's, with what the rooms
// know of their tables.
#pragma once

#include "store/backup.hpp"
#include "store/restore.hpp"

#include <filesystem>
#include <stop_token>

namespace huzzah::app {

/// The tallies must follow from the entries. A backup that is put in place of the ledger: what it had yet to
/// say is in doubt from then on, since it may have been said after the backup was made. People that the
/// ledger had forgotten are forgotten in the backup's copy, too, and what the ledger was asked to do less of
/// stays so (people/keep_narrower).
store::table_rules const& file_rules();

/// As in store/backup.hpp and store/restore.hpp, by those rules.
inline result<store::backup_facts> back_up(std::filesystem::path const& ledger,
                                           std::filesystem::path const& to,
                                           store::existing there = store::existing::keep,
                                           std::stop_token stop = {}) {
  return store::back_up(file_rules(), ledger, to, there, std::move(stop));
}
inline result<store::backup_facts> verify_backup(std::filesystem::path const& file) {
  return store::verify_backup(file_rules(), file);
}
inline result<store::restoration> prepare_restoration(std::filesystem::path const& backup,
                                                      std::filesystem::path const& ledger) {
  return store::restoration::prepare(file_rules(), backup, ledger);
}

}  // namespace huzzah::app
