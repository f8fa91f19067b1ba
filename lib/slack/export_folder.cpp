#include "slack/export_archive.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace huzzah::slack {

namespace {

namespace fs = std::filesystem;

/// An open file, closed at the end.
class opened_file {
 public:
  // Neither follows a link out of the folder nor waits for the other end of a pipe.
  explicit opened_file(fs::path const& path)
      : descriptor_(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)) {}
  opened_file(opened_file const&) = delete;
  opened_file& operator=(opened_file const&) = delete;
  ~opened_file() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  int descriptor() const { return descriptor_; }

 private:
  int descriptor_;
};

class export_folder final : public export_archive {
 public:
  explicit export_folder(fs::path path) : path_(std::move(path)) {}

  result<> list() {
    std::error_code failed;
    for (fs::directory_iterator one(path_, failed), end; !failed && one != end; one.increment(failed)) {
      if (is_file(*one)) add(one->path().filename().string(), *one);
      if (!one->is_directory(failed) || one->is_symlink(failed)) continue;
      auto const channel = one->path().filename().string();
      for (fs::directory_iterator day(one->path(), failed); !failed && day != end; day.increment(failed))
        if (is_file(*day)) add(channel + "/" + day->path().filename().string(), *day);
    }
    if (failed) return error(errc::io_failed, path_.string() + " can't be read: " + failed.message());
    return {};
  }

  result<std::size_t> read(std::size_t index, std::string& into, std::size_t padding) override {
    auto const& name = entries_[index].name;
    opened_file const file(path_ / name);
    struct stat facts {};
    if (file.descriptor() < 0 || ::fstat(file.descriptor(), &facts) != 0) return failed(name);
    auto const size = static_cast<std::uint64_t>(facts.st_size);
    if (auto room = make_room(name, size, into, padding); !room) return room.error();
    std::size_t have = 0;
    while (have < size) {
      auto const got = ::read(file.descriptor(), into.data() + have, static_cast<std::size_t>(size) - have);
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) return failed(name);
      if (got == 0) break;
      have += static_cast<std::size_t>(got);
    }
    return have;
  }

 private:
  static bool is_file(fs::directory_entry const& one) {
    std::error_code failed;
    return one.symlink_status(failed).type() == fs::file_type::regular;
  }

  void add(std::string name, fs::directory_entry const& one) {
    std::error_code failed;
    auto const size = one.file_size(failed);
    entries_.push_back({std::move(name), failed ? 0 : size});
  }

  static error failed(std::string const& name) {
    return {errc::io_failed, name + " can't be read: " + std::generic_category().message(errno)};
  }

  fs::path path_;
};

}  // namespace

result<std::unique_ptr<export_archive>> open_export_folder(fs::path const& path) {
  auto folder = std::make_unique<export_folder>(path);
  if (auto listed = folder->list(); !listed) return listed.error();
  return std::unique_ptr<export_archive>(std::move(folder));
}

}  // namespace huzzah::slack
