#include "app/ledger/erased_words.hpp"

#include "app/ledger/wins.hpp"
#include "store/connection.hpp"

#include <utility>
#include <vector>

namespace huzzah::ledger {
namespace {

std::string const words_withdrawn = "a former colleague, words withdrawn";

std::vector<std::pair<std::int64_t, std::string>> numbered_texts(store::query rows) {
  std::vector<std::pair<std::int64_t, std::string>> found;
  while (rows.next())
    found.emplace_back(rows.integer(0), rows.text(1));
  return found;
}

/// A message of the outbox, as far as it matters here.
class kept_message_row {
 public:
  std::int64_t id = 0;
  std::string person;
  std::string key;
  std::string text;  ///< what it says, and where to
  std::string state;
  std::string error;

  bool is_to(people::person_names const& who) const { return person == who.id; }
  bool is_about(people::person_names const& who) const {
    return is_to(who) || who.occur_in(key) || who.occur_in(text);
  }
};

std::vector<kept_message_row> rows_of(store::query rows) {
  std::vector<kept_message_row> found;
  while (rows.next()) {
    auto& one = found.emplace_back();
    one.id = rows.integer(0);
    one.person = rows.text(1);
    one.key = rows.text(2);
    one.text = rows.text(3);
    one.state = rows.text(4);
    one.error = rows.text(5);
  }
  return found;
}

std::vector<kept_message_row> being_sent(store::connection& on) {
  return rows_of(
      on.select("SELECT id, person, key, body || ' ' || place || ' ' || queue, state, error FROM outbox"
                " WHERE state = 'sending' ORDER BY id"));
}

/// A message of ours is removed once it is known where it is. What it was about is not said there.
void remove_once_sent(store::connection& on, std::int64_t id) {
  on.run(
      "INSERT INTO outbox (key, errand, workspace, channel, thread, person, target, emoji, body, is_reaction,"
      " place, queue, state, follows, created_at, due_at) SELECT 'erased:' || id || ':gone', 'remove', "
      "workspace,"
      " channel, '', '', '', '', '', 0, 'erased ' || id, 'erased', 'pending', id, created_at, created_at FROM"
      " outbox WHERE id = ? AND errand IN ('post', 'direct') ON CONFLICT (key) DO NOTHING",
      id);
}

/// A message that shows what several would have said is said again without one of them, or removed with the
/// last one. While it waits itself, it says what there is when it is sent.
void show_again(store::connection& on, std::int64_t carrier) {
  on.run(
      "UPDATE outbox SET state = 'withdrawn' WHERE state = 'pending' AND ((follows = ?1 AND errand = "
      "'update')"
      " OR (id = ?1 AND NOT EXISTS (SELECT 1 FROM outbox c WHERE c.carrier = ?1 AND c.state = 'pending')))",
      carrier);
  on.run(
      "INSERT INTO outbox (key, errand, workspace, channel, thread, person, target, emoji, body, is_reaction,"
      " place, queue, state, follows, created_at, due_at, topic) SELECT key || '#erased' || (SELECT count(*)"
      " FROM outbox f WHERE f.follows = ?1), CASE WHEN EXISTS (SELECT 1 FROM outbox c WHERE c.carrier = ?1 "
      "AND"
      " c.state = 'pending') THEN 'update' ELSE 'remove' END, workspace, channel, thread, person, '', '', "
      "'', 0,"
      " place, queue, 'pending', id, created_at, created_at, topic FROM outbox WHERE id = ?1 AND state IN"
      " ('sending', 'sent') AND NOT EXISTS (SELECT 1 FROM outbox u WHERE u.follows = ?1 AND u.errand <> "
      "'update'"
      " AND u.state NOT IN ('failed', 'withdrawn')) ON CONFLICT (key) DO NOTHING",
      carrier);
  on.announce();
}

/// It is not said any more, wherever it waits.
void withdraw_pending(store::connection& on, std::int64_t id) {
  on.run("UPDATE outbox SET state = 'withdrawn' WHERE id = ?", id);
  auto const carrier = [&] {
    auto row = on.select("SELECT coalesce(carrier, 0) FROM outbox WHERE id = ?", id);
    return row.next() ? row.integer(0) : 0;
  }();
  if (carrier != 0) show_again(on, carrier);
}

/// Whether something is still to be done to the message that it sent.
bool has_followers(store::connection& on, std::int64_t id) {
  auto row = on.select(
      "SELECT 1 FROM outbox WHERE follows = ? AND errand = 'remove' AND state IN ('pending', 'sending')", id);
  return row.next();
}

bool erase_message(store::connection& on, people::person_names const& who, kept_message_row const& one) {
  if (one.state == "sending") {
    if (one.is_about(who)) remove_once_sent(on, one.id);
    return false;
  }
  auto const is_about = one.is_about(who);
  if (one.is_to(who) && !has_followers(on, one.id)) {
    on.run("DELETE FROM outbox WHERE id = ?", one.id);
    return true;
  }
  if (is_about && one.state == "pending") withdraw_pending(on, one.id);
  // Their words may stand anywhere, and of what has ended nothing is needed but that it was done.
  auto const has_ended = one.state != "pending" || is_about;
  if (has_ended && !one.text.empty())
    on.run("UPDATE outbox SET body = '' WHERE id = ? AND body <> ''", one.id);
  if (who.without_id(one.error) != one.error) on.run("UPDATE outbox SET error = '' WHERE id = ?", one.id);
  if (who.without_id(one.key) != one.key)
    on.run("UPDATE outbox SET key = 'erased:' || id WHERE id = ?", one.id);
  if (one.is_to(who))
    on.run("UPDATE outbox SET person = '', place = 'erased', queue = 'erased' WHERE id = ?", one.id);
  return is_about;
}

}  // namespace

void withdraw_kept_words(store::connection& on, people::person_names const& who, std::int64_t from,
                         std::int64_t most) {
  std::string const mark = kept_mark;
  for (auto const& [id, text] : numbered_texts(
           on.select("SELECT e.id, e.text FROM entry e JOIN message m ON m.id = e.id WHERE e.id > ?1 AND"
                     " e.id <= (SELECT max(id) FROM (SELECT id FROM entry WHERE id > ?1 ORDER BY id LIMIT "
                     "?2) AS next) AND e.kind = 1 AND substr(m.mark, 1, 5) = ?3 AND"
                     " replace(e.text, ?4, '') <> e.text",
                     from, most, mark, who.id)))
    if (who.without_mention(text) != text)
      on.run("UPDATE entry SET text = ? WHERE id = ?", words_withdrawn, id);
}

void remove_files_of(store::connection& on, std::string const& id) {
  on.run(
      "UPDATE file_request SET state = 'removing', due_at = asked_at WHERE state = 'given' AND (person = ?1 "
      "OR"
      " id IN (SELECT request FROM file_shows WHERE person = ?1))",
      id);
  on.run("UPDATE file_request SET person = '' WHERE person = ? AND state = 'removing'", id);
  // Asked for by them, for another to read.
  on.run(
      "UPDATE file_request SET state = 'failed', argument = '' WHERE state = 'pending' AND"
      " replace(argument, ?, '') <> argument",
      "\"" + id + "\"");
}

void withdraw_messages_about(store::connection& on, people::person_names const& who) {
  for (auto const& one : being_sent(on))
    if (one.is_about(who)) remove_once_sent(on, one.id);
  for (auto const& one :
       rows_of(on.select("SELECT id, person, key, body, state, error FROM outbox WHERE state = 'pending'")))
    if (one.is_about(who) && !one.key.starts_with("erased:")) withdraw_pending(on, one.id);
}

std::optional<std::int64_t> erase_messages_about(store::connection& on, people::person_names const& who,
                                                 std::int64_t from, std::int64_t most, bool is_alone,
                                                 people::erased_rows& counts) {
  auto rows = rows_of(on.select(
      "SELECT id, person, key, body, state, error FROM outbox WHERE id > ? ORDER BY id LIMIT ?", from, most));
  if (rows.empty()) return {};
  std::int64_t to_them = 0;
  std::int64_t about_them = 0;
  for (auto& one : rows) {
    if (is_alone && one.state == "sending") one.state = "pending";
    if (erase_message(on, who, one)) ++(one.is_to(who) ? to_them : about_them);
  }
  counts.emplace_back("messages to them", to_them);
  counts.emplace_back("messages about them", about_them);
  return rows.back().id;
}

bool is_being_sent(store::connection& on, people::person_names const& who) {
  for (auto const& one : being_sent(on))
    if (one.is_about(who)) return true;
  return false;
}

void settle_messages_about(store::connection& on, people::person_names const& who) {
  // Each of those that were being sent has a message that follows it.
  for (auto const& one : rows_of(on.select(
           "SELECT o.id, o.person, o.key, o.body, o.state, o.error FROM outbox f JOIN outbox o ON o.id ="
           " f.follows WHERE f.queue = 'erased' AND o.state <> 'sending'")))
    erase_message(on, who, one);
}

}  // namespace huzzah::ledger
