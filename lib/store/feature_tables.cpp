#include "store/feature_tables.hpp"

#include "store/connection.hpp"

#include <algorithm>
#include <utility>

namespace huzzah::store {
namespace {

bool is_name(std::string const& text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
}

bool have_names(std::vector<stored_words> const& words) {
  return std::all_of(words.begin(), words.end(), [](stored_words const& one) { return is_name(one.column); });
}

[[noreturn]] void refuse(std::string const& why) {
  throw storage_failure({errc::invalid_input, why});
}

/// Every table belongs to one feature, and says so by its name.
void check(std::span<feature_tables const> features) {
  for (auto const& one : features)
    for (auto const& table : one.tables) {
      if (!is_name(table.table) || !is_name(table.person) || !have_names(table.words))
        refuse("the feature " + one.feature + " stores a table whose name or column is no plain name");
      auto const is_simple =
          std::all_of(table.words.begin(), table.words.end(),
                      [](stored_words const& words) { return words.kind == words_kind::named; });
      if (!is_simple || table.person_is != person_column::number || table.when_erased > on_erasure::nobody)
        refuse("the feature " + one.feature + " stores people or words in " + table.table +
               " in a way that is only for the schema's own tables");
      if (!table.table.starts_with(one.feature))
        refuse("the feature " + one.feature + " stores a table called " + table.table +
               ": its tables' names begin with " + one.feature);
    }
}

std::string joined(std::vector<stored_words> const& words) {
  std::string all;
  for (auto const& one : words)
    all += (all.empty() ? "" : " ") + one.column;
  return all;
}

std::vector<stored_words> apart(std::string const& names) {
  std::vector<stored_words> all;
  for (std::size_t at = 0; at < names.size();) {
    auto const end = std::min(names.find(' ', at), names.size());
    all.emplace_back(names.substr(at, end - at));
    at = end + 1;
  }
  return all;
}

std::size_t version_of(connection& on, std::string const& feature) {
  auto row = on.select("SELECT version FROM feature WHERE name = ?", feature);
  return row.next() ? static_cast<std::size_t>(row.integer(0)) : 0;
}

void migrate(connection& on, feature_tables const& one) {
  auto const version = version_of(on, one.feature);
  if (version > one.migrations.size())
    throw storage_failure({errc::newer_version, on.file().string() + " has tables of the feature " +
                                                    one.feature + " from a newer Huzzah: run that one"});
  for (auto const* step : std::span(one.migrations).subspan(version))
    on.execute(step);
  on.run("INSERT INTO feature (name, version) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET version = ?2",
         one.feature, static_cast<std::int64_t>(one.migrations.size()));
  on.run("DELETE FROM stored WHERE feature = ?", one.feature);
  for (auto const& table : one.tables)
    on.run(
        "INSERT INTO stored (feature, name, person, when_erased, words, what, why, seen_by, kept)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        one.feature, table.table, table.person, static_cast<int>(table.when_erased), joined(table.words),
        table.what, table.why, table.seen_by, table.kept);
}

}  // namespace

void migrate(connection& on, std::span<feature_tables const> features) {
  check(features);
  if (features.empty()) return;
  on.execute("BEGIN IMMEDIATE");
  try {
    for (auto const& one : features)
      migrate(on, one);
    on.execute("COMMIT");
  } catch (...) {
    if (on.in_transaction()) on.execute("ROLLBACK");
    throw;
  }
}

std::vector<stored> catalogue(connection& on) {
  auto found = stored_by_schema();
  auto rows = on.select(
      "SELECT name, person, when_erased, words, what, why, seen_by, kept FROM stored ORDER BY name, person");
  while (rows.next()) {
    auto& one = found.emplace_back();
    one.table = rows.text(0);
    one.person = rows.text(1);
    one.when_erased = static_cast<on_erasure>(rows.small(2));
    one.words = apart(rows.text(3));
    one.what = rows.text(4);
    one.why = rows.text(5);
    one.seen_by = rows.text(6);
    one.kept = rows.text(7);
    // A ledger is a file that may have been changed, and these names become part of statements.
    if (!is_name(one.table) || !is_name(one.person) || !have_names(one.words))
      throw storage_failure(
          {errc::corrupt, on.file().string() + " says that it stores what has no plain name"});
  }
  return found;
}

}  // namespace huzzah::store
