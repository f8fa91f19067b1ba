#include "storage/file_lock.hpp"

#include "storage/failure.hpp"
#include "storage/ownership.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <string>
#include <string_view>

namespace huzzah::storage {
namespace {

std::string holder_of(int descriptor) {
  std::array<char, 24> text{};
  auto const size = ::pread(descriptor, text.data(), text.size(), 0);
  long pid = 0;
  if (size > 0 && std::from_chars(text.data(), text.data() + size, pid).ec == std::errc{} && pid > 0) {
    return "process " + std::to_string(pid);
  }
  return "another process";
}

}  // namespace

result<file_lock> file_lock::take(std::filesystem::path const& ledger) {
  auto name = ledger;
  name += ".lock";
  auto lock = file_lock(::open(name.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
  if (lock.descriptor_ < 0) return failure_of_system(errno, "create", name);
  if (auto given = give_to_owner(lock.descriptor_, ledger, name); !given) return given.error();
  if (::flock(lock.descriptor_, LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK) return failure_of_system(errno, "lock", name);
    return error(errc::in_use, ledger.string() + " is in use by " + holder_of(lock.descriptor_) +
                                   ": stop that one first, or name another database");
  }
  // Who holds it is only for people to read, so that a disk without room for it is not in the way.
  auto const pid = std::to_string(::getpid()) + "\n";
  if (::ftruncate(lock.descriptor_, 0) == 0) {
    [[maybe_unused]] auto const written = ::pwrite(lock.descriptor_, pid.data(), pid.size(), 0);
  }
  return lock;
}

file_lock::~file_lock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace huzzah::storage
