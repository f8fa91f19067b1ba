#include "app/ledger/period.hpp"

#include <doctest/doctest.h>

using namespace huzzah;
using ledger::period;
using ledger::period_start;

namespace {

calendar::local_date day(std::string_view written) {
  return calendar::parse_date(written).value();
}

}  // namespace

TEST_CASE("a week starts on its Monday, a month on its first") {
  CHECK(ledger::period_start(ledger::period::week, day("2026-11-21")) == day("2026-11-16"));
  CHECK(ledger::period_start(ledger::period::week, day("2026-11-16")) == day("2026-11-16"));
  CHECK(ledger::period_start(ledger::period::month, day("2026-11-21")) == day("2026-11-01"));
  CHECK(ledger::period_start(ledger::period::all, day("2026-11-21")) == day("1970-01-01"));
}

TEST_CASE("periods are read by their names in any case") {
  CHECK(ledger::period_from("week") == ledger::period::week);
  CHECK(ledger::period_from(" Month ") == ledger::period::month);
  CHECK(ledger::period_from("ALL") == ledger::period::all);
  CHECK_FALSE(ledger::period_from("year"));
  CHECK_FALSE(ledger::period_from(""));
  for (auto const span : {ledger::period::week, ledger::period::month, ledger::period::all})
    CHECK(ledger::period_from(ledger::to_string(span)) == span);
}
