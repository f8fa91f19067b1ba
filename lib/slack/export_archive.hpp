// The files of a workspace export, in a folder or in a zip file. What they are called is only ever compared
// and printed, never a path to write to.
#pragma once

#include "base/descriptor.hpp"
#include "base/error.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace huzzah::slack {

/// No file of an export is as large as this; a larger one is refused before it is read.
inline constexpr std::uint64_t largest_export_file = 256u << 20;

/// Files to be read whole, one at a time.
class export_archive {
 public:
  /// One file: its name, with slashes, below the place where users.json is.
  class entry {
   public:
    std::string name;
    std::uint64_t size = 0;  ///< when unpacked
  };

  /// Opens a folder or a zip file. not_found, invalid_input (it is no export) or corrupt, each with how to
  /// mend it.
  static result<std::unique_ptr<export_archive>> open(std::filesystem::path const& path);

  /// The same from a zip file that is open; `name` is what messages call it.
  static result<std::unique_ptr<export_archive>> open(base::descriptor zip, std::string const& name);

  virtual ~export_archive() = default;

  std::vector<entry> const& entries() const { return entries_; }
  /// The entry of that name, or entries().size().
  std::size_t find(std::string_view name) const;

  /// Reads an entry into the front of `into`, which keeps at least `padding` bytes more than the size
  /// returned and is never made smaller. too_large, corrupt, io_failed.
  virtual result<std::size_t> read(std::size_t index, std::string& into, std::size_t padding) = 0;

 protected:
  std::vector<entry> entries_;
};

/// The two kinds of archive. `open()` chooses.
result<std::unique_ptr<export_archive>> open_export_folder(std::filesystem::path const& path);
result<std::unique_ptr<export_archive>> open_export_zip(std::filesystem::path const& path);

result<std::unique_ptr<export_archive>> open_export_zip(base::descriptor file, std::string const& name);

/// Opens a zip file for a process that has no right to do so.
result<base::descriptor> open_export_file(std::filesystem::path const& zip);
/// Packs a folder into a new zip file, for the same purpose. What can't be read of it is left out.
result<> pack_export(std::filesystem::path const& folder, std::filesystem::path const& zip);

/// Makes `into` large enough for a file of that size.
result<> make_room(std::string const& name, std::uint64_t size, std::string& into, std::size_t padding);

}  // namespace huzzah::slack
