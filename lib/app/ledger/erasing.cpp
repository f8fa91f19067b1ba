#include "app/ledger/erasing.hpp"

#include "app/ledger/erased_words.hpp"
#include "app/ledger/person_eraser.hpp"
#include "app/people/forgotten.hpp"
#include "app/people/person_names.hpp"
#include "app/people/stored_rows.hpp"
#include "store/connection.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <utility>

namespace huzzah::ledger {
namespace {

using nlohmann::json;

/// The stages, in their order. What is shown to others goes first.
constexpr auto by_people = "people";      // what their rows of `person` said, received and did
constexpr auto by_id = "id";              // what is kept under their id, and their files
constexpr auto in_words = "words:";       // what others wrote, table by table
constexpr auto in_messages = "messages";  // the outbox
constexpr auto at_end = "end";

/// A person as the table of those who are being erased has them.
class erased_one {
 public:
  explicit erased_one(std::string id) : who(std::move(id)) {}

  people::person_names who;
  std::vector<std::int64_t> rows;  ///< of `person`
  base::time_point at;
  std::string stage;
  std::int64_t position = 0;
};

std::string known_as(erased_one const& one) {
  return json{{"rows", one.rows}, {"names", one.who.names}}.dump(-1, ' ', false,
                                                                 json::error_handler_t::replace);
}

std::optional<erased_one> find(store::connection& on, std::string const& person) {
  auto row = on.select("SELECT known_as, at, stage, position FROM erasing WHERE person = ?", person);
  if (!row.next()) return {};
  erased_one one(person);
  auto const known = json::parse(row.text(0), nullptr, false);
  if (known.is_object()) {
    one.rows = known.value("rows", one.rows);
    one.who.names = known.value("names", one.who.names);
  }
  one.at = store::to_time(row.integer(1));
  one.stage = row.text(2);
  one.position = row.integer(3);
  return one;
}

void keep(store::connection& on, erased_one const& one) {
  on.run(
      "INSERT INTO erasing (person, known_as, at, stage, position) VALUES (?, ?, ?, ?, ?) ON CONFLICT "
      "(person)"
      " DO UPDATE SET known_as = excluded.known_as, at = excluded.at, stage = excluded.stage,"
      " position = excluded.position",
      one.who.id, known_as(one), one.at, one.stage, one.position);
}

/// When the newest was said that is known of a row of `person`.
std::int64_t newest_of(store::connection& on, std::int64_t person) {
  std::int64_t newest = 0;
  for (auto const* sql : {"SELECT coalesce(max(said_at), 0) FROM entry WHERE author = ? AND kind = 0",
                          "SELECT coalesce(max(said_at), 0) FROM entry WHERE author = ? AND kind = 1",
                          "SELECT coalesce(max(said_at), 0) FROM entry_person WHERE person = ?"}) {
    auto row = on.select(sql, person);
    if (row.next()) newest = std::max(newest, row.integer(0));
  }
  return newest;
}

/// Their rows of `person` name no person any more.
void hide_people(store::connection& on, erased_one& one) {
  std::vector<std::pair<std::int64_t, std::string>> found;
  {
    auto rows = on.select("SELECT id, name FROM person WHERE external = ?", one.who.id);
    while (rows.next())
      found.emplace_back(rows.integer(0), rows.text(1));
  }
  for (auto& [id, name] : found) {
    one.at = std::max(one.at, store::to_time(newest_of(on, id)));
    on.run("UPDATE person SET external = 'erased-' || id, name = '', time_zone = '' WHERE id = ?", id);
    // From now on it shows nothing of theirs.
    on.run(
        "UPDATE posting SET dirty = dirty + 1 WHERE id IN (SELECT p.posting FROM entry e JOIN posted_entry p "
        "ON"
        " p.entry = e.id WHERE e.author = ?1 UNION SELECT p.posting FROM entry_person r JOIN posted_entry p "
        "ON"
        " p.entry = r.entry WHERE r.person = ?1)",
        id);
    one.rows.push_back(id);
    if (!name.empty()) one.who.names.push_back(std::move(name));
  }
  on.forget_ids();
}

class slice {
 public:
  slice(store::connection& on, erased_one& one, slice_size const& most) : on_(on), one_(one), most_(most) {}

  erased_slice done() {
    if (one_.stage == by_people)
      erase_people();
    else if (one_.stage == by_id)
      erase_by_id();
    else if (one_.stage.starts_with(in_words))
      erase_words();
    else if (one_.stage == in_messages)
      erase_messages();
    else
      end();
    return std::move(made_);
  }

 private:
  void count(std::string const& what, std::int64_t number) {
    if (number != 0) add_to(made_.parts, {{what, number}});
  }
  void count(people::erased_rows const& all) {
    for (auto const& [what, number] : all)
      count(what, number);
  }
  void go_on_with(std::string stage) {
    one_.stage = std::move(stage);
    one_.position = 0;
  }

  void erase_people();
  bool erase_row(std::int64_t person);
  void erase_by_id();
  void erase_words();
  void erase_messages();
  void end();

  store::connection& on_;
  erased_one& one_;
  slice_size const& most_;
  erased_slice made_;
  std::int64_t changed_ = 0;
};

void slice::erase_people() {
  while (!one_.rows.empty()) {
    if (!erase_row(one_.rows.back())) return;
    one_.rows.pop_back();
  }
  count("names", static_cast<std::int64_t>(one_.who.names.size()));
  go_on_with(by_id);
}

/// Whether nothing of that row is left.
bool slice::erase_row(std::int64_t person) {
  auto const workspace = [&]() -> std::optional<std::int64_t> {
    auto row = on_.select("SELECT workspace FROM person WHERE id = ?", person);
    if (!row.next()) return {};
    return row.integer(0);
  }();
  if (!workspace) return true;
  person_eraser eraser(on_, person, *workspace);
  using step = std::optional<erased_step> (person_eraser::*)();
  std::pair<char const*, step> const steps[] = {
      {"kudos of theirs that were taken back", &person_eraser::retracted_kudos},
      {"kudos that they gave (a count stays)", &person_eraser::given},
      {"kudos that they received (a count stays)", &person_eraser::received},
      {"", &person_eraser::reaction},
      {"wins", &person_eraser::win},
      {"cheers (a count stays)", &person_eraser::cheer}};
  for (auto const& [what, take] : steps)
    while (auto const took = (eraser.*take)()) {
      count(what, took->counted);
      changed_ += took->rows + 1;
      if (changed_ >= most_.changed) return false;
    }
  count(people::erase_stored(on_, person, eraser.nobody()));
  eraser.person();
  return true;
}

void slice::erase_by_id() {
  on_.run("UPDATE operator_act SET person = 'erased' WHERE person = ?", one_.who.id);
  remove_files_of(on_, one_.who.id);
  count(people::erase_stored(on_, one_.who.id));
  auto const tables = people::worded_tables(on_);
  go_on_with(tables.empty() ? in_messages : in_words + tables.front());
}

void slice::erase_words() {
  auto const tables = people::worded_tables(on_);
  auto const table = one_.stage.substr(std::string(in_words).size());
  auto const found = std::find(tables.begin(), tables.end(), table);
  if (found != tables.end()) {
    auto const from = one_.position;
    // First, since what is kept of their words as a whole is known by their mention.
    if (table == "entry") withdraw_kept_words(on_, one_.who, from, most_.looked_through);
    people::erased_rows changed;
    auto const until = people::erase_stored_words(on_, table, one_.who, from, most_.looked_through, changed);
    count(changed);
    if (until) {
      one_.position = *until;
      return;
    }
    if (found + 1 != tables.end()) return go_on_with(in_words + *(found + 1));
  }
  go_on_with(in_messages);
}

void slice::erase_messages() {
  people::erased_rows changed;
  auto const until =
      erase_messages_about(on_, one_.who, one_.position, most_.messages, most_.is_alone, changed);
  count(changed);
  if (until)
    one_.position = *until;
  else
    go_on_with(at_end);
}

void slice::end() {
  if (!most_.is_alone && is_being_sent(on_, one_.who)) {
    made_.must_wait = true;
    return;
  }
  // What was being sent has ended since.
  settle_messages_about(on_, one_.who);
  on_.run(
      "DELETE FROM value_tag WHERE NOT EXISTS (SELECT 1 FROM entry_value v WHERE v.value = value_tag.id)");
  made_.is_last = true;
  // Without a name: that bytes were freed.
  on_.run(
      "INSERT INTO erasing (person, known_as, at, stage, position) VALUES ('', '', ?, '', 0) ON CONFLICT"
      " (person) DO NOTHING",
      one_.at);
}

}  // namespace

void add_to(erasure& all, erasure const& more) {
  for (auto const& one : more) {
    auto const known =
        std::find_if(all.begin(), all.end(), [&](erased_part const& each) { return each.what == one.what; });
    if (known == all.end())
      all.push_back(one);
    else
      known->count += one.count;
  }
}

void begin_erasing(store::connection& on, std::string const& person, base::time_point now,
                   base::time_point said_until) {
  auto one = find(on, person).value_or(erased_one(person));
  auto const spoke = [&] {
    auto row = on.select("SELECT coalesce(max(spoke), 0) FROM watermark");
    return row.next() ? store::to_time(row.integer(0)) : base::time_point();
  }();
  one.at = std::max({one.at, now, said_until, spoke});
  hide_people(on, one);
  one.stage = by_people;
  one.position = 0;
  keep(on, one);
  people::forgotten_people(on).add(person, one.at);
  withdraw_messages_about(on, one.who);
  on.note_erasure();
}

std::vector<std::string> being_erased(store::connection& on) {
  std::vector<std::string> found;
  auto rows = on.select("SELECT person FROM erasing WHERE person <> '' ORDER BY at, person");
  while (rows.next())
    found.push_back(rows.text(0));
  return found;
}

bool has_traces(store::connection& on) {
  auto row = on.select("SELECT 1 FROM erasing WHERE person = ''");
  return row.next();
}

void forget_traces(store::connection& on) {
  on.run("DELETE FROM erasing WHERE person = ''");
}

erased_slice erase_slice(store::connection& on, std::string const& person, slice_size const& most) {
  auto one = find(on, person);
  if (!one) {
    erased_slice nothing;
    nothing.is_last = true;
    return nothing;
  }
  auto made = slice(on, *one, most).done();
  if (made.is_last)
    on.run("DELETE FROM erasing WHERE person = ?", person);
  else if (!made.must_wait)
    keep(on, *one);
  return made;
}

}  // namespace huzzah::ledger
