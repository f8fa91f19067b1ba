// A folder among the temporary files, for what is not to be kept.
#pragma once

#include <filesystem>
#include <string>

namespace huzzah::bot::cli {

/// Readable by its owner only, and removed when this goes out of scope. Making one also removes those of the
/// same purpose and user that a killed process has left behind.
class scratch_folder {
 public:
  /// `purpose` is a part of its name: "sandbox".
  explicit scratch_folder(std::string const& purpose);
  scratch_folder(scratch_folder const&) = delete;
  scratch_folder& operator=(scratch_folder const&) = delete;
  ~scratch_folder();

  void remove() const;
  /// Empty when none could be made.
  std::filesystem::path const& path() const { return path_; }

 private:
  std::filesystem::path path_;
  int held_ = -1;  ///< the folder, locked while this process lives
};

/// What to say when none could be made.
inline constexpr auto no_scratch_folder =
    "no folder for the ledger can be made among the temporary files: set TMPDIR to a folder that can be "
    "written";

}  // namespace huzzah::bot::cli
