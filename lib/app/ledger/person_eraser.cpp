#include "app/ledger/person_eraser.hpp"

#include "app/ledger/source_kind.hpp"
#include "app/ledger/sources.hpp"
#include "app/people/erased_person.hpp"
#include "app/people/ids.hpp"
#include "store/connection.hpp"

#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace huzzah::ledger {
namespace {

constexpr std::int64_t day_in_microseconds = 86'400'000'000;
constexpr auto by_reaction = static_cast<int>(source_kind::reaction);

std::optional<std::int64_t> first_number(store::query rows) {
  if (!rows.next()) return {};
  return rows.integer(0);
}

}  // namespace

person_eraser::person_eraser(store::connection& on, std::int64_t person, std::int64_t workspace)
    : on_(on),
      person_(person),
      nobody_(people::person_id(on, workspace, people::erased_person)),
      nowhere_(people::place_id(on, workspace, {})) {}

/// The same words don't become an entry again.
void person_eraser::close(std::int64_t entry) {
  on_.run("UPDATE message SET revision = ?1 WHERE id = ?2 AND revision < ?1", closed, entry);
}

std::int64_t person_eraser::without_words(entry_row like, std::int64_t author) {
  like.id = on_.insert(
      "INSERT INTO message (place, external, way, actor, mark, revision) VALUES (?, '', 2, 0,"
      " 'erased-' || (SELECT coalesce(max(id), 0) + 1 FROM message), ?)",
      nowhere_, closed);
  like.author = author;
  like.text.clear();
  like.said_at = store::to_time(store::to_integer(like.said_on) * day_in_microseconds);
  like.undone.reset();
  insert_entry(on_, like);
  return like.id;
}

void person_eraser::remove_entry(std::int64_t entry) {
  for (auto const* sql :
       {"DELETE FROM entry_value WHERE entry = ?", "DELETE FROM entry_line WHERE entry = ?",
        "DELETE FROM entry_person WHERE entry = ?", "DELETE FROM late_entry WHERE entry = ?",
        "DELETE FROM support WHERE entry = ?", "DELETE FROM entry WHERE id = ?"})
    on_.run(sql, entry);
}

void person_eraser::remove_unused_words(entry_row const& row) {
  on_.run(
      "DELETE FROM entry_value WHERE entry = ?1 AND line NOT IN (SELECT line FROM entry_person WHERE entry = "
      "?1)",
      row.id);
  on_.run(
      "DELETE FROM entry_line WHERE entry = ?1 AND line NOT IN (SELECT line FROM entry_person WHERE entry = "
      "?1)",
      row.id);
  on_.run(
      "UPDATE entry SET text = '' WHERE id = ?1 AND 0 NOT IN (SELECT line FROM entry_person WHERE entry = "
      "?1)",
      row.id);
}

std::optional<erased_step> person_eraser::retracted_kudos() {
  auto const theirs = first_number(on_.select(
      "SELECT e.id FROM entry e JOIN entry_person r ON r.entry = e.id WHERE e.author = ? AND e.kind = 0"
      " AND r.state = 2 LIMIT 1",
      person_));
  auto const id =
      theirs ? theirs
             : first_number(on_.select(
                   "SELECT entry FROM entry_person WHERE person = ? AND state = 2 LIMIT 1", person_));
  if (!id) return {};
  close(*id);
  auto const gone =
      theirs ? on_.run("DELETE FROM entry_person WHERE state = 2 AND entry = ?", *id)
             : on_.run("DELETE FROM entry_person WHERE entry = ? AND person = ? AND state = 2", *id, person_);
  if (auto const row = find_entry(on_, *id)) {
    if (receivers_of(on_, *id).empty())
      remove_entry(*id);
    else
      remove_unused_words(*row);
  }
  return erased_step{gone, gone};
}

std::optional<erased_step> person_eraser::given() {
  auto const id =
      first_number(on_.select("SELECT id FROM entry WHERE author = ? AND kind = 0 LIMIT 1", person_));
  if (!id) return {};
  auto const row = find_entry(on_, *id);
  close(*id);
  auto const now = without_words(*row, nobody_);
  auto const day = store::to_integer(row->said_on) * day_in_microseconds;
  auto const count =
      on_.run("UPDATE entry_person SET entry = ?, line = 0, said_at = ? WHERE entry = ?", now, day, *id);
  remove_entry(*id);
  return erased_step{count, count + 1};
}

std::optional<erased_step> person_eraser::received() {
  auto const id = first_number(
      on_.select("SELECT entry FROM entry_person WHERE person = ? AND role = 0 LIMIT 1", person_));
  if (!id) return {};
  auto row = find_entry(on_, *id);
  close(*id);
  auto one = *row;
  one.receivers = 1;
  auto const now = without_words(one, row->author);
  auto const day = store::to_integer(row->said_on) * day_in_microseconds;
  on_.run("DELETE FROM late_entry WHERE entry = ? AND person = ?", *id, person_);
  on_.run(
      "UPDATE entry_person SET entry = ?, person = ?, line = 0, said_at = ? WHERE entry = ? AND person = ?",
      now, nobody_, day, *id, person_);
  auto const others = static_cast<std::int64_t>(receivers_of(on_, *id).size());
  if (others == 0) {
    remove_entry(*id);
    return erased_step{1, 1};
  }
  on_.run("UPDATE entry SET receivers = receivers - 1 WHERE id = ? AND receivers > 0", *id);
  on_.run(
      "UPDATE entry SET state = 2, retracted_at = said_at WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM"
      " entry_person WHERE entry = ?1 AND state <> 2)",
      *id);
  remove_unused_words(*row);
  return erased_step{1, others + 1};
}

std::optional<erased_step> person_eraser::reaction() {
  std::int64_t id = 0;
  std::int64_t place = 0;
  std::string where;
  std::string mark;
  {
    auto rows = on_.select(
        "SELECT id, place, external, mark FROM message WHERE actor = ? AND actor <> 0 AND way = ? LIMIT 1",
        person_, by_reaction);
    if (!rows.next()) return {};
    id = rows.integer(0);
    place = rows.integer(1);
    where = rows.text(2);
    mark = rows.text(3);
  }
  close_to_newcomers(on_, place, where, mark);
  on_.run("DELETE FROM message WHERE id = ?", id);
  return erased_step{0, 2};
}

std::optional<erased_step> person_eraser::win() {
  auto const id =
      first_number(on_.select("SELECT id FROM entry WHERE author = ? AND kind = 1 LIMIT 1", person_));
  if (!id) return {};
  auto row = *find_entry(on_, *id);
  retract_entry(on_, row, row.said_at);
  replace_impacts(on_, *id, {});
  auto const supports = on_.run("DELETE FROM support WHERE entry = ?", *id);
  on_.run("DELETE FROM posted WHERE subject_kind = 'win' AND subject = ?", *id);
  on_.run("UPDATE message SET revision = ? WHERE id = ?", closed, *id);
  // The row itself stays, so that the same words don't become a win again.
  on_.run(
      "UPDATE entry SET author = ?, text = '', said_at = said_on * 86400000000, audience = 0, heard_in = "
      "NULL,"
      " about_kind = NULL, about = NULL, supporters = 0, retracted_at = said_on * 86400000000 WHERE id = ?",
      nobody_, *id);
  return erased_step{1, supports + 1};
}

std::optional<erased_step> person_eraser::cheer() {
  auto const id = first_number(on_.select("SELECT entry FROM support WHERE person = ? LIMIT 1", person_));
  if (!id) return {};
  std::vector<std::tuple<std::int64_t, std::string, std::string>> places;
  {
    auto rows = on_.select(
        "SELECT m.place, m.external, s.sign FROM support s JOIN message m ON m.id = s.entry"
        " WHERE s.person = ? AND s.entry = ? AND m.external <> ''",
        person_, *id);
    while (rows.next())
      places.emplace_back(rows.integer(0), rows.text(1), rows.text(2));
    // A message of ours that shows the win can be cheered as well.
    auto shown = on_.select(
        "SELECT e.workspace, p.channel, p.ts, s.sign FROM support s JOIN entry e ON e.id = s.entry"
        " JOIN posted p ON p.subject_kind = 'win' AND p.subject = e.id WHERE s.person = ? AND s.entry = ?",
        person_, *id);
    while (shown.next())
      places.emplace_back(people::place_id(on_, shown.integer(0), shown.text(1)), shown.text(2),
                          shown.text(3));
  }
  for (auto const& [place, external, sign] : places)
    close_to_newcomers(on_, place, external, sign);
  on_.run(
      "INSERT INTO support (entry, person, sign, revision, is_on) SELECT entry, ?, sign, ?, 1 FROM support"
      " WHERE person = ? AND entry = ? AND is_on = 1 ON CONFLICT DO NOTHING",
      nobody_, closed, person_, *id);
  auto const cheers = on_.run("DELETE FROM support WHERE person = ? AND entry = ?", person_, *id);
  // Those of several who were erased are one's.
  count_supporters(on_, *id);
  return erased_step{cheers, cheers + 1};
}

void person_eraser::person() {
  on_.run(
      "INSERT INTO tally (id, workspace, person, received, given, wins) SELECT id - ?1 + ?2, workspace, ?2,"
      " received, given, wins FROM tally WHERE person = ?1 ON CONFLICT (id) DO UPDATE SET"
      " received = tally.received + excluded.received, given = tally.given + excluded.given,"
      " wins = tally.wins + excluded.wins",
      person_, nobody_);
  on_.run("DELETE FROM tally WHERE person = ?", person_);
  on_.run("DELETE FROM person WHERE id = ?", person_);
  on_.forget_ids();
}

}  // namespace huzzah::ledger
