#include "store/file_lock.hpp"

#include "store/failure.hpp"
#include "store/ownership.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <string>
#include <string_view>

namespace huzzah::store {
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
  auto opened = open_own(name, O_RDWR | O_CREAT);
  if (!opened) return opened.error();
  auto const file = opened->get();
  if (::flock(file, LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK) return failure_of_system(errno, "lock", name);
    return error(errc::in_use, ledger.string() + " is in use by " + holder_of(file) +
                                   ": stop that one first, or name another database");
  }
  // Who holds it is only for people to read, so that a disk without room for it is not in the way.
  auto const pid = std::to_string(::getpid()) + "\n";
  if (::ftruncate(file, 0) == 0) {
    [[maybe_unused]] auto const written = ::pwrite(file, pid.data(), pid.size(), 0);
  }
  return file_lock(std::move(*opened));
}

}  // namespace huzzah::store
