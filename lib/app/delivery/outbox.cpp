#include "app/delivery/outbox.hpp"

#include "app/delivery/outbox_rows.hpp"
#include "store/connection.hpp"

#include <string>
#include <utility>

namespace huzzah::delivery {
namespace {

void withdraw_waiting_after(store::connection& on, std::int64_t id) {
  on.run("UPDATE outbox SET state = 'withdrawn', body = '' WHERE follows = ? AND state = 'pending'", id);
}

bool is_message(outgoing_kind kind) {
  return kind == outgoing_kind::post || kind == outgoing_kind::direct;
}

bool has_begun(outgoing_state state) {
  return state == outgoing_state::sending || state == outgoing_state::sent;
}

std::string place_of(outgoing const& what) {
  return what.workspace + " " + (what.channel.empty() ? "@" + what.person : what.channel);
}

std::string queue_of(outgoing const& what) {
  if (!what.channel.empty() || what.subject.kind == subject_kind::none) return place_of(what);
  return what.workspace + " " + std::string(to_string(what.subject.kind)) + " " +
         std::to_string(what.subject.id);
}

/// What undoes a delivery that was done, if anything does.
std::optional<outgoing_kind> undoing(outgoing_kind kind) {
  switch (kind) {
    case outgoing_kind::post:
    case outgoing_kind::direct:
      return outgoing_kind::remove;
    case outgoing_kind::react:
      return outgoing_kind::unreact;
    case outgoing_kind::unreact:
      return outgoing_kind::react;
    case outgoing_kind::whisper:
    case outgoing_kind::update:
    case outgoing_kind::remove:
      return {};
  }
  return {};
}

void withdraw_pending(store::connection& on, std::int64_t id) {
  on.run("UPDATE outbox SET state = 'withdrawn', body = '' WHERE id = ? AND state = 'pending'", id);
}

/// The message `id` is not, or no longer, in the chat: what waits to be said in its thread isn't said.
void withdraw_replies(store::connection& on, std::int64_t id) {
  on.run(
      "WITH RECURSIVE below (id) AS (SELECT id FROM outbox WHERE replies_to = ? UNION SELECT o.id"
      " FROM outbox o JOIN below b ON o.replies_to = b.id)"
      " UPDATE outbox SET state = 'withdrawn', body = '' WHERE state = 'pending' AND id IN (SELECT id FROM "
      "below)",
      id);
}

/// What is said about something stays known after the outbox is swept, until it is taken back.
void remember_post(store::connection& on, std::int64_t id) {
  on.run(
      "INSERT INTO posted (workspace, channel, ts, subject_kind, subject, person, at)"
      " SELECT workspace, sent_channel, sent_ts, subject_kind, subject, person, created_at FROM outbox"
      " WHERE id = ? AND subject_kind <> '' AND sent_ts <> '' AND errand IN ('post', 'direct')"
      " ON CONFLICT (workspace, channel, ts) DO UPDATE SET subject_kind = excluded.subject_kind,"
      " subject = excluded.subject, person = excluded.person, at = excluded.at",
      id);
}

/// What is going to be removed from the chat shows nothing any more.
void forget_post(store::connection& on, std::int64_t id) {
  on.run(
      "DELETE FROM posted WHERE (workspace, channel, ts) IN (SELECT workspace, sent_channel, sent_ts FROM "
      "outbox"
      " WHERE id = ? AND sent_ts <> '')",
      id);
}

}  // namespace

bool outbox::add(outgoing const& what, base::time_point now, base::time_point due) {
  if (!what.first.empty()) return add_reply(what, now, due);
  return insert(what, now, due) != 0;
}

std::int64_t outbox::insert(outgoing const& what, base::time_point now, base::time_point due) {
  auto const kind = std::string(to_string(what.kind));
  auto const about = std::string(to_string(what.subject.kind));
  auto const is_reaction = what.kind == outgoing_kind::react || what.kind == outgoing_kind::unreact ? 1 : 0;
  auto const is_held = what.kind == outgoing_kind::direct && !what.topic.empty() && !what.day ? 1 : 0;
  auto const place = place_of(what);
  auto const queue = queue_of(what);
  auto const id = on_->insert(
      "INSERT INTO outbox (key, errand, workspace, channel, thread, person, target, emoji, body,"
      " subject_kind, subject, is_reaction, place, queue, state, created_at, due_at, topic, held)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'pending', ?, ?, ?, ?) ON CONFLICT (key) DO "
      "NOTHING",
      what.key, kind, what.workspace, what.channel, what.thread, what.person, what.target, what.emoji,
      what.body, about, what.subject.id, is_reaction, place, queue, now, due, what.topic, is_held);
  if (id != 0 && what.day) on_->run("UPDATE outbox SET day = ? WHERE id = ?", *what.day, id);
  if (id != 0 && what.expires) on_->run("UPDATE outbox SET expires_at = ? WHERE id = ?", *what.expires, id);
  if (id != 0) on_->announce();
  return id;
}

bool outbox::add_reply(outgoing const& what, base::time_point now, base::time_point due) {
  auto const first = find(what.first);
  if (!first || !is_message(first->what.kind)) return false;
  auto const id = insert(what, now, due);
  if (id == 0) return false;
  on_->run("UPDATE outbox SET replies_to = ? WHERE id = ?", first->id, id);
  auto const will_stand = first->state == outgoing_state::pending || has_begun(first->state);
  if (!will_stand || is_undone(*on_, first->id)) {
    withdraw_pending(*on_, id);
  } else {
    open_thread(first->id);
  }
  return true;
}

void outbox::open_thread(std::int64_t first) {
  // A message that is itself in a thread opens none.
  on_->run(
      "UPDATE outbox SET channel = t.sent_channel, thread = CASE WHEN t.thread <> '' THEN t.thread ELSE "
      "t.sent_ts END,"
      " place = outbox.workspace || ' ' || t.sent_channel, queue = outbox.workspace || ' ' || t.sent_channel"
      " FROM outbox t WHERE t.id = ?1 AND t.sent_ts <> '' AND outbox.replies_to = ?1"
      " AND outbox.state = 'pending'",
      first);
}

bool outbox::revise(std::string const& key, std::string const& body, base::time_point now) {
  auto const first = find(key);
  if (!first || !is_message(first->what.kind)) return false;
  if (first->state == outgoing_state::pending) {
    on_->run("UPDATE outbox SET body = ? WHERE id = ?", body, first->id);
    if (first->carrier != 0) show_again(first->carrier, now);
    return true;
  }
  if (!has_begun(first->state)) return false;
  if (is_undone(*on_, first->id)) return false;
  auto const waiting = waiting_after(*on_, first->id);
  if (!waiting) return add_following(*first, outgoing_kind::update, body, now);
  on_->run("UPDATE outbox SET body = ? WHERE id = ?", body, waiting->id);
  return true;
}

bool outbox::withdraw(std::string const& key, base::time_point now) {
  auto const first = find(key);
  if (!first) return false;
  if (first->state == outgoing_state::pending) {
    withdraw_pending(*on_, first->id);
    withdraw_replies(*on_, first->id);
    if (first->carrier != 0) show_again(first->carrier, now);
    return true;
  }
  auto const undone_by = undoing(first->what.kind);
  if (!undone_by || !has_begun(first->state) || is_undone(*on_, first->id)) return false;
  withdraw_waiting_after(*on_, first->id);
  withdraw_replies(*on_, first->id);
  forget_post(*on_, first->id);
  return add_following(*first, *undone_by, {}, now);
}

bool outbox::add_following(outbox_row const& first, outgoing_kind kind, std::string body,
                           base::time_point now) {
  auto const earlier = [&] {
    auto row = on_->select("SELECT count(*) FROM outbox WHERE follows = ?", first.id);
    row.next();
    return row.integer(0);
  }();
  auto next = first.what;
  next.key += "#" + std::to_string(earlier + 1);
  next.kind = kind;
  next.body = std::move(body);
  next.first.clear();
  next.day.reset();
  auto const id = insert(next, now, now);
  if (id == 0) return false;
  on_->run("UPDATE outbox SET follows = ? WHERE id = ?", first.id, id);
  return true;
}

bool outbox::mark_sending(std::int64_t id) {
  return on_->run(
             "UPDATE outbox SET state = 'sending', attempts = attempts + 1 WHERE id = ? AND state ="
             " 'pending'",
             id) > 0;
}

void outbox::mark_sent(std::int64_t id, chat::message_ref const& sent) {
  // What was said is in the chat now; here it would only take room.
  on_->run(
      "UPDATE outbox SET state = 'sent', body = '', error = '', sent_channel = ?, sent_ts = ? WHERE id = ?"
      " AND state IN ('pending', 'sending')",
      sent.channel, sent.id, id);
  remember_post(*on_, id);
  open_thread(id);
}

void outbox::retry_at(std::int64_t id, base::time_point when, std::string const& why) {
  auto const row = find(id);
  if (!row || row->state != outgoing_state::sending) return;
  on_->run("UPDATE outbox SET state = 'pending', due_at = ?, error = ? WHERE id = ?", when, why, id);
  // A later delivery about the same message makes this one needless.
  on_->run(
      "UPDATE outbox SET state = 'withdrawn', body = '' WHERE id = ?1 AND EXISTS (SELECT 1 FROM outbox l"
      " WHERE l.follows = outbox.follows AND l.id > ?1 AND l.state = 'pending')",
      id);
  // The message to which it should have replied may have been taken back in the meantime.
  if (!row->what.first.empty() && is_taken_back(row->what.first)) withdraw_pending(*on_, id);
  // It did not happen, so what should have happened to it afterwards can happen to it before.
  auto const waiting = waiting_after(*on_, id);
  if (!waiting) return;
  if (waiting->what.kind == outgoing_kind::update) {
    on_->run("UPDATE outbox SET body = ? WHERE id = ? AND state = 'pending'", waiting->what.body, id);
  } else {
    withdraw_pending(*on_, id);
  }
  withdraw_waiting_after(*on_, id);
}

void outbox::mark_failed(std::int64_t id, std::string const& why) {
  on_->run(
      "UPDATE outbox SET state = 'failed', body = '', error = ? WHERE id = ? AND state IN ('pending',"
      " 'sending')",
      why, id);
  withdraw_waiting_after(*on_, id);
  withdraw_replies(*on_, id);
}

int outbox::forget_ended(std::string const& workspace, base::time_point before) {
  // What follows a delivery goes with it, so that its keys stay in step.
  return on_->run(
      "DELETE FROM outbox WHERE workspace = ?2 AND follows IS NULL AND created_at < ?1 AND state IN ('sent', "
      "'failed',"
      " 'withdrawn') AND NOT EXISTS (SELECT 1 FROM outbox f WHERE f.follows = outbox.id AND"
      " (f.created_at >= ?1 OR f.state IN ('pending', 'sending'))) AND NOT EXISTS (SELECT 1 FROM outbox r"
      " WHERE r.replies_to = outbox.id AND r.state IN ('pending', 'sending'))",
      before, workspace);
}

}  // namespace huzzah::delivery
