// forget, and the export of what is one person's.
#include "app/delivery/outbox.hpp"
#include "app/ledger/wins.hpp"
#include "app/people/people.hpp"
#include "bot/commands/commands.hpp"
#include "small_ledger.hpp"
#include "support/bot_fixtures.hpp"
#include "support/outcome.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <map>
#include <sstream>

using namespace huzzah;
using namespace huzzah::bot::cli;
using namespace huzzah::bot::commands;
using namespace huzzah::bot::test;
using nlohmann::json;

namespace {

outcome forget(forget_options const& options, std::istream* terminal = nullptr) {
  std::ostringstream out;
  std::ostringstream err;
  auto const code = forget_command(options, variables(), noon, terminal, out, err);
  return {code, out.str(), err.str()};
}

forget_options forget_in(std::filesystem::path const& ledger, std::string const& person) {
  forget_options options;
  options.database = ledger;
  options.person = person;
  return options;
}

outcome export_of(std::filesystem::path const& ledger, std::string const& person) {
  export_options options;
  options.database = ledger;
  options.person = person;
  std::ostringstream out;
  std::ostringstream err;
  auto const code = export_command(options, variables(), out, err);
  return {code, out.str(), err.str()};
}

/// How many lines there are of each kind.
std::map<std::string, int> kinds_of(std::string const& lines) {
  std::map<std::string, int> kinds;
  std::istringstream stream(lines);
  for (std::string line; std::getline(stream, line);)
    ++kinds[json::parse(line).at("kind").get<std::string>()];
  return kinds;
}

std::string bytes_of(std::filesystem::path const& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

}  // namespace

TEST_CASE("forget says what there is, asks for the id, and erases") {
  folder here;
  auto const file = here / "huzzah.db";
  {
    small_ledger ledger(file, true);
    auto const held = forget(forget_in(file, "U2"));
    CHECK(held.code == to_int(exit_code::failed));
    CHECK(holds(held.err, "stop that one first"));
  }
  auto options = forget_in(file, "U2");
  options.dry_run = true;
  auto const looked = forget(options);
  CHECK(looked.err == "");
  CHECK(looked.code == 0);
  CHECK(holds(looked.out, "1  kudos that they received (a count stays)\n"));
  CHECK(holds(looked.out, "1  kudos of theirs that were taken back\n"));
  options.dry_run = false;

  CHECK(forget(options).code == 2);
  std::istringstream other("U1\n");
  CHECK(forget(options, &other).code == 1);
  CHECK(holds(bytes_of(file), "Bruno"));
  std::istringstream same("U2\n");
  auto const done = forget(options, &same);
  CHECK(done.err == "");
  CHECK(done.code == 0);
  CHECK(holds(done.out, "Type \"U2\" to go on"));
  CHECK(holds(done.out, "Backups that were made before still have it"));
  CHECK_FALSE(holds(bytes_of(file), "Bruno"));

  CHECK(forget(options).code == 2);
  options.yes = true;
  auto const again = forget(options);
  CHECK(again.code == 0);
  CHECK(holds(again.out, "There is nothing of U2"));
  CHECK_FALSE(holds(again.out, "Erased"));
}

TEST_CASE("what is exported of one person is theirs: given, received, private wins, and what they chose") {
  folder here;
  auto const file = here / "huzzah.db";
  small_ledger ledger(file);
  ledger.write([](store::unit_of_work& work) {
    people::people(work).set_muted("T1", "U1", true);
    for (auto const shared : {true, false}) {
      ledger::win_statement said(ledger::win_source({"T1", "C1", shared ? "3.1" : "3.2"}), "U1", noon, noon,
                                 std::chrono::local_days{std::chrono::year{2026} / 11 / 21});
      said.text = shared ? "for all" : "for me alone";
      said.shared = shared;
      ledger::win_ledger(work).settle(said);
    }
    ledger::win_ledger(work).cheer({"T1", "C1", "3.1"}, "U2", "clap", true, noon);
    ledger::win_statement gone(ledger::win_source({"T1", "C1", "3.3"}), "U1", noon, noon,
                               std::chrono::local_days{std::chrono::year{2026} / 11 / 21});
    gone.text = "said too soon";
    ledger::win_ledger(work).settle(gone);
    ledger::win_ledger(work).retract_message({"T1", "C1", "3.3"}, noon + std::chrono::minutes{1});
    delivery::outbox(work).add(delivery::outgoing::direct("a", "T1", "U1", R"({"text":"hello"})"), noon);
    delivery::outbox(work).add(delivery::outgoing::direct("b", "T1", "U2", R"({"text":"for another"})"),
                               noon);
    return true;
  });
  auto const theirs = export_of(file, "U1");
  CHECK(theirs.err == "");
  CHECK(theirs.code == 0);
  CHECK(kinds_of(theirs.out) ==
        std::map<std::string, int>{{"person", 1}, {"kudos", 3}, {"win", 3}, {"message", 1}});
  CHECK(holds(theirs.out, R"("name":"Ada","time_zone":"Europe/London","choices":{"muted":"yes"})"));
  CHECK(holds(theirs.out, "for me alone"));
  CHECK(holds(theirs.out, R"("shared":true,"retracted_at":null})"));
  CHECK(holds(theirs.out, "said too soon"));
  CHECK(holds(theirs.out, R"("shared":true,"retracted_at":"2026-11-21T12:01:00Z"})"));
  auto const other = export_of(file, "U2");
  CHECK(kinds_of(other.out) ==
        std::map<std::string, int>{{"person", 1}, {"kudos", 2}, {"message", 1}, {"cheer", 1}});
  CHECK_FALSE(holds(other.out, "for me alone"));
  CHECK(export_of(file, "U9").out.empty());
}
