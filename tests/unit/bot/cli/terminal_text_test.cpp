#include "bot/cli/terminal_text.hpp"

#include <doctest/doctest.h>

using namespace huzzah::bot::cli;

TEST_CASE("what acts on a terminal is shown instead") {
  CHECK(printable("Ada\x1b[31m\r\n\t\x7f") == "Ada\\x1b[31m\\x0d\\n\\t\\x7f");
  CHECK(printable("a\xE2\x80\xAE"
                  "b") == "a\\u202eb");
  CHECK(printable("\xC2\x9B") == "\\x9b");
  CHECK(printable("\xff") == "\xEF\xBF\xBD");
  CHECK(printable("Zoë 🏆 勇気") == "Zoë 🏆 勇気");
}

TEST_CASE("width is counted in columns, not in bytes or code points") {
  CHECK(display_width("") == 0);
  CHECK(display_width("Ada") == 3);
  CHECK(display_width("Zoë") == 3);
  CHECK(display_width("Zoe\xCC\x88") == 3);
  CHECK(display_width("勇気") == 4);
  CHECK(display_width("한글") == 4);
  CHECK(display_width("🏆") == 2);
  CHECK(display_width("𠮷") == 2);
  CHECK(padded("勇気", 6) == "勇気  ");
  CHECK(padded("too long", 3) == "too long");
}
