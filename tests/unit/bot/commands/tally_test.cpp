#include "bot/commands/tally.hpp"
#include "app/ledger/standings.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <sstream>

using namespace huzzah;

namespace {

ledger::standing row(std::string id, std::string name, std::int64_t received, std::int64_t given) {
  ledger::standing made;
  made.person = std::move(id);
  made.name = std::move(name);
  made.received = received;
  made.given = given;
  return made;
}

std::string table(std::vector<ledger::standing> const& rows) {
  std::ostringstream out;
  bot::commands::print_table(rows, out);
  return out.str();
}

}  // namespace

TEST_CASE("most received comes first, then names in order, then ids") {
  std::vector<ledger::standing> rows{row("U4", "Finn", 1, 0), row("U3", "Emi", 5, 0), row("U2", "Ada", 1, 9),
                                     row("U0", "", 1, 0), row("U1", "Ada", 1, 0)};
  bot::commands::sort_for_reading(rows);
  std::vector<std::string> order;
  for (auto const& one : rows)
    order.push_back(one.person);
  CHECK(order == std::vector<std::string>{"U3", "U1", "U2", "U4", "U0"});
}

TEST_CASE("the table's columns line up, however wide the names") {
  CHECK(table({row("U1", "勇気", 12, 3), row("U2", "Zoë", 5, 1234), row("U03", "", 0, 1)}) ==
        "person  received     given\n"
        "勇気          12         3\n"
        "Zoë            5      1234\n"
        "U03            0         1\n");
  CHECK(table({row("U1", "A rather long name", 1, 1)}) ==
        "person              received     given\n"
        "A rather long name         1         1\n");
}

TEST_CASE("a name can't act on the terminal") {
  CHECK(table({row("U1",
                   "\x1b]0;x\x07"
                   "Ada\nroot",
                   1, 0)})
            .find("\\x1b]0;x\\x07Ada\\nroot  ") != std::string::npos);
}

TEST_CASE("an empty tally says so") {
  CHECK(table({}) == "Nobody has given kudos in that time.\n");
}

TEST_CASE("JSON has people with id, name, workspace, received and given, and nothing else") {
  std::ostringstream out;
  bot::commands::print_json({row("U1", "Ada \"A\"", 2, 1), row("U2", "", 0, 1)}, out);
  CHECK(out.str() == R"({"people":[{"id":"U1","name":"Ada \"A\"","workspace":"","received":2,"given":1},)"
                     R"({"id":"U2","name":"U2","workspace":"","received":0,"given":1}]})"
                     "\n");
  std::ostringstream empty;
  bot::commands::print_json({}, empty);
  CHECK(nlohmann::json::parse(empty.str()) == nlohmann::json{{"people", nlohmann::json::array()}});
}
