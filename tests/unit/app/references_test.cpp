#include "store/references.hpp"

#include "store/connection.hpp"
#include "store/schema.hpp"
#include "support/ledger.hpp"

#include <doctest/doctest.h>

#include <set>

using namespace huzzah;

namespace {

class ledger_in_memory : public store::connection {
 public:
  ledger_in_memory() : store::connection(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE) {
    store::migrate(*this);
  }
};

}  // namespace

TEST_CASE("a reference stands for its number, and only for one of its kind") {
  ledger_in_memory ledger;
  for (std::int64_t const number :
       {std::int64_t{1}, std::int64_t{2}, std::int64_t{1'800'000'000}, INT64_MAX}) {
    auto const written = store::reference(ledger, store::reference_kind::win, number);
    CHECK(written == store::reference(ledger, store::reference_kind::win, number));
    CHECK(store::referenced(ledger, store::reference_kind::win, written) == number);
    CHECK(store::referenced(ledger, store::reference_kind::round, written) == 0);
  }
}

TEST_CASE("references don't tell how many there are, and those of another ledger mean nothing") {
  ledger_in_memory ledger;
  ledger_in_memory other;
  std::set<std::string> beginnings;
  for (std::int64_t number = 1; number <= 100; ++number) {
    auto const written = store::reference(ledger, store::reference_kind::win, number);
    CHECK(written.size() == 26);
    beginnings.insert(written.substr(0, 13));
    CHECK(store::referenced(other, store::reference_kind::win, written) == 0);
  }
  CHECK(beginnings.size() == 100);
}

TEST_CASE("what is no reference stands for nothing; a number from before references were sealed for itself") {
  ledger_in_memory ledger;
  auto forged = store::reference(ledger, store::reference_kind::win, 7);
  forged[3] = forged[3] == 'a' ? 'b' : 'a';
  for (auto const& wrong : {forged, std::string(), std::string("7x"), std::string(26, '7'),
                            std::string(26, '1'), std::string("99999999999999999999999")})
    CHECK(store::referenced(ledger, store::reference_kind::win, wrong) == 0);
  CHECK(store::referenced(ledger, store::reference_kind::win, "7") == 7);
}
