#include "app/people/stored_rows.hpp"

#include "store/connection.hpp"

#include <map>

namespace huzzah::people {

std::vector<stored_row> stored_rows(store::connection& on, std::int64_t person) {
  std::vector<stored_row> found;
  for (auto const& one : store::catalogue(on)) {
    auto rows = on.compose("SELECT * FROM " + one.table + " WHERE " + one.person + " = ?", person);
    while (rows.next()) {
      stored_row row;
      row.table = one.table;
      for (int i = 0; i < rows.columns(); ++i) {
        auto name = rows.name(i);
        if (name == "workspace" || name == one.person) continue;
        row.columns.emplace_back(std::move(name), rows.value(i));
      }
      found.push_back(std::move(row));
    }
  }
  return found;
}

std::vector<std::pair<std::string, std::int64_t>> erase_stored(store::connection& on, std::int64_t person,
                                                               std::int64_t erased, std::string const& id) {
  std::map<std::string, std::int64_t> counts;
  for (auto const& one : store::catalogue(on)) {
    auto const theirs = " WHERE " + one.person + " = ?";
    auto& count = counts[one.what];
    if (one.when_erased == store::on_erasure::drop) {
      count += on.change("DELETE FROM " + one.table + theirs, person);
    } else {
      for (auto const& words : one.words)
        on.change("UPDATE " + one.table + " SET " + words + " = ''" + theirs, person);
      count += on.change("UPDATE " + one.table + " SET " + one.person + " = ?" + theirs, erased, person);
    }
    for (auto const& words : one.words)
      on.change("UPDATE " + one.table + " SET " + words + " = '' WHERE instr(" + words + ", ?) > 0", id);
  }
  return {counts.begin(), counts.end()};
}

}  // namespace huzzah::people
