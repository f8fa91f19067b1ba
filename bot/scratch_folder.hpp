// A folder among the temporary files, for what is not to be kept.
#pragma once

#include <filesystem>
#include <string>

namespace huzzah::bot {

/// Readable by its owner alone, and gone when this goes out of scope.
class scratch_folder {
 public:
  /// `purpose` is a part of its name: "sandbox".
  explicit scratch_folder(std::string const& purpose);
  scratch_folder(scratch_folder const&) = delete;
  scratch_folder& operator=(scratch_folder const&) = delete;
  ~scratch_folder() { remove(); }

  void remove() const;
  /// Empty when none could be made.
  std::filesystem::path const& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// What to say when none could be made.
inline constexpr auto no_scratch_folder =
    "no folder for the ledger can be made among the temporary files: set TMPDIR to a folder that can be "
    "written";

}  // namespace huzzah::bot
