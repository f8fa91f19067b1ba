#include "base/csv.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace huzzah;

TEST_CASE("CSV quotes by RFC 4180") {
  CHECK(base::csv_field("plain") == "plain");
  CHECK(base::csv_field("") == "");
  CHECK(base::csv_field("a,b") == "\"a,b\"");
  CHECK(base::csv_field("say \"hi\"") == "\"say \"\"hi\"\"\"");
  CHECK(base::csv_field("two\nlines") == "\"two\nlines\"");
}

TEST_CASE("a spreadsheet takes no reason for a formula") {
  CHECK(base::csv_field("=1+1") == "'=1+1");
  CHECK(base::csv_field("+1 for that") == "'+1 for that");
  CHECK(base::csv_field("-1") == "'-1");
  CHECK(base::csv_field("@SUM(A1)") == "'@SUM(A1)");
  CHECK(base::csv_field("\t=1") == "'\t=1");
  CHECK(base::csv_field("=HYPERLINK(\"http://x\",\"y\")") == "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"");
  CHECK(base::csv_field("1 = 1") == "1 = 1");
  for (std::string const wide : {"＝", "＋", "－", "＠"})
    CHECK(base::csv_field(wide + "1") == "'" + wide + "1");
  CHECK(base::csv_field("\r=1") == "'=1");
  CHECK(base::csv_field("\u200F\uFEFF=1") == "'\u200F=1");
}
