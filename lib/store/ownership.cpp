#include "store/ownership.hpp"

#include "store/failure.hpp"

#include <fcntl.h>
#include <grp.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <climits>
#include <cstdlib>
#include <deque>
#include <optional>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

namespace huzzah::store {
namespace {

namespace fs = std::filesystem;
using base::descriptor;

std::atomic<bool> has_become_owner = false;

/// Another user, and the last folder on the way to what is theirs that root can vouch for.
class owner {
 public:
  uid_t user = 0;
  gid_t group = 0;
  fs::path folder;
  std::vector<std::pair<fs::path, fs::path>> links;  ///< of root's, that were followed: where, and to what
};

/// Follows a path one name after the other, so that no link but root's own leads anywhere. Nothing for a path
/// that is root's up to its end, or up to where it ends.
class walk {
 public:
  explicit walk(fs::path const& path) { push(path); }

  result<std::optional<owner>> to_first_of_another() {
    constexpr int most_links = 40;
    auto links = 0;
    if (auto begun = from_root(); !begun) return begun.error();
    while (!names_.empty()) {
      auto const name = std::move(names_.front());
      names_.pop_front();
      auto const path = name == ".." ? at_.parent_path() : at_ / name;
      descriptor next(::openat(folder_.get(), name.c_str(), O_PATH | O_NOFOLLOW | O_CLOEXEC));
      if (!next && errno == ENOENT) return std::optional<owner>();
      struct stat facts {};
      if (!next || ::fstat(next.get(), &facts) != 0) return failure_of_system(errno, "find", path);
      if (facts.st_uid != 0)
        return std::optional(owner{facts.st_uid, facts.st_gid, S_ISDIR(facts.st_mode) ? path : at_, links_});
      if (S_ISLNK(facts.st_mode)) {
        if (++links > most_links) return failure_of_system(ELOOP, "find", path);
        auto const followed = follow(next.get(), path);
        if (!followed) return followed.error();
      } else if (S_ISDIR(facts.st_mode)) {
        folder_ = std::move(next);
        at_ = path;
      } else {
        return std::optional<owner>();
      }
    }
    return std::optional<owner>();
  }

 private:
  void push(fs::path const& path) {
    auto at = names_.begin();
    for (auto const& name : path.relative_path()) {
      if (name.empty() || name == ".") continue;
      at = names_.insert(at, name.string()) + 1;
    }
  }

  result<> from_root() {
    at_ = "/";
    folder_ = descriptor(::open("/", O_PATH | O_DIRECTORY | O_CLOEXEC));
    if (!folder_) return failure_of_system(errno, "open", at_);
    return {};
  }

  result<> follow(int link, fs::path const& name) {
    std::array<char, PATH_MAX> target{};
    auto const length = ::readlinkat(link, "", target.data(), target.size());
    if (length <= 0) return failure_of_system(length < 0 ? errno : ENOENT, "follow a link in", at_);
    fs::path const leads_to(std::string(target.data(), static_cast<std::size_t>(length)));
    links_.emplace_back(name, leads_to);
    push(leads_to);
    return leads_to.is_absolute() ? from_root() : result<>();
  }

  std::deque<std::string> names_;
  descriptor folder_;
  fs::path at_;
  std::vector<std::pair<fs::path, fs::path>> links_;
};

result<std::optional<owner>> owner_of(fs::path const& ledger) {
  if (::geteuid() != 0) return std::optional<owner>();
  std::error_code failed;
  auto const path = fs::absolute(ledger, failed);
  if (failed) return failure_of_system(failed.value(), "find", ledger);
  return walk(path).to_first_of_another();
}

/// Whether a user gets as far as a folder by its name.
bool reaches(owner const& who, fs::path const& folder) {
  if (::setegid(who.group) != 0) return false;
  auto there = false;
  if (::seteuid(who.user) == 0) {
    there = static_cast<bool>(descriptor(::open(folder.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC)));
    if (::seteuid(0) != 0) std::abort();
  }
  if (::setegid(0) != 0) std::abort();
  return there;
}

/// The folder above `folder` that lets a user no further.
fs::path closed_to(owner const& who) {
  fs::path at = "/";
  for (auto const& name : who.folder.relative_path()) {
    if (!reaches(who, at / name)) break;
    at /= name;
  }
  return at;
}

/// Lays an open folder with nothing but the way to theirs over the one that is closed to the user, where this
/// thread looks.
result<> open_way(owner const& who) {
  auto const fail = [&](std::string const& what) -> error {
    return failure_of_system(errno, what + " for its owner,", who.folder);
  };
  auto const closed = closed_to(who);
  if (::unshare(CLONE_NEWNS) != 0 || ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0)
    return fail("open the way");
  descriptor const theirs(::open(who.folder.c_str(), O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  if (!theirs) return fail("open the way");
  constexpr unsigned long plain = MS_NOSUID | MS_NODEV | MS_NOEXEC;
  if (::mount("huzzah", closed.c_str(), "tmpfs", plain, "mode=755,size=64k") != 0)
    return fail("open the way");
  std::error_code failed;
  auto const before = ::umask(022);
  fs::create_directories(who.folder, failed);
  for (auto const& [name, leads_to] : who.links) {
    if (failed || fs::exists(fs::symlink_status(name))) continue;
    fs::create_directories(name.parent_path(), failed);
    if (!failed) fs::create_symlink(leads_to, name, failed);
  }
  ::umask(before);
  auto const source = "/proc/self/fd/" + std::to_string(theirs.get());
  if (failed || ::mount(source.c_str(), who.folder.c_str(), nullptr, MS_BIND | MS_REC, nullptr) != 0)
    return fail("open the way");
  return {};
}

}  // namespace

result<> become_owner(fs::path const& ledger) {
  auto const who = owner_of(ledger);
  if (!who) return who.error();
  if (!*who) return {};
  if (::setgroups(0, nullptr) != 0) return failure_of_system(errno, "drop root's rights for", ledger);
  if (!reaches(**who, (*who)->folder))
    if (auto opened = open_way(**who); !opened) return opened;
  auto const [user, group] = std::pair((*who)->user, (*who)->group);
  if (::setresgid(group, group, group) != 0 || ::setresuid(user, user, user) != 0 ||
      ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)  // NOLINT(*-vararg)
    return failure_of_system(errno, "drop root's rights for", ledger);
  if (::setuid(0) == 0) std::abort();
  has_become_owner = true;
  return {};
}

result<std::optional<uid_t>> other_owner(fs::path const& path) {
  auto const who = owner_of(path);
  if (!who) return who.error();
  return *who ? std::optional((*who)->user) : std::nullopt;
}

bool acts_for_owner() {
  return has_become_owner;
}

result<descriptor> open_own(fs::path const& file, int flags) {
  // NOLINTNEXTLINE(*-vararg)
  descriptor opened(::open(file.c_str(), flags | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0600));
  if (!opened && errno == ELOOP)
    return error(errc::invalid_input, file.string() + " is a link: name the file that is meant");
  struct stat facts {};
  if (!opened || ::fstat(opened.get(), &facts) != 0) return failure_of_system(errno, "open", file);
  if (!S_ISREG(facts.st_mode)) return error(errc::invalid_input, file.string() + " is not a file");
  if (facts.st_nlink > 1)
    return error(errc::invalid_input,
                 file.string() + " has a second name (a hard link): copy it, and name the copy");
  return opened;
}

}  // namespace huzzah::store
