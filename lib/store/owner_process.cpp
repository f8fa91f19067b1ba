#include "store/owner_process.hpp"

#include "store/database.hpp"
#include "store/failure.hpp"
#include "store/ownership.hpp"

#include <fcntl.h>
#include <sys/sendfile.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <string>
#include <type_traits>

namespace huzzah::store {
namespace {

namespace fs = std::filesystem;
using base::descriptor;

/// How it went, as the child writes it; the words of a failure come behind it.
class outcome {
 public:
  bool is_done = false;
  errc why = errc::io_failed;
  backup_facts facts;
};
static_assert(std::is_trivially_copyable_v<outcome>);

result<> send_all(int from, int to, fs::path const& name) {
  constexpr std::size_t at_once = 1u << 26;
  ssize_t sent = 1;
  while (sent > 0)
    sent = ::sendfile(to, from, nullptr, at_once);
  if (sent < 0) return failure_of_system(errno, "write", name);
  return {};
}

result<backup_facts> copy_and_send(table_rules const& rules, fs::path const& ledger, int to,
                                   fs::path const& goal) {
  if (auto owned = become_owner(ledger); !owned) return owned.error();
  auto const file = resolved(ledger);
  if (!file) return file.error();
  // There has to be a ledger before anything is made beside it.
  if (auto there = open_to_read(*file, ledger_age::any); !there) return there.error();
  auto const copy = unfinished_file::beside(*file);
  if (!copy) return copy.error();
  auto copied = copy_ledger(rules, *file, *copy);
  if (!copied) return copied;
  auto const opened = open_own(copy->name(), O_RDONLY);
  if (!opened) return opened.error();
  if (auto sent = send_all(opened->get(), to, goal); !sent) return sent.error();
  return copied;
}

void tell(int pipe, result<backup_facts> const& done) {
  outcome written;
  written.is_done = done.has_value();
  if (done)
    written.facts = *done;
  else
    written.why = done.error().code;
  std::string all(reinterpret_cast<char const*>(&written), sizeof written);
  if (!done) all += done.error().detail;
  [[maybe_unused]] auto const sent = ::write(pipe, all.data(), all.size());
}

result<backup_facts> heard(int pipe) {
  std::string all;
  std::array<char, 4096> some{};
  for (ssize_t got = 1; got > 0;) {
    got = ::read(pipe, some.data(), some.size());
    if (got > 0) all.append(some.data(), static_cast<std::size_t>(got));
    if (got < 0 && errno == EINTR) got = 1;
  }
  outcome read;
  if (all.size() < sizeof read) return error(errc::io_failed, "the copy was not made: its process was ended");
  all.copy(reinterpret_cast<char*>(&read), sizeof read);
  if (!read.is_done) return error(read.why, all.substr(sizeof read));
  return read.facts;
}

}  // namespace

result<backup_facts> copy_as_owner(table_rules const& rules, fs::path const& ledger,
                                   unfinished_file const& into) {
  auto const target = open_own(into.name(), O_WRONLY);
  if (!target) return target.error();
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return failure_of_system(errno, "copy", ledger);
  descriptor const read_end(ends[0]);
  descriptor write_end(ends[1]);
  auto const child = ::fork();
  if (child < 0) return failure_of_system(errno, "copy", ledger);
  if (child == 0) {
    tell(write_end.get(), copy_and_send(rules, ledger, target->get(), into.name()));
    ::_exit(0);
  }
  write_end = descriptor();
  auto done = heard(read_end.get());
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return done;
}

}  // namespace huzzah::store
