#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace {

struct into_memory {
  explicit into_memory(doctest::ContextOptions const& given) : options(given) { options.cout = &text; }

  std::ostringstream text;
  doctest::ContextOptions options;
};

/// Beside what the console shows: how each case went, as a JUnit file in the folder that HUZZAH_JUNIT names.
struct junit_file : private into_memory, public doctest::JUnitReporter {
  explicit junit_file(doctest::ContextOptions const& given) : into_memory(given), JUnitReporter(options) {}

  void test_run_end(doctest::TestRunStats const& stats) override {
    JUnitReporter::test_run_end(stats);
    auto const* folder = std::getenv("HUZZAH_JUNIT");
    if (folder == nullptr) return;
    auto const name = std::filesystem::path(options.binary_name.c_str()).filename().string() + ".xml";
    std::ofstream(std::filesystem::path(folder) / name) << text.str();
  }
};

REGISTER_LISTENER("junit_file", 1, junit_file);

}  // namespace

#ifdef __SANITIZE_ADDRESS__
// Fontconfig keeps each font that was asked for as long as the process lives, and finds it by offsets instead
// of pointers: to LeakSanitizer that looks lost. It does not grow with the number of pictures.
extern "C" char const* __lsan_default_suppressions() {  // NOLINT(bugprone-reserved-identifier)
  return "leak:libfontconfig\n";
}
#endif

#ifdef __SANITIZE_THREAD__
// Pango has a thread of its own begin with fontconfig, and waits for it by GLib's locks: ThreadSanitizer,
// which does not see inside these libraries, takes that for a race.
extern "C" char const* __tsan_default_suppressions() {  // NOLINT(bugprone-reserved-identifier)
  return "race:libfontconfig\nrace:libglib-2.0\n";
}
#endif
