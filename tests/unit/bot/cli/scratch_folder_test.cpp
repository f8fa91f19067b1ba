#include "bot/cli/scratch_folder.hpp"

#include "support/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>

namespace fs = std::filesystem;
using huzzah::bot::cli::scratch_folder;

namespace {

/// A folder for temporary files of a test's own.
class temporary_files {
 public:
  temporary_files() {
    if (auto const* const was = std::getenv("TMPDIR")) was_ = was;
    ::setenv("TMPDIR", folder.path().c_str(), 1);
  }
  temporary_files(temporary_files const&) = delete;
  temporary_files& operator=(temporary_files const&) = delete;
  ~temporary_files() {
    if (was_)
      ::setenv("TMPDIR", was_->c_str(), 1);
    else
      ::unsetenv("TMPDIR");
  }
  auto count() const {
    return std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator());
  }

  huzzah::test::temporary_folder folder;

 private:
  std::optional<std::string> was_;
};

}  // namespace

TEST_CASE("a scratch folder is its owner's, and is removed with all that is in it") {
  temporary_files const temporary;
  {
    scratch_folder const scratch("sandbox");
    REQUIRE(fs::is_directory(scratch.path()));
    CHECK(fs::status(scratch.path()).permissions() == fs::perms::owner_all);
    std::ofstream(scratch.path() / "huzzah.db") << "words";
    CHECK(temporary.count() == 1);
  }
  CHECK(temporary.count() == 0);
}

TEST_CASE(
    "what a killed process left is removed by the next; what is in use, a link or another's purpose is not") {
  temporary_files const temporary;
  scratch_folder const living("sandbox");
  auto const left = temporary.folder / "huzzah-sandbox-killed";
  fs::create_directory(left);
  std::ofstream(left / "huzzah.db") << "words";
  fs::create_directory(temporary.folder / "huzzah-import-killed");
  fs::create_directory(temporary.folder / "elsewhere");
  std::ofstream(temporary.folder / "elsewhere" / "kept") << "words";
  fs::create_symlink(temporary.folder / "elsewhere", temporary.folder / "huzzah-sandbox-link");

  scratch_folder const next("sandbox");
  CHECK(!fs::exists(left));
  CHECK(fs::is_directory(living.path()));
  CHECK(fs::is_directory(next.path()));
  CHECK(fs::exists(temporary.folder / "huzzah-import-killed"));
  CHECK(fs::exists(temporary.folder / "elsewhere" / "kept"));
  CHECK(fs::is_symlink(temporary.folder / "huzzah-sandbox-link"));
}

TEST_CASE("without a place for temporary files there is no scratch folder") {
  temporary_files const temporary;
  ::setenv("TMPDIR", (temporary.folder / "none").c_str(), 1);
  CHECK(scratch_folder("sandbox").path().empty());
}
