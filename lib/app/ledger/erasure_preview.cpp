// What there is of a person, counted without changing anything.
#include "app/ledger/erasing.hpp"
#include "app/people/person_names.hpp"
#include "app/people/stored_rows.hpp"
#include "store/connection.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace huzzah::ledger {
namespace {

std::int64_t count_of(store::query rows) {
  return rows.next() ? rows.integer(0) : 0;
}

/// What is kept under the number of one of their rows of `person`.
void add_by_number(store::connection& on, std::int64_t person, erasure& all) {
  constexpr std::array parts{
      std::pair(
          "kudos of theirs that were taken back",
          "SELECT count(*) FROM entry_person r JOIN entry e ON e.id = r.entry WHERE e.author = ?1 AND e.kind"
          " = 0 AND r.state = 2"),
      std::pair("kudos of theirs that were taken back",
                "SELECT count(*) FROM entry_person WHERE person = ?1 AND state = 2"),
      std::pair(
          "kudos that they gave (a count stays)",
          "SELECT count(*) FROM entry_person r JOIN entry e ON e.id = r.entry WHERE e.author = ?1 AND e.kind"
          " = 0 AND r.state <> 2"),
      std::pair("kudos that they received (a count stays)",
                "SELECT count(*) FROM entry_person WHERE person = ?1 AND role = 0 AND state <> 2"),
      std::pair("wins", "SELECT count(*) FROM entry WHERE author = ?1 AND kind = 1"),
      std::pair("cheers (a count stays)", "SELECT count(*) FROM support WHERE person = ?1")};
  for (auto const& [what, sql] : parts)
    add_to(all, {{what, count_of(on.select(sql, person))}});
}

std::pair<std::int64_t, std::int64_t> count_messages(store::connection& on, people::person_names const& who) {
  std::pair<std::int64_t, std::int64_t> found;
  auto rows = on.select("SELECT person, key, body FROM outbox");
  while (rows.next()) {
    if (rows.text(0) == who.id)
      ++found.first;
    else if (who.occur_in(rows.text(1)) || who.occur_in(rows.text(2)))
      ++found.second;
  }
  return found;
}

}  // namespace

erasure count_about(store::connection& on, std::string const& id) {
  people::person_names who(id);
  std::vector<std::int64_t> numbers;
  {
    auto rows = on.select("SELECT id, name FROM person WHERE external = ?", id);
    while (rows.next()) {
      numbers.push_back(rows.integer(0));
      if (auto name = rows.text(1); !name.empty()) who.names.push_back(std::move(name));
    }
  }
  erasure all{{"names", static_cast<std::int64_t>(who.names.size())}};
  for (auto const number : numbers) {
    add_by_number(on, number, all);
    for (auto const& [what, count] : people::count_to_erase(on, number))
      add_to(all, {{what, count}});
  }
  for (auto const& [what, count] : people::count_to_erase(on, who))
    add_to(all, {{what, count}});
  auto const [to_them, about_them] = count_messages(on, who);
  add_to(all, {{"messages to them", to_them}, {"messages about them", about_them}});
  std::erase_if(all, [](erased_part const& one) { return one.count == 0; });
  return all;
}

}  // namespace huzzah::ledger
