#include "app/people/stored_rows.hpp"

#include "store/connection.hpp"

#include <map>
#include <set>

namespace huzzah::people {

std::vector<stored_row> stored_rows(store::connection& on, std::int64_t person) {
  std::vector<stored_row> found;
  auto const all = store::catalogue(on);
  std::set<std::string> numbers;  // of people, which tell how many there are
  for (auto const& one : all)
    numbers.insert(one.table + " " + one.person);
  for (auto const& one : all) {
    auto rows = on.compose("SELECT * FROM " + one.table + " WHERE " + one.person + " = ?", person);
    while (rows.next()) {
      stored_row row;
      row.table = one.table;
      for (int i = 0; i < rows.columns(); ++i) {
        auto name = rows.name(i);
        if (name == "workspace" || numbers.contains(one.table + " " + name)) continue;
        row.columns.emplace_back(std::move(name), rows.value(i));
      }
      found.push_back(std::move(row));
    }
  }
  return found;
}

std::vector<std::pair<std::string, std::int64_t>> erase_stored(store::connection& on, std::int64_t person,
                                                               std::int64_t erased) {
  std::map<std::string, std::int64_t> counts;
  for (auto const& one : store::catalogue(on)) {
    auto const theirs = " WHERE " + one.person + " = ?";
    auto& count = counts[one.what];
    if (one.when_erased == store::on_erasure::drop) {
      count += on.change("DELETE FROM " + one.table + theirs, person);
      continue;
    }
    for (auto const& words : one.words)
      on.change("UPDATE " + one.table + " SET " + words + " = ''" + theirs, person);
    count += on.change("UPDATE " + one.table + " SET " + one.person + " = ?" + theirs, erased, person);
  }
  return {counts.begin(), counts.end()};
}

void erase_stored_words(store::connection& on, std::function<bool(std::string const& words)> const& names) {
  for (auto const& one : store::catalogue(on))
    for (auto const& column : one.words) {
      std::vector<std::string> found;
      {
        auto rows =
            on.compose("SELECT DISTINCT " + column + " FROM " + one.table + " WHERE " + column + " <> ''");
        while (rows.next())
          if (auto words = rows.text(0); names(words)) found.push_back(std::move(words));
      }
      for (auto const& words : found)
        on.change("UPDATE " + one.table + " SET " + column + " = '' WHERE " + column + " = ?", words);
    }
}

}  // namespace huzzah::people
