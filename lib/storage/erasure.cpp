#include "storage/erasure.hpp"

#include "recognition/kudos.hpp"
#include "storage/backup.hpp"
#include "storage/connection.hpp"
#include "storage/database.hpp"
#include "storage/erased_person.hpp"
#include "storage/erased_words.hpp"
#include "storage/forgotten.hpp"
#include "storage/ids.hpp"
#include "storage/sources.hpp"
#include "storage/win_rows.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

namespace huzzah::storage {
namespace {

constexpr auto by_reaction = static_cast<int>(recognition::source_kind::reaction);

/// A person in one workspace, who becomes nobody in particular.
class person_eraser {
 public:
  person_eraser(connection& on, std::int64_t person, std::int64_t workspace)
      : on_(on),
        person_(person),
        nobody_(person_id(on, workspace, erased_person)),
        nowhere_(place_id(on, workspace, {})) {}

  std::int64_t erase_retracted_kudos();
  std::int64_t erase_kudos(bool given);
  void erase_reactions();
  std::int64_t erase_wins();
  std::int64_t erase_cheers();
  void erase_person();

 private:
  std::vector<std::int64_t> numbers(query rows) const;

  connection& on_;
  std::int64_t person_;
  std::int64_t nobody_;
  std::int64_t nowhere_;
};

std::vector<std::int64_t> person_eraser::numbers(query rows) const {
  std::vector<std::int64_t> found;
  while (rows.next())
    found.push_back(rows.integer(0));
  return found;
}

std::int64_t person_eraser::erase_retracted_kudos() {
  auto const gone = numbers(on_.select(
      "SELECT id FROM recognition WHERE (giver = ?1 OR receiver = ?1) AND retracted_at IS NOT NULL",
      person_));
  for (auto const id : gone) {
    on_.run(
        "UPDATE source SET revision = max(revision, ?) WHERE id = (SELECT source FROM recognition WHERE"
        " id = ?)",
        closed, id);
    on_.run("DELETE FROM recognition_value WHERE recognition = ?", id);
    on_.run("DELETE FROM recognition WHERE id = ?", id);
  }
  return static_cast<std::int64_t>(gone.size());
}

std::int64_t person_eraser::erase_kudos(bool given) {
  auto const standing = numbers(given ? on_.select("SELECT id FROM recognition WHERE giver = ?", person_)
                                      : on_.select("SELECT id FROM recognition WHERE receiver = ?", person_));
  for (auto const id : standing) {
    on_.run(
        "UPDATE source SET revision = max(revision, ?) WHERE id = (SELECT source FROM recognition WHERE"
        " id = ?)",
        closed, id);
    // What it was said by is a source of its own, which leads nowhere.
    on_.run(
        "INSERT INTO source (place, ts, kind, actor, mark, revision) VALUES (?, '', 2, 0, 'erased-' ||"
        " lower(hex(randomblob(16))), ?)",
        nowhere_, closed);
    auto const source = on_.last_id();
    on_.run("DELETE FROM recognition_value WHERE recognition = ?", id);
    on_.run("DELETE FROM late_kudos WHERE recognition = ?", id);
    // Tallies are by days; the moment would lead to the message.
    on_.run(
        "UPDATE recognition SET source = ?1, reason = '', given_at = given_on * 86400000000,"
        " giver = iif(giver = ?2, ?3, giver), receiver = iif(receiver = ?2, ?3, receiver) WHERE id = ?4",
        source, person_, nobody_, id);
  }
  return static_cast<std::int64_t>(standing.size());
}

void person_eraser::erase_reactions() {
  std::vector<std::pair<std::int64_t, std::pair<std::string, std::string>>> made;
  {
    auto rows =
        on_.select("SELECT place, ts, mark FROM source WHERE actor = ? AND kind = ?", person_, by_reaction);
    while (rows.next())
      made.push_back({rows.integer(0), {rows.text(1), rows.text(2)}});
  }
  for (auto const& [place, what] : made)
    close_to_newcomers(on_, place, what.first, what.second);
  on_.run("DELETE FROM source WHERE actor = ? AND kind = ?", person_, by_reaction);
}

std::int64_t person_eraser::erase_wins() {
  auto const theirs = numbers(on_.select("SELECT id FROM win WHERE author = ?", person_));
  for (auto const id : theirs) {
    on_.run("DELETE FROM win_impact WHERE win = ?", id);
    on_.run("DELETE FROM cheer WHERE win = ?", id);
    // The row itself stays, so that the same words don't become a win again.
    on_.run(
        "UPDATE win SET author = ?, text = '', revision = ?, said_at = said_on * 86400000000, shared = 0,"
        " readable = 0, round = NULL, cheers = 0, retracted_at = said_on * 86400000000 WHERE id = ?",
        nobody_, closed, id);
  }
  on_.run("DELETE FROM win_tally WHERE person = ?", person_);
  return static_cast<std::int64_t>(theirs.size());
}

std::int64_t person_eraser::erase_cheers() {
  std::set<std::int64_t> wins;
  std::vector<std::pair<std::int64_t, std::pair<std::string, std::string>>> places;
  {
    auto rows = on_.select(
        "SELECT c.win, n.place, n.ts, c.emoji FROM cheer c JOIN win n ON n.id = c.win WHERE c.person = ?",
        person_);
    while (rows.next()) {
      wins.insert(rows.integer(0));
      if (!rows.text(2).empty()) places.push_back({rows.integer(1), {rows.text(2), rows.text(3)}});
    }
    // A message of ours that shows the win can be cheered as well.
    auto shown = on_.select(
        "SELECT n.place, o.sent_channel, o.sent_ts, c.emoji FROM cheer c JOIN win n ON n.id = c.win JOIN "
        "outbox o"
        " ON o.key = 'win:' || n.id WHERE c.person = ? AND o.sent_ts <> ''",
        person_);
    while (shown.next()) {
      auto const in = [&] {
        auto row = on_.select("SELECT workspace FROM place WHERE id = ?", shown.integer(0));
        row.next();
        return row.integer(0);
      }();
      places.push_back({place_id(on_, in, shown.text(1)), {shown.text(2), shown.text(3)}});
    }
  }
  for (auto const& [place, what] : places)
    close_to_newcomers(on_, place, what.first, what.second);
  on_.run(
      "INSERT INTO cheer (win, person, emoji, revision, is_on) SELECT win, ?, emoji, ?, 1 FROM cheer"
      " WHERE person = ? AND is_on = 1 ON CONFLICT DO NOTHING",
      nobody_, closed, person_);
  auto const cheers = on_.run("DELETE FROM cheer WHERE person = ?", person_);
  // Those of several who were erased are one's.
  for (auto const id : wins)
    count_cheers(on_, id);
  return cheers;
}

void person_eraser::erase_person() {
  on_.run(
      "INSERT INTO tally (workspace, period, start, person, received, given) SELECT workspace, period, start,"
      " ?, received, given FROM tally WHERE person = ? ON CONFLICT DO UPDATE SET"
      " received = received + excluded.received, given = given + excluded.given",
      nobody_, person_);
  on_.run("DELETE FROM tally WHERE person = ?", person_);
  on_.run("DELETE FROM person WHERE id = ?", person_);
  on_.forget_ids();
}

erasure erase_all(connection& on, std::string const& id) {
  person_names who(id);
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
  for (auto const& [person, workspace] : rows) {
    person_eraser eraser(on, person, workspace);
    parts[3].count += eraser.erase_retracted_kudos();
    parts[1].count += eraser.erase_kudos(true);
    parts[2].count += eraser.erase_kudos(false);
    eraser.erase_reactions();
    parts[4].count += eraser.erase_wins();
    cheers += eraser.erase_cheers();
    eraser.erase_person();
  }
  parts[5].count = cheers;
  parts.emplace_back("messages to them", erase_messages_to(on, who));
  parts.emplace_back("messages about them", erase_messages_about(on, who));
  parts.emplace_back("mentions in the words of others", erase_mentions(on, who));
  parts.emplace_back("choices", erase_settings(on, who));
  parts.emplace_back("turns in rituals", erase_turns(on, who));
  on.run("DELETE FROM value_tag WHERE id NOT IN (SELECT value FROM recognition_value)");
  std::erase_if(parts, [](erased_part const& one) { return one.count == 0; });
  return parts;
}

/// Whoever is named anywhere in a ledger.
std::vector<std::string> everybody(connection& on) {
  std::vector<std::string> found;
  auto rows = on.select(
      "SELECT external FROM person UNION SELECT person FROM outbox UNION SELECT person FROM setting"
      " UNION SELECT person FROM ritual_step");
  while (rows.next())
    if (auto id = rows.text(0); !id.empty() && id != erased_person) found.push_back(std::move(id));
  return found;
}

/// The forgotten of a ledger that may be damaged, or older than any of them.
std::vector<forgotten_mark> marks_in(std::filesystem::path const& ledger) {
  auto const opened = open_to_read(ledger, ledger_age::any);
  if (!opened) return {};
  try {
    return forgotten_people(**opened).marks();
  } catch (storage_failure const&) {
    return {};
  }
}

/// Nothing of what was there before is in the file or beside it any more.
result<> leave_no_trace(connection& on) {
  on.execute("VACUUM");
  {
    auto done = on.select("PRAGMA wal_checkpoint(TRUNCATE)");
    if (!done.next() || done.integer(0) != 0)
      return error(errc::in_use, "it is erased, but traces stay in " + on.file().string() +
                                     "-wal while another program reads the database: close that and do it "
                                     "again");
  }
  // A backup stays the one file that it was. Whoever writes the ledger begins a new log.
  try {
    on.execute("PRAGMA journal_mode = DELETE");
  } catch (storage_failure const&) {
    // Somebody reads it, who will leave a log that is empty.
  }
  return {};
}

result<erasure> erase(std::filesystem::path const& ledger, std::string const& person,
                      std::optional<base::time_point> for_good_at) {
  if (person.empty() || person == erased_person)
    return error(errc::invalid_input, "name a person by the platform's id, such as U012AB3CD");
  // Also brings an older one up to date; there must be one.
  if (auto there = open_to_read(ledger, ledger_age::any); !there) return there.error();
  auto opened = open_to_write(ledger);
  if (!opened) return opened.error();
  auto& on = *opened->on;
  // A restore that was cut short may have left them in a copy.
  if (for_good_at) remove_unfinished(on.file());
  try {
    on.execute("BEGIN IMMEDIATE");
    auto parts = erase_all(on, person);
    if (for_good_at) forgotten_people(on).add(person, *for_good_at);
    on.execute(for_good_at ? "COMMIT" : "ROLLBACK");
    if (!for_good_at) return parts;
    if (auto done = leave_no_trace(on); !done) return done.error();
    return parts;
  } catch (storage_failure const& failure) {
    return failure.why;
  }
}

}  // namespace

void forget_again(connection& older, std::filesystem::path const& newer) {
  auto fresh = marks_in(newer);
  older.execute("BEGIN IMMEDIATE");
  std::erase_if(fresh, [&](forgotten_mark const& one) { return !forgotten_people(older).add(one); });
  if (!fresh.empty()) {
    for (auto const& person : everybody(older)) {
      auto const is_theirs = [&](forgotten_mark const& one) { return one.is_of(person); };
      if (std::any_of(fresh.begin(), fresh.end(), is_theirs)) erase_all(older, person);
    }
  }
  older.execute("COMMIT");
  if (!fresh.empty()) older.execute("VACUUM");
}

result<erasure> erase_person(std::filesystem::path const& ledger, std::string const& person,
                             base::time_point now) {
  return erase(ledger, person, now);
}

result<erasure> preview_erasure(std::filesystem::path const& ledger, std::string const& person) {
  return erase(ledger, person, {});
}

}  // namespace huzzah::storage
