#include "app/ledger/erasure.hpp"

#include "app/ledger/entries.hpp"
#include "app/ledger/source_kind.hpp"
#include "app/ledger/sources.hpp"
#include "app/ledger/wins.hpp"
#include "app/people/erased_person.hpp"
#include "app/people/ids.hpp"
#include "app/people/person_names.hpp"
#include "app/people/stored_rows.hpp"
#include "store/connection.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace huzzah::ledger {
namespace {

constexpr std::int64_t day_in_microseconds = 86'400'000'000;
std::string const words_withdrawn = "a former colleague, words withdrawn";
constexpr auto by_reaction = static_cast<int>(source_kind::reaction);

/// A person in one workspace, whose rows lose their identity.
class person_eraser {
 public:
  person_eraser(store::connection& on, std::int64_t person, std::int64_t workspace)
      : on_(on),
        person_(person),
        nobody_(people::person_id(on, workspace, people::erased_person)),
        nowhere_(people::place_id(on, workspace, {})) {}

  std::int64_t erase_retracted_kudos();
  std::int64_t erase_given();
  std::int64_t erase_received();
  void erase_reactions();
  std::int64_t erase_wins();
  std::int64_t erase_cheers();
  std::vector<std::pair<std::string, std::int64_t>> erase_stored() {
    return people::erase_stored(on_, person_, nobody_);
  }
  void erase_person();

 private:
  std::vector<std::int64_t> numbers(store::query rows) const;
  void close(std::int64_t entry);
  /// An entry of that author without words, in the place of one that leads to a message. Its day and audience
  /// are kept, since sums are by them; the moment would lead to the message.
  std::int64_t without_words(ledger::entry_row like, std::int64_t author);
  void remove_entry(std::int64_t entry);
  void remove_unused_words(ledger::entry_row const& row);

  store::connection& on_;
  std::int64_t person_;
  std::int64_t nobody_;
  std::int64_t nowhere_;
};

std::vector<std::int64_t> person_eraser::numbers(store::query rows) const {
  std::vector<std::int64_t> found;
  while (rows.next())
    found.push_back(rows.integer(0));
  return found;
}

/// The same words don't become an entry again.
void person_eraser::close(std::int64_t entry) {
  on_.run("UPDATE message SET revision = ?1 WHERE id = ?2 AND revision < ?1", ledger::closed, entry);
}

std::int64_t person_eraser::without_words(ledger::entry_row like, std::int64_t author) {
  like.id = on_.insert(
      "INSERT INTO message (place, external, way, actor, mark, revision) VALUES (?, '', 2, 0,"
      " 'erased-' || (SELECT coalesce(max(id), 0) + 1 FROM message), ?)",
      nowhere_, ledger::closed);
  like.author = author;
  like.text.clear();
  like.said_at = store::to_time(store::to_integer(like.said_on) * day_in_microseconds);
  like.undone.reset();
  ledger::insert_entry(on_, like);
  return like.id;
}

void person_eraser::remove_entry(std::int64_t entry) {
  for (auto const* sql :
       {"DELETE FROM entry_value WHERE entry = ?", "DELETE FROM entry_line WHERE entry = ?",
        "DELETE FROM entry_person WHERE entry = ?", "DELETE FROM late_entry WHERE entry = ?",
        "DELETE FROM support WHERE entry = ?", "DELETE FROM entry WHERE id = ?"})
    on_.run(sql, entry);
}

void person_eraser::remove_unused_words(ledger::entry_row const& row) {
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

std::int64_t person_eraser::erase_retracted_kudos() {
  auto const theirs = numbers(on_.select(
      "SELECT e.id FROM entry_person r JOIN entry e ON e.id = r.entry WHERE e.author = ? AND e.kind = 0"
      " AND r.state = 2",
      person_));
  auto const to_them =
      numbers(on_.select("SELECT entry FROM entry_person WHERE person = ? AND state = 2", person_));
  for (auto const id : theirs)
    close(id);
  on_.run("DELETE FROM entry_person WHERE state = 2 AND entry IN (SELECT id FROM entry WHERE author = ?)",
          person_);
  for (auto const id : to_them) {
    close(id);
    on_.run("DELETE FROM entry_person WHERE entry = ? AND person = ? AND state = 2", id, person_);
  }
  for (auto const& ids : {theirs, to_them}) {
    for (auto const id : ids) {
      auto const row = ledger::find_entry(on_, id);
      if (!row) continue;
      if (ledger::receivers_of(on_, id).empty()) {
        remove_entry(id);
      } else {
        remove_unused_words(*row);
      }
    }
  }
  return static_cast<std::int64_t>(theirs.size() + to_them.size());
}

std::int64_t person_eraser::erase_given() {
  std::int64_t count = 0;
  for (auto const id : numbers(on_.select("SELECT id FROM entry WHERE author = ? AND kind = 0", person_))) {
    auto const row = ledger::find_entry(on_, id);
    close(id);
    auto const now = without_words(*row, nobody_);
    auto const day = store::to_integer(row->said_on) * day_in_microseconds;
    count +=
        on_.run("UPDATE entry_person SET entry = ?, line = 0, said_at = ? WHERE entry = ?", now, day, id);
    remove_entry(id);
  }
  return count;
}

std::int64_t person_eraser::erase_received() {
  auto const entries =
      numbers(on_.select("SELECT entry FROM entry_person WHERE person = ? AND role = 0", person_));
  for (auto const id : entries) {
    auto row = ledger::find_entry(on_, id);
    close(id);
    auto one = *row;
    one.receivers = 1;
    auto const now = without_words(one, row->author);
    auto const day = store::to_integer(row->said_on) * day_in_microseconds;
    on_.run("DELETE FROM late_entry WHERE entry = ? AND person = ?", id, person_);
    on_.run(
        "UPDATE entry_person SET entry = ?, person = ?, line = 0, said_at = ? WHERE entry = ? AND person = ?",
        now, nobody_, day, id, person_);
    if (ledger::receivers_of(on_, id).empty()) {
      remove_entry(id);
      continue;
    }
    on_.run("UPDATE entry SET receivers = receivers - 1 WHERE id = ? AND receivers > 0", id);
    on_.run(
        "UPDATE entry SET state = 2, retracted_at = said_at WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM"
        " entry_person WHERE entry = ?1 AND state <> 2)",
        id);
    remove_unused_words(*row);
  }
  return static_cast<std::int64_t>(entries.size());
}

void person_eraser::erase_reactions() {
  std::vector<std::pair<std::int64_t, std::pair<std::string, std::string>>> made;
  {
    auto rows = on_.select("SELECT place, external, mark FROM message WHERE actor = ? AND way = ?", person_,
                           by_reaction);
    while (rows.next())
      made.push_back({rows.integer(0), {rows.text(1), rows.text(2)}});
  }
  for (auto const& [place, what] : made)
    ledger::close_to_newcomers(on_, place, what.first, what.second);
  on_.run("DELETE FROM message WHERE actor = ? AND way = ?", person_, by_reaction);
}

std::int64_t person_eraser::erase_wins() {
  auto const theirs = numbers(on_.select("SELECT id FROM entry WHERE author = ? AND kind = 1", person_));
  for (auto const id : theirs) {
    auto row = *ledger::find_entry(on_, id);
    ledger::retract_entry(on_, row, row.said_at);
    ledger::replace_impacts(on_, id, {});
    on_.run("DELETE FROM support WHERE entry = ?", id);
    on_.run("DELETE FROM posted WHERE subject_kind = 'win' AND subject = ?", id);
    on_.run("UPDATE message SET revision = ? WHERE id = ?", ledger::closed, id);
    // The row itself stays, so that the same words don't become a win again.
    on_.run(
        "UPDATE entry SET author = ?, text = '', said_at = said_on * 86400000000, audience = 0, heard_in = "
        "NULL,"
        " about_kind = NULL, about = NULL, supporters = 0, retracted_at = said_on * 86400000000 WHERE id = ?",
        nobody_, id);
  }
  return static_cast<std::int64_t>(theirs.size());
}

std::int64_t person_eraser::erase_cheers() {
  std::set<std::int64_t> entries;
  std::vector<std::pair<std::int64_t, std::pair<std::string, std::string>>> places;
  {
    auto rows = on_.select(
        "SELECT s.entry, m.place, m.external, s.sign FROM support s JOIN message m ON m.id = s.entry"
        " WHERE s.person = ?",
        person_);
    while (rows.next()) {
      entries.insert(rows.integer(0));
      if (!rows.text(2).empty()) places.push_back({rows.integer(1), {rows.text(2), rows.text(3)}});
    }
    // A message of ours that shows the win can be cheered as well.
    auto shown = on_.select(
        "SELECT e.workspace, p.channel, p.ts, s.sign FROM support s JOIN entry e ON e.id = s.entry"
        " JOIN posted p ON p.subject_kind = 'win' AND p.subject = e.id WHERE s.person = ?",
        person_);
    while (shown.next())
      places.push_back(
          {people::place_id(on_, shown.integer(0), shown.text(1)), {shown.text(2), shown.text(3)}});
  }
  for (auto const& [place, what] : places)
    ledger::close_to_newcomers(on_, place, what.first, what.second);
  on_.run(
      "INSERT INTO support (entry, person, sign, revision, is_on) SELECT entry, ?, sign, ?, 1 FROM support"
      " WHERE person = ? AND is_on = 1 ON CONFLICT DO NOTHING",
      nobody_, ledger::closed, person_);
  auto const cheers = on_.run("DELETE FROM support WHERE person = ?", person_);
  // Those of several who were erased are one's.
  for (auto const id : entries)
    ledger::count_supporters(on_, id);
  return cheers;
}

void person_eraser::erase_person() {
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

std::vector<std::pair<std::int64_t, std::string>> texts(store::query rows) {
  std::vector<std::pair<std::int64_t, std::string>> found;
  while (rows.next())
    found.emplace_back(rows.integer(0), rows.text(1));
  return found;
}

/// What colleagues have kept of their words (kept_mark) is theirs all the same.
void withdraw_kept_words(store::connection& on, people::person_names const& who) {
  std::string const mark = kept_mark;
  for (auto const& [id, text] :
       texts(on.select("SELECT e.id, e.text FROM entry e JOIN message m ON m.id = e.id WHERE e.kind = 1 AND"
                       " substr(m.mark, 1, 5) = ?1 AND replace(e.text, ?2, '') <> e.text",
                       mark, who.id)))
    if (who.without_mention(text) != text)
      on.run("UPDATE entry SET text = ? WHERE id = ?", words_withdrawn, id);
}

/// The platform still has files that were given to them or show something of them: these are to be removed.
void remove_files_of(store::connection& on, std::string const& id) {
  on.run(
      "UPDATE file_request SET state = 'removing', due_at = asked_at WHERE state = 'given' AND (person = ?1 "
      "OR"
      " id IN (SELECT request FROM file_shows WHERE person = ?1))",
      id);
  on.run("UPDATE file_request SET person = '' WHERE person = ? AND state = 'removing'", id);
}

/// What is still to be said about them is withdrawn, and no text of what was said is kept; how many messages
/// that were.
std::int64_t erase_messages_about(store::connection& on, people::person_names const& who) {
  std::int64_t changed = 0;
  for (auto const& [id, text] :
       texts(on.select("SELECT id, key || ' ' || body FROM outbox WHERE body <> ''"))) {
    if (!who.occur_in(text)) continue;
    on.run("UPDATE outbox SET state = 'withdrawn' WHERE id = ? AND state IN ('pending', 'sending')", id);
    ++changed;
  }
  // Their words may stand anywhere, and of what has ended nothing is needed but that it was done.
  on.run("UPDATE outbox SET body = '' WHERE body <> '' AND state IN ('sent', 'failed', 'withdrawn')");
  on.run("UPDATE outbox SET error = '' WHERE replace(error, ?, '') <> error", who.id);
  for (auto const& [id, key] :
       texts(on.select("SELECT id, key FROM outbox WHERE replace(key, ?, '') <> key", who.id))) {
    if (who.without_id(key) != key) on.run("UPDATE outbox SET key = 'erased:' || id WHERE id = ?", id);
  }
  return changed;
}

}  // namespace

erasure erase_all(store::connection& on, std::string const& id) {
  people::person_names who(id);
  std::vector<std::pair<std::int64_t, std::int64_t>> rows;  // with the workspace
  {
    auto people = on.select("SELECT id, workspace, name FROM person WHERE external = ?", id);
    while (people.next()) {
      rows.emplace_back(people.integer(0), people.integer(1));
      if (auto name = people.text(2); !name.empty()) who.names.push_back(std::move(name));
    }
  }
  erasure parts{{"names", static_cast<std::int64_t>(who.names.size())},
                {"kudos that they gave (a count stays)", 0},
                {"kudos that they received (a count stays)", 0},
                {"kudos of theirs that were taken back", 0},
                {"wins", 0},
                {"cheers (a count stays)", 0}};
  // First, as it looks for messages of which the wins below are the only trace.
  std::int64_t cheers = 0;
  std::map<std::string, std::int64_t> stored;
  for (auto const& [person, workspace] : rows) {
    person_eraser eraser(on, person, workspace);
    parts[3].count += eraser.erase_retracted_kudos();
    parts[1].count += eraser.erase_given();
    parts[2].count += eraser.erase_received();
    eraser.erase_reactions();
    parts[4].count += eraser.erase_wins();
    cheers += eraser.erase_cheers();
    for (auto& [what, count] : eraser.erase_stored())
      stored[what] += count;
    eraser.erase_person();
  }
  withdraw_kept_words(on, who);
  on.run("UPDATE operator_act SET person = 'erased' WHERE person = ?", id);
  remove_files_of(on, id);
  parts[5].count = cheers;
  for (auto& [what, count] : people::erase_stored(on, id))
    stored[what] += count;
  for (auto& [what, count] : people::erase_stored_words(on, who))
    stored[what] += count;
  stored["messages about them"] += erase_messages_about(on, who);
  for (auto const& [what, count] : stored)
    parts.emplace_back(what, count);
  on.run("DELETE FROM value_tag WHERE id NOT IN (SELECT value FROM entry_value)");
  std::erase_if(parts, [](erased_part const& one) { return one.count == 0; });
  return parts;
}

result<> leave_no_trace(store::connection& on) {
  // VACUUM copies all of it to a temporary file: an unnamed one, since the service has little memory.
  on.execute("PRAGMA temp_store = FILE");
  on.execute("VACUUM");
  on.execute("PRAGMA temp_store = MEMORY");
  auto done = on.select("PRAGMA wal_checkpoint(TRUNCATE)");
  if (!done.next() || done.integer(0) != 0)
    return error(errc::in_use, "it is erased, but traces stay in " + on.file().string() +
                                   "-wal while another program reads the database: close that and do it "
                                   "again");
  return {};
}

result<> may_be_erased(std::string const& person) {
  if (person.empty() || person == people::erased_person)
    return error(errc::invalid_input, "name a person by the platform's id, such as U012AB3CD");
  return {};
}

}  // namespace huzzah::ledger
