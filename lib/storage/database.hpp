// Opens the ledger's file: with the right mode, for the right program and version, safely.
#pragma once

#include "base/error.hpp"
#include "storage/connection.hpp"
#include "storage/file_lock.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>

namespace huzzah::storage {

/// A ledger open for writing, by this process alone.
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

/// The folder is there from now on; a new one is its owner's alone.
result<> prepare_folder(std::filesystem::path const& folder);

/// The file that a name stands for: absolute, links followed.
result<std::filesystem::path> resolved(std::filesystem::path const& file);

}  // namespace huzzah::storage
