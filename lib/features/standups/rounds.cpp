#include "features/standups/rounds.hpp"
#include "app/delivery/outbox.hpp"
#include "app/ledger/win_views.hpp"
#include "app/people/ids.hpp"
#include "store/connection.hpp"
#include "store/references.hpp"

#include <utility>

namespace huzzah::standups {
namespace {

std::string key_of(standup_round const& round) {
  return "standup:" + round.workspace + ":" + round.name + "@" + calendar::to_string(round.date);
}

std::string const rounds_where =
    "SELECT r.id, w.external, r.name, r.date, r.channel, r.mode, r.question, r.opened_at, r.closed_at"
    " FROM standup_round r JOIN workspace w ON w.id = r.workspace WHERE ";

standup_round round_of(store::connection& on, store::query const& row) {
  standup_round one;
  one.id = row.integer(0);
  one.reference = store::reference(on, store::reference_kind::round, one.id);
  one.workspace = row.text(1);
  one.name = row.text(2);
  one.date = store::to_date(row.integer(3));
  one.channel = row.text(4);
  one.mode = standup_mode_from(row.text(5)).value_or(standup_mode::thread);
  one.question = row.text(6);
  one.opened_at = store::to_time(row.integer(7));
  if (!row.is_null(8)) one.closed_at = store::to_time(row.integer(8));
  return one;
}

std::vector<standup_round> rounds_of(store::connection& on, store::query rows) {
  std::vector<standup_round> found;
  while (rows.next())
    found.push_back(round_of(on, rows));
  return found;
}

std::optional<standup_round> first_of(store::connection& on, store::query rows) {
  if (!rows.next()) return {};
  return round_of(on, rows);
}

}  // namespace

std::string prompt_key(standup_round const& round) {
  return key_of(round) + ":prompt";
}

std::string ask_key(standup_round const& round, std::string const& person) {
  return key_of(round) + ":ask:" + person;
}

std::string summary_key(standup_round const& round) {
  return key_of(round) + ":summary";
}

delivery::outgoing outgoing_prompt(standup_round const& round, std::string body) {
  auto made =
      delivery::outgoing::post(prompt_key(round), round.workspace, round.channel, {}, std::move(body));
  made.subject = {delivery::subject_kind::question, round.id};
  return made;
}

delivery::outgoing outgoing_question(standup_round const& round, std::string const& person,
                                     std::string body) {
  auto made = delivery::outgoing::direct(ask_key(round, person), round.workspace, person, std::move(body));
  made.subject = {delivery::subject_kind::question, round.id};
  return made;
}

delivery::outgoing outgoing_reminder(standup_round const& round, std::string const& person,
                                     std::string body) {
  auto made = outgoing_question(round, person, std::move(body));
  made.key = prompt_key(round) + ":remind:" + person;
  return made;
}

delivery::outgoing outgoing_summary(standup_round const& round, std::string body) {
  auto made =
      delivery::outgoing::post(summary_key(round), round.workspace, round.channel, {}, std::move(body));
  made.subject = {delivery::subject_kind::summary, round.id};
  return made;
}

standup_round rounds::open_round(standup_round const& fresh) {
  auto const workspace = people::workspace_id(*on_, fresh.workspace);
  auto const mode = std::string(to_string(fresh.mode));
  // The buttons of rounds that only the ledger before a restore knew are still there to be pressed: numbers
  // go on from the restore's seconds, which no number given before has reached.
  on_->run(
      "INSERT INTO standup_round (id, workspace, name, date, channel, mode, question, opened_at) VALUES"
      " ((SELECT max(n) FROM (SELECT coalesce(max(id), 0) + 1 AS n FROM standup_round UNION ALL"
      " SELECT coalesce(max(at), 0) / 1000000 FROM restored) AS numbers), ?, ?, ?, ?, ?, ?, ?) ON CONFLICT "
      "DO NOTHING",
      workspace, fresh.name, fresh.date, fresh.channel, mode, fresh.question, fresh.opened_at);
  return find_round(fresh.workspace, fresh.name, fresh.date).value();
}

std::optional<standup_round> rounds::find_round(std::int64_t id) {
  static auto const sql = rounds_where + "r.id = ?";
  return first_of(*on_, on_->select(sql.c_str(), id));
}

std::optional<standup_round> rounds::find_referenced_round(std::string const& reference) {
  return find_round(store::referenced(*on_, store::reference_kind::round, reference));
}

std::optional<standup_round> rounds::find_round(std::string const& workspace, std::string const& name,
                                                calendar::local_date date) {
  static auto const sql = rounds_where + "w.external = ? AND r.name = ? AND r.date = ?";
  return first_of(*on_, on_->select(sql.c_str(), workspace, name, date));
}

std::optional<standup_round> rounds::round_of_thread(std::string const& workspace, std::string const& channel,
                                                     std::string const& thread) {
  static auto const sql = rounds_where +
                          "r.id = (SELECT subject FROM posted WHERE workspace = ? AND channel = ? AND ts = ?"
                          " AND subject_kind IN ('question', 'summary'))";
  return first_of(*on_, on_->select(sql.c_str(), workspace, channel, thread));
}

std::optional<base::time_point> rounds::being_sent_since(std::string const& workspace,
                                                         std::string const& channel,
                                                         std::string const& person) {
  auto row = on_->select(
      "SELECT min(created_at) FROM outbox WHERE state = 'sending' AND workspace = ?"
      " AND subject_kind IN ('question', 'summary') AND thread = ''"
      " AND ((errand = 'post' AND channel = ?) OR (errand = 'direct' AND person = ?))",
      workspace, channel, person);
  if (!row.next() || row.is_null(0)) return {};
  return store::to_time(row.integer(0));
}

std::vector<chat::message_ref> rounds::where_asked(std::int64_t round) {
  auto rows = on_->select(
      "SELECT workspace, channel, ts FROM posted WHERE subject_kind = 'question' AND subject = ?", round);
  std::vector<chat::message_ref> found;
  while (rows.next())
    found.emplace_back(rows.text(0), rows.text(1), rows.text(2));
  return found;
}

std::vector<chat::message_ref> rounds::where_awaited(std::string const& workspace) {
  std::vector<chat::message_ref> found;
  for (auto const& round : open_rounds(workspace)) {
    found.emplace_back(workspace, round.channel, std::string());
    for (auto& where : where_asked(round.id))
      found.push_back(std::move(where));
  }
  return found;
}

std::vector<standup_round> rounds::asked_privately(std::string const& workspace, std::string const& person,
                                                   base::time_point since) {
  // Members are asked where they live: from the first to the last zone a date takes 26 hours to arrive. What
  // is being sent may have been read.
  static auto const sql =
      rounds_where +
      "w.external = ?1 AND r.mode = 'dm' AND r.opened_at >= ?3 AND (EXISTS (SELECT 1 FROM posted p"
      " WHERE p.subject_kind = 'question' AND p.subject = r.id AND p.person = ?2 AND p.at >= ?4"
      " AND p.workspace = ?1) OR EXISTS (SELECT 1 FROM outbox o WHERE o.state = 'sending'"
      " AND o.subject_kind = 'question' AND o.subject = r.id AND o.person = ?2 AND o.created_at >= ?4"
      " AND o.workspace = ?1)) ORDER BY r.opened_at DESC, r.id DESC";
  return rounds_of(*on_, on_->select(sql.c_str(), workspace, person, since - std::chrono::hours(48), since));
}

std::vector<standup_round> rounds::open_rounds(std::string const& workspace) {
  static auto const sql = rounds_where + "w.external = ? AND r.closed_at IS NULL ORDER BY r.opened_at, r.id";
  return rounds_of(*on_, on_->select(sql.c_str(), workspace));
}

std::optional<standup_round> rounds::newest_round(std::string const& workspace) {
  static auto const sql = rounds_where + "w.external = ? ORDER BY r.opened_at DESC, r.id DESC LIMIT 1";
  return first_of(*on_, on_->select(sql.c_str(), workspace));
}

std::vector<standup_round> rounds::last_rounds(std::string const& workspace, std::string const& name,
                                               int most) {
  static auto const sql = rounds_where + "w.external = ? AND r.name = ? ORDER BY r.date DESC LIMIT ?";
  return rounds_of(*on_, on_->select(sql.c_str(), workspace, name, most));
}

bool rounds::close_round(std::int64_t id, base::time_point at) {
  return on_->run("UPDATE standup_round SET closed_at = ? WHERE id = ? AND closed_at IS NULL", at, id) > 0;
}

std::vector<ledger::win_view> rounds::answers(std::int64_t round) {
  auto found = ledger::wins_of_round(*on_, round);
  return {found.begin(), found.end()};
}

std::vector<std::string> rounds::who_answered(std::int64_t round) {
  return ledger::authors_of_round(*on_, round);
}

}  // namespace huzzah::standups
