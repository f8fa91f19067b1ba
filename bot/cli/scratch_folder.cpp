#include "bot/cli/scratch_folder.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <system_error>
#include <vector>

namespace huzzah::bot::cli {

namespace fs = std::filesystem;

namespace {

/// Opens and locks a folder of ours; -1 where it is another user's, a link, or locked by a process that
/// lives.
int hold(fs::path const& folder) {
  auto const file =
      ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);  // NOLINT(*-vararg)
  struct stat facts {};
  if (file < 0) return -1;
  if (::fstat(file, &facts) == 0 && facts.st_uid == ::geteuid() && ::flock(file, LOCK_EX | LOCK_NB) == 0)
    return file;
  ::close(file);
  return -1;
}

/// Removes what killed processes have left.
void sweep(fs::path const& temporary, std::string const& begin) {
  std::error_code failed;
  std::vector<fs::path> left;
  for (fs::directory_iterator entry(temporary, failed), end; !failed && entry != end; entry.increment(failed))
    if (entry->path().filename().string().starts_with(begin)) left.push_back(entry->path());
  for (auto const& folder : left) {
    auto const file = hold(folder);
    if (file < 0) continue;
    fs::remove_all(folder, failed);
    ::close(file);
  }
}

}  // namespace

scratch_folder::scratch_folder(std::string const& purpose) {
  std::error_code failed;
  auto const temporary = fs::temp_directory_path(failed);
  if (failed) return;
  auto const begin = "huzzah-" + purpose + "-";
  sweep(temporary, begin);
  // Another process may sweep a new folder away before it is locked.
  for (auto attempt = 0; attempt < 10 && held_ < 0; ++attempt) {
    auto pattern = (temporary / (begin + "XXXXXX")).string();
    if (mkdtemp(pattern.data()) == nullptr) return;
    held_ = hold(pattern);
    path_ = pattern;
    if (held_ >= 0 && !fs::exists(path_, failed)) {
      ::close(held_);
      held_ = -1;
    }
  }
  if (held_ < 0) path_.clear();
}

scratch_folder::~scratch_folder() {
  remove();
  if (held_ >= 0) ::close(held_);
}

void scratch_folder::remove() const {
  std::error_code ignored;
  if (!path_.empty()) fs::remove_all(path_, ignored);
}

}  // namespace huzzah::bot::cli
