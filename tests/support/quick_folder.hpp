// A folder for a test with thousands of commits.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <system_error>

namespace huzzah::test {

/// A folder in memory where the machine has one: thousands of commits wait for no disk.
class quick_folder {
 public:
  quick_folder() {
    auto const memory = std::filesystem::path("/dev/shm");
    auto const where =
        std::filesystem::is_directory(memory) ? memory : std::filesystem::temp_directory_path();
    auto pattern = (where / "huzzah-years-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
    path = pattern;
  }
  quick_folder(quick_folder const&) = delete;
  quick_folder& operator=(quick_folder const&) = delete;
  ~quick_folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path, ignored);
  }
  std::filesystem::path path;
};

}  // namespace huzzah::test
