// A restore that dies anywhere on its way.
#include "app/file_rules.hpp"
#include "app/ledger/kudos.hpp"
#include "store/backup.hpp"
#include "store/restore.hpp"
#include "support/dying_child.hpp"
#include "support/ledger.hpp"

#include <doctest/doctest.h>

#include <array>

#ifdef HUZZAH_FAILPOINTS

using namespace huzzah;
using namespace huzzah::ledger_test;
using huzzah::test::dies_at;

namespace {

constexpr auto who_restores = "restores the ledger of the folder it is in";

auto thanks(std::string const& ts) {
  return [ts](store::unit_of_work& work) {
    ledger::kudos_ledger(work).settle(
        says(ledger::kudos_source::message(message_at(ts)), as_posted, {to("bob", 1, "for " + ts)}));
  };
}

/// A ledger with two kudos, one of them only in its log, as after a crash; and a backup with the first.
void prepare(fs::path const& folder) {
  auto const before = folder / "before";
  fs::create_directory(before);
  opened with(before / "huzzah.db");
  REQUIRE(with.write(thanks("1.1")));
  REQUIRE(app::back_up(before / "huzzah.db", folder / "copy.db").has_value());
  REQUIRE(with.write(thanks("2.1")));
  for (auto const* part : {"", "-wal"})
    fs::copy_file((before / "huzzah.db").string() + part, (folder / "huzzah.db").string() + part);
}

std::set<std::string> unfinished_in(fs::path const& folder) {
  std::set<std::string> found;
  for (auto const& one : fs::directory_iterator(folder))
    if (auto name = one.path().filename().string(); name.starts_with("huzzah.db.part-")) found.insert(name);
  return found;
}

}  // namespace

TEST_CASE("restores the ledger of the folder it is in" * doctest::skip()) {
  auto const* named = std::getenv("HUZZAH_TEST_FOLDER");
  REQUIRE(named != nullptr);
  fs::path const folder = named;
  auto prepared = app::prepare_restoration(folder / "copy.db", folder / "huzzah.db");
  REQUIRE(prepared.has_value());
  REQUIRE(prepared->finish(at(1)).has_value());
}

TEST_CASE(
    "a restore that is killed anywhere leaves the old ledger or the new one, whole, and can be done again") {
  std::vector<std::string> const old{"ann>bob 1 for 1.1", "ann>bob 1 for 2.1"};
  std::vector<std::string> const restored{"ann>bob 1 for 1.1"};
  int deaths = 0;
  int old_ones = 0;
  for (std::string const place : {"replacing the ledger", "placing a file"}) {
    for (int pass = 1;; ++pass) {
      CAPTURE(place);
      CAPTURE(pass);
      scratch here;
      prepare(here.folder);
      if (!dies_at(who_restores, place, pass, here.folder)) break;
      ++deaths;
      auto const found = standing_kudos(*store::reader::open(here.file()).value());
      if (found == old) ++old_ones;
      CHECK((found == old || found == restored));
      REQUIRE(app::verify_backup(here.file()).has_value());

      auto again = app::prepare_restoration(here.folder / "copy.db", here.file());
      REQUIRE_MESSAGE(again.has_value(), again.error());
      auto const aside = again->finish(at(2));
      REQUIRE_MESSAGE(aside.has_value(), aside.error());
      { store::restoration const done = std::move(*again); }
      CHECK(standing_kudos(*store::reader::open(here.file()).value()) == restored);
      CHECK(standing_kudos(*store::reader::open(**aside).value()) == found);
      CHECK(unfinished_in(here.folder).empty());
      opened with(here.file());
      CHECK(adds_up(with));
      CHECK(with.write(thanks("3.1")).has_value());
    }
  }
  CHECK(deaths >= 7);
  CHECK(old_ones >= 5);
}

#endif
