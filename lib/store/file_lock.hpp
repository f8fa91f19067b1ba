// One process at a time writes a ledger.
#pragma once

#include "base/descriptor.hpp"
#include "base/error.hpp"

#include <filesystem>
#include <utility>

namespace huzzah::store {

/// Holds a ledger for this process while it lives; the kernel lets go of it when the process ends, however
/// that comes about.
class file_lock {
 public:
  /// Takes `<ledger>.lock`; in_use with the holder's process id if another has it;
  /// invalid_input for a link or a file with a second name.
  static result<file_lock> take(std::filesystem::path const& ledger);

 private:
  explicit file_lock(base::descriptor held) : held_(std::move(held)) {}

  base::descriptor held_;
};

}  // namespace huzzah::store
