// The catalogue of what is stored, held against the tables that there are.
#include "app/people/stored_rows.hpp"
#include "store/connection.hpp"
#include "store/database.hpp"

#include "support/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

using namespace huzzah;

namespace {

/// A column of a table, and the table that it refers to.
class column {
 public:
  std::string name;
  std::string refers_to;
};

std::map<std::string, std::vector<column>> columns_of_all(store::connection& on) {
  std::map<std::string, std::vector<column>> found;
  auto tables = on.select("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'");
  while (tables.next()) {
    auto& columns = found[tables.text(0)];
    auto rows = on.compose("SELECT name FROM pragma_table_info('" + tables.text(0) + "')");
    while (rows.next())
      columns.push_back({rows.text(0), ""});
    auto keys =
        on.compose("SELECT \"from\", \"table\" FROM pragma_foreign_key_list('" + tables.text(0) + "')");
    while (keys.next())
      for (auto& one : columns)
        if (one.name == keys.text(0)) one.refers_to = keys.text(1);
  }
  return found;
}

/// Columns that hold a person though nothing says so, and those that do not though it seems so.
std::set<std::string> const names_of_people{"person", "author", "actor", "giver", "receiver", "member", "by"};

}  // namespace

TEST_CASE("each table with people in it is in the catalogue, and the catalogue has no other") {
  test::temporary_folder const folder;
  auto const opened = store::open_to_write(folder.path() / "huzzah.db");
  REQUIRE(opened.has_value());
  auto& on = *opened->on;
  auto const all = store::catalogue(on);
  auto const tables = columns_of_all(on);
  for (auto const& [table, columns] : tables)
    for (auto const& one : columns) {
      if (one.refers_to != "person" && !names_of_people.contains(one.name)) continue;
      if (table == "stored") continue;  // the catalogue itself
      CAPTURE(table);
      CAPTURE(one.name);
      CHECK(
          std::any_of(all.begin(), all.end(), [&, &name = one.name, &of = table](store::stored const& known) {
            return known.table == of && known.person == name;
          }));
    }
  for (auto const& known : all) {
    CAPTURE(known.table);
    REQUIRE(tables.contains(known.table));
    CHECK_FALSE(known.what.empty());
    CHECK_FALSE(known.why.empty());
    CHECK_FALSE(known.seen_by.empty());
    CHECK_FALSE(known.kept.empty());
    std::set<std::string> names;
    for (auto const& one : tables.at(known.table))
      names.insert(one.name);
    CHECK((known.person.empty() || names.contains(known.person)));
    for (auto const& words : known.words) {
      CHECK(names.contains(words.column));
      CHECK((words.kind == store::words_kind::named || !known.key.empty()));
    }
    for (auto const& key : known.key)
      CHECK(names.contains(key));
  }
}

TEST_CASE("each table says of which workspace a row is, or refers to one that does") {
  test::temporary_folder const folder;
  auto const opened = store::open_to_write(folder.path() / "huzzah.db");
  REQUIRE(opened.has_value());
  auto const tables = columns_of_all(*opened->on);
  // The workspaces, and what is of the whole ledger.
  std::set<std::string> of_one{"workspace"};
  std::set<std::string> const of_all{"feature",  "stored",        "forgotten", "erasing",
                                     "restored", "reference_key", "value_tag"};
  for (auto grown = true; grown;) {
    grown = false;
    for (auto const& [table, columns] : tables) {
      auto const says = std::any_of(columns.begin(), columns.end(), [&](column const& one) {
        return one.name == "workspace" || of_one.contains(one.refers_to);
      });
      if (says && of_one.insert(table).second) grown = true;
    }
  }
  for (auto const& [table, columns] : tables) {
    CAPTURE(table);
    CHECK((of_one.contains(table) != of_all.contains(table)));
  }
}
