// Opens the ledger's file: with the right mode, for the right program and version, safely.
#pragma once

#include "base/error.hpp"
#include "store/connection.hpp"
#include "store/file_lock.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>

namespace huzzah::store {

/// A ledger open for writing, by no other process.
class writable_database {
 public:
  file_lock lock;
  std::unique_ptr<connection> on;
};

/// Opens or creates the ledger (mode 0600, its folder too) and migrates it. A file of a newer version is
/// left as it is, to the byte. `largest_size` in pages; 0 for no bound.
result<writable_database> open_to_write(std::filesystem::path const& name, std::int64_t largest_size = 0);

/// Which versions of a ledger will do.
enum class ledger_age {
  current,   ///< the one that this program writes
  any,       ///< older ones, too
  or_empty,  ///< the same, or a file in which nothing is yet
};

/// Opens a ledger that exists, to read only; also while another process writes it.
result<std::unique_ptr<connection>> open_to_read(std::filesystem::path const& name,
                                                 ledger_age which = ledger_age::current);

/// Moves all of a ledger's write-ahead log into the file itself and ends the log; false if the file is too
/// damaged for that, or can't be written. in_use while it is being read. The caller must hold its lock.
result<bool> end_log(std::filesystem::path const& file);

/// Creates the folder if it does not exist; a new one is accessible only to its owner.
result<> prepare_folder(std::filesystem::path const& folder);

/// The file that a name refers to: absolute, links followed.
result<std::filesystem::path> resolved(std::filesystem::path const& file);

}  // namespace huzzah::store
