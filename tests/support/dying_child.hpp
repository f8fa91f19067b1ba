// A test that runs in a process of its own, which dies at a failpoint.
#pragma once

#include <doctest/doctest.h>
#include <spawn.h>
#include <sys/wait.h>

#include <array>
#include <csignal>
#include <filesystem>
#include <string>

namespace huzzah::test {

/// Runs a skipped test case of this program on a folder (HUZZAH_TEST_FOLDER), and ends it at the n-th pass of
/// a failpoint; false if it came to its end first.
inline bool dies_at(std::string const& test_case, std::string const& failpoint, int pass,
                    std::filesystem::path const& folder) {
  auto where_it_dies = "HUZZAH_FAILPOINT=" + failpoint + ":" + std::to_string(pass);
  auto where = "HUZZAH_TEST_FOLDER=" + folder.string();
  std::string name = "test";
  auto which = "--test-case=" + test_case;
  std::string all = "--no-skip";
  std::array<char*, 4> arguments{name.data(), which.data(), all.data(), nullptr};
  std::array<char*, 3> variables{where_it_dies.data(), where.data(), nullptr};
  pid_t child = 0;
  REQUIRE(::posix_spawn(&child, "/proc/self/exe", nullptr, nullptr, arguments.data(), variables.data()) == 0);
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  if (WIFSIGNALED(status)) {
    REQUIRE(WTERMSIG(status) == SIGKILL);
    return true;
  }
  REQUIRE(WEXITSTATUS(status) == 0);
  return false;
}

}  // namespace huzzah::test
