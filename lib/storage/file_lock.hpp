// One process at a time writes a ledger.
#pragma once

#include "base/error.hpp"

#include <filesystem>
#include <utility>

namespace huzzah::storage {

/// Holds a ledger for this process while it lives; the kernel lets go of it when the process ends, however
/// that comes about.
class file_lock {
 public:
  /// Takes `<ledger>.lock`; in_use with the holder's process id if another has it.
  static result<file_lock> take(std::filesystem::path const& ledger);

  file_lock(file_lock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  file_lock& operator=(file_lock&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
  }
  ~file_lock();

 private:
  explicit file_lock(int descriptor) : descriptor_(descriptor) {}

  int descriptor_;
};

}  // namespace huzzah::storage
