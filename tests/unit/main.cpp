#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>

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
