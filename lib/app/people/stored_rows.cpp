#include "app/people/stored_rows.hpp"

#include "app/people/ids.hpp"
#include "store/connection.hpp"

#include <algorithm>
#include <map>

namespace huzzah::people {
namespace {

using store::on_erasure;
using store::person_column;
using store::words_kind;

/// Tables whose rows say by the platform's id which person they are about.
std::vector<store::stored> known_by_id(store::connection& on) {
  auto all = store::catalogue(on);
  std::erase_if(all, [](store::stored const& one) { return one.person_is != person_column::id; });
  return all;
}

/// Whether the rows say in which workspace a person is.
bool is_by_workspace(store::stored const& one) {
  return one.table != "erasing" && one.table != "operator_act";
}

/// Those of them that have no rules of their own.
std::vector<store::stored> erased_by_id(store::connection& on) {
  auto all = known_by_id(on);
  std::erase_if(all, [](store::stored const& one) { return one.when_erased == on_erasure::owner; });
  return all;
}

std::set<std::string> texts(store::query rows) {
  std::set<std::string> found;
  while (rows.next())
    found.insert(rows.text(0));
  return found;
}

std::string without(person_names const& who, words_kind kind, std::string const& words) {
  switch (kind) {
    case words_kind::named:
      return who.occur_in(words) ? "" : words;
    case words_kind::markup:
      return who.without_mention(words);
    case words_kind::plain:
      return who.without_id(words);
    case words_kind::choices:
      return who.without_choice(words);
  }
  return "";
}

/// Empties a column where it names the person. The same words are the same in every row.
void empty_words(store::connection& on, store::stored const& in, std::string const& column,
                 person_names const& who) {
  auto const all =
      texts(on.compose("SELECT DISTINCT " + column + " FROM " + in.table + " WHERE " + column + " <> ''"));
  for (auto const& words : all)
    if (who.occur_in(words))
      on.change("UPDATE " + in.table + " SET " + column + " = '' WHERE " + column + " = ?", words);
}

/// The last of the next `most` keys after `from`.
std::optional<std::int64_t> next_keys(store::connection& on, store::stored const& in, std::int64_t from,
                                      std::int64_t most) {
  auto const& key = in.key.front();
  auto row = on.compose("SELECT max(k) FROM (SELECT " + key + " AS k FROM " + in.table + " WHERE " + key +
                            " > ? ORDER BY " + key + " LIMIT ?) AS next",
                        from, most);
  if (!row.next() || row.is_null(0)) return {};
  return row.integer(0);
}

/// Changes a column where it holds the person's id, in all rows or in those whose keys are after `from` up to
/// `until`; how many rows that were.
std::int64_t change_words(store::connection& on, store::stored const& in, store::stored_words const& column,
                          person_names const& who, std::int64_t from, std::optional<std::int64_t> until) {
  std::string names;
  std::string is_that_row;
  for (auto const& one : in.key) {
    names += one + ", ";
    is_that_row += (is_that_row.empty() ? " WHERE " : " AND ") + one + " = ?";
  }
  auto select = "SELECT " + names + column.column + " FROM " + in.table + " WHERE replace(" + column.column +
                ", ?, '') <> " + column.column;
  if (until) select += " AND " + in.key.front() + " > ? AND " + in.key.front() + " <= ?";
  auto const update = "UPDATE " + in.table + " SET " + column.column + " = ?" + is_that_row;
  using row = std::vector<stored_row::value>;
  std::vector<std::pair<row, std::string>> found;
  {
    auto rows = until ? on.compose(select, who.id, from, *until) : on.compose(select, who.id);
    auto const last = static_cast<int>(in.key.size());
    while (rows.next()) {
      row key;
      for (int i = 0; i < last; ++i)
        key.push_back(rows.value(i));
      found.emplace_back(std::move(key), rows.text(last));
    }
  }
  std::int64_t count = 0;
  for (auto const& [key, words] : found) {
    auto const after = without(who, column.kind, words);
    if (after != words) count += on.change_row(update, after, key);
  }
  return count;
}

}  // namespace

std::vector<stored_row> stored_rows(store::connection& on, std::int64_t person, std::string const& workspace,
                                    std::string const& id, std::set<std::string> const& others) {
  std::vector<stored_row> found;
  auto const all = store::catalogue(on);
  std::set<std::string> who;  // columns that say which person a row is about
  for (auto const& one : all)
    who.insert(one.table + " " + one.person);
  for (auto const& one : all) {
    if (one.person.empty() || one.when_erased == on_erasure::owner || others.contains(one.table)) continue;
    auto const by_number = one.person_is == person_column::number;
    auto const select = "SELECT * FROM " + one.table + " WHERE " + one.person + " = ?";
    auto rows =
        by_number ? on.compose(select, person) : on.compose(select + " AND workspace = ?", id, workspace);
    while (rows.next()) {
      stored_row row;
      row.table = one.table;
      for (int i = 0; i < rows.columns(); ++i) {
        auto name = rows.name(i);
        if (name == "workspace" || who.contains(one.table + " " + name)) continue;
        row.columns.emplace_back(std::move(name), rows.value(i));
      }
      found.push_back(std::move(row));
    }
  }
  return found;
}

std::vector<stored_count> count_stored(store::connection& on, std::string const& workspace,
                                       std::string const& id) {
  auto const in = find_workspace(on, workspace);
  auto const known = in ? find_person(on, *in, id) : std::nullopt;
  auto const who = known.value_or(-1);  // 0 is in columns that name no person
  std::vector<stored_count> found;
  for (auto& one : store::catalogue(on)) {
    auto& count = found.emplace_back();
    count.kind = std::move(one);
    // A name is also learned from what others say in private of a person: its row would tell them so.
    if (count.kind.person.empty() || count.kind.table == "person") continue;
    if (!is_by_workspace(count.kind)) continue;
    auto const sql = "SELECT count(*) FROM " + count.kind.table + " WHERE " + count.kind.person + " = ?";
    auto const by_number = count.kind.person_is == person_column::number;
    auto row = by_number ? on.compose(sql, who) : on.compose(sql + " AND workspace = ?", id, workspace);
    row.next();
    count.rows = row.integer(0);
  }
  return found;
}

std::set<std::string> ids_in_stored(store::connection& on) {
  std::set<std::string> found;
  for (auto const& one : known_by_id(on))
    found.merge(texts(on.compose("SELECT DISTINCT " + one.person + " FROM " + one.table)));
  return found;
}

std::set<std::string> workspaces_of(store::connection& on, std::string const& id) {
  std::set<std::string> found;
  for (auto const& one : known_by_id(on))
    if (is_by_workspace(one))
      found.merge(texts(
          on.compose("SELECT DISTINCT workspace FROM " + one.table + " WHERE " + one.person + " = ?", id)));
  return found;
}

erased_rows erase_stored(store::connection& on, std::int64_t person, std::int64_t erased) {
  std::map<std::string, std::int64_t> counts;
  for (auto const& one : store::catalogue(on)) {
    if (one.person_is != person_column::number || one.when_erased > on_erasure::nobody) continue;
    auto const theirs = " WHERE " + one.person + " = ?";
    auto& count = counts[one.what];
    if (one.when_erased == on_erasure::drop) {
      count += on.change("DELETE FROM " + one.table + theirs, person);
      continue;
    }
    for (auto const& words : one.words)
      on.change("UPDATE " + one.table + " SET " + words.column + " = ''" + theirs, person);
    count += on.change("UPDATE " + one.table + " SET " + one.person + " = ?" + theirs, erased, person);
  }
  return {counts.begin(), counts.end()};
}

erased_rows erase_stored(store::connection& on, std::string const& id) {
  erased_rows counts;
  for (auto const& one : erased_by_id(on))
    counts.emplace_back(one.what,
                        on.change("DELETE FROM " + one.table + " WHERE " + one.person + " = ?", id));
  return counts;
}

erased_rows count_to_erase(store::connection& on, std::int64_t person) {
  erased_rows counts;
  for (auto const& one : store::catalogue(on)) {
    if (one.person_is != person_column::number || one.when_erased > on_erasure::nobody) continue;
    auto row = on.compose("SELECT count(*) FROM " + one.table + " WHERE " + one.person + " = ?", person);
    if (row.next()) counts.emplace_back(one.what, row.integer(0));
  }
  return counts;
}

erased_rows count_to_erase(store::connection& on, person_names const& who) {
  erased_rows counts;
  for (auto const& one : erased_by_id(on)) {
    auto row = on.compose("SELECT count(*) FROM " + one.table + " WHERE " + one.person + " = ?", who.id);
    if (row.next()) counts.emplace_back(one.what, row.integer(0));
  }
  for (auto const& one : store::catalogue(on))
    for (auto const& column : one.words) {
      if (column.kind == words_kind::named) continue;
      // Rows of their own are counted already.
      auto const is_own = one.person_is == person_column::id;
      auto const sql = "SELECT " + column.column + " FROM " + one.table + " WHERE replace(" + column.column +
                       ", ?1, '') <> " + column.column + (is_own ? " AND " + one.person + " <> ?1" : "");
      std::int64_t count = 0;
      for (auto rows = on.compose(sql, who.id); rows.next();) {
        auto const words = rows.text(0);
        if (without(who, column.kind, words) != words) ++count;
      }
      counts.emplace_back(column.kind == words_kind::choices ? one.what : "mentions in the words of others",
                          count);
    }
  return counts;
}

std::vector<std::string> worded_tables(store::connection& on) {
  std::vector<std::string> found;
  for (auto const& one : store::catalogue(on))
    if ((one.when_erased == on_erasure::all || !one.words.empty()) &&
        std::find(found.begin(), found.end(), one.table) == found.end())
      found.push_back(one.table);
  return found;
}

std::optional<std::int64_t> erase_stored_words(store::connection& on, std::string const& table,
                                               person_names const& who, std::int64_t from, std::int64_t most,
                                               erased_rows& counts) {
  std::optional<std::int64_t> until;
  for (auto const& one : store::catalogue(on)) {
    if (one.table != table) continue;
    if (one.when_erased == on_erasure::all) on.change("DELETE FROM " + one.table);
    auto const is_numbered = !one.key.empty() && one.key.front() != "workspace";
    if (is_numbered) until = next_keys(on, one, from, most);
    if (is_numbered && !until) continue;
    for (auto const& column : one.words) {
      if (column.kind == words_kind::named) {
        empty_words(on, one, column.column, who);
        continue;
      }
      auto const changed = change_words(on, one, column, who, from, until);
      counts.emplace_back(column.kind == words_kind::choices ? one.what : "mentions in the words of others",
                          changed);
    }
  }
  return until;
}

}  // namespace huzzah::people
