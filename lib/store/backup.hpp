// Copies of the ledger, made while it is in use, and looked through before anybody relies on them.
#pragma once

#include "base/error.hpp"
#include "store/table_rules.hpp"

#include <cstdint>
#include <filesystem>
#include <stop_token>
#include <utility>
#include <vector>

namespace huzzah::store {

/// What a copy turned out to hold.
class backup_facts {
 public:
  int version = 0;           ///< of its tables
  std::int64_t kudos = 0;    ///< that stand
  std::uintmax_t bytes = 0;  ///< of the file
};

/// What becomes of a file that is where the copy is to be.
enum class existing { keep, replace };

/// Writes the ledger as it is at one moment to `to`, readable only by its owner; also while another process
/// writes it, which is not held up. At `to` is nothing (or what was there) until the copy is safe on the disk
/// and verified. Ends early, with `cancelled`, once `stop` asks for it.
result<backup_facts> back_up(table_rules const& rules, std::filesystem::path const& ledger,
                             std::filesystem::path const& to, existing there = existing::keep,
                             std::stop_token stop = {});

/// Whether a file can take a ledger's place: it is one, of a version that is known here, each page and link
/// of it is sound, and the tallies follow from it. The file is not changed.
result<backup_facts> verify_backup(table_rules const& rules, std::filesystem::path const& file,
                                   std::stop_token stop = {});

/// A file that is gone again unless it was kept: what is made beside the place where it is to be.
class unfinished_file {
 public:
  /// An empty one beside `goal`, with a name of its own, readable only by its owner.
  static result<unfinished_file> beside(std::filesystem::path const& goal);

  unfinished_file(unfinished_file&& other) noexcept;
  unfinished_file& operator=(unfinished_file&&) = delete;
  ~unfinished_file();

  std::filesystem::path const& name() const { return name_; }
  /// Is at `goal` from now on, for good: safe on the disk first, then by one step.
  result<> become(std::filesystem::path const& goal);

 private:
  explicit unfinished_file(std::filesystem::path name) : name_(std::move(name)) {}

  std::filesystem::path name_;
};

/// The paths in a folder, as far as they can be listed.
std::vector<std::filesystem::path> files_in(std::filesystem::path const& folder);

/// Removes what a crash left of unfinished files that were to be at `goal`. Must not run while one is being
/// made.
void remove_unfinished(std::filesystem::path const& goal);

/// Copies `from`, a ledger of any version, into an unfinished file, and verifies the copy.
result<backup_facts> copy_ledger(table_rules const& rules, std::filesystem::path const& from,
                                 unfinished_file const& into, std::stop_token stop = {});

/// What begins the rest of an unfinished file's name after the goal's.
inline constexpr auto unfinished_ending = ".part-";

}  // namespace huzzah::store
