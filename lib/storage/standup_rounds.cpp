#include "storage/connection.hpp"
#include "storage/ids.hpp"
#include "storage/outbox.hpp"
#include "storage/rituals.hpp"
#include "storage/told_wins.hpp"

#include <string_view>
#include <utility>

namespace huzzah::storage {
namespace {

constexpr std::string_view before_name = "standup:";
constexpr std::string_view before_person = ":ask:";
constexpr std::string_view prompt_ending = ":prompt";
constexpr std::string_view summary_ending = ":summary";

std::string key_of(standup_round const& round) {
  return std::string(before_name) + round.name + "@" + calendar::to_string(round.date);
}

std::string const rounds_where =
    "SELECT r.id, w.external, r.name, r.date, r.channel, r.mode, r.question, r.opened_at, r.closed_at"
    " FROM standup_round r JOIN workspace w ON w.id = r.workspace WHERE ";

standup_round round_of(query const& row) {
  standup_round one;
  one.id = row.integer(0);
  one.workspace = row.text(1);
  one.name = row.text(2);
  one.date = to_date(row.integer(3));
  one.channel = row.text(4);
  one.mode = recognition::standup_mode_from(row.text(5)).value_or(recognition::standup_mode::thread);
  one.question = row.text(6);
  one.opened_at = to_time(row.integer(7));
  if (!row.is_null(8)) one.closed_at = to_time(row.integer(8));
  return one;
}

std::vector<standup_round> rounds_of(query rows) {
  std::vector<standup_round> found;
  while (rows.next())
    found.push_back(round_of(rows));
  return found;
}

std::optional<standup_round> first_of(query rows) {
  if (!rows.next()) return {};
  return round_of(rows);
}

/// A name and a date out of "standup:NAME@DATE" and that ending. Names may hold any characters, so that only
/// what stands at the very end is taken for the rest; whoever asks compares the whole key of what they find.
std::optional<std::pair<std::string, calendar::local_date>> name_and_date(std::string_view key,
                                                                          std::string_view ending) {
  constexpr std::size_t date_length = std::string_view("2026-11-21").size();
  if (!key.starts_with(before_name) || !key.ends_with(ending)) return {};
  key.remove_suffix(ending.size());
  if (key.size() < before_name.size() + 1 + date_length) return {};
  auto const date = calendar::parse_date(key.substr(key.size() - date_length));
  if (!date) return {};
  key.remove_suffix(date_length + 1);
  return std::pair(std::string(key.substr(before_name.size())), *date);
}

}  // namespace

std::string prompt_key(standup_round const& round) {
  return key_of(round) + std::string(prompt_ending);
}

std::string ask_key(standup_round const& round, std::string const& person) {
  return key_of(round) + std::string(before_person) + person;
}

std::string summary_key(standup_round const& round) {
  return key_of(round) + std::string(summary_ending);
}

standup_round rituals::open_round(standup_round const& fresh) {
  auto const workspace = workspace_id(*on_, fresh.workspace);
  auto const mode = std::string(recognition::to_string(fresh.mode));
  // The buttons of rounds that only the ledger before a restore knew are still there to be pressed: numbers
  // go on from the restore's seconds, which no number given before has reached.
  on_->run(
      "INSERT INTO standup_round (id, workspace, name, date, channel, mode, question, opened_at) VALUES"
      " ((SELECT max((SELECT ifnull(max(id), 0) + 1 FROM standup_round),"
      "   (SELECT ifnull(max(at), 0) / 1000000 FROM restored))), ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
      workspace, fresh.name, fresh.date, fresh.channel, mode, fresh.question, fresh.opened_at);
  return find_round(fresh.workspace, fresh.name, fresh.date).value();
}

std::optional<standup_round> rituals::find_round(std::int64_t id) {
  static auto const sql = rounds_where + "r.id = ?";
  return first_of(on_->select(sql.c_str(), id));
}

std::optional<standup_round> rituals::find_round(std::string const& workspace, std::string const& name,
                                                 calendar::local_date date) {
  static auto const sql = rounds_where + "w.external = ? AND r.name = ? AND r.date = ?";
  return first_of(on_->select(sql.c_str(), workspace, name, date));
}

std::optional<standup_round> rituals::round_of_thread(std::string const& workspace,
                                                      std::string const& channel, std::string const& thread) {
  std::vector<std::pair<std::string, std::string>> keys;  // with the person whom it was sent to
  {
    auto rows = on_->select(
        "SELECT key, person FROM outbox WHERE sent_channel = ? AND sent_ts = ? AND sent_ts <> ''"
        " AND workspace = ?",
        channel, thread, workspace);
    while (rows.next())
      keys.emplace_back(rows.text(0), rows.text(1));
  }
  for (auto const& [key, person] : keys) {
    auto const to_one = std::string(before_person) + person;
    for (auto const ending : {prompt_ending, summary_ending, std::string_view(to_one)}) {
      if (auto const named = name_and_date(key, ending)) {
        if (auto found = find_round(workspace, named->first, named->second)) {
          if (key_of(*found) + std::string(ending) == key) return found;
        }
      }
    }
  }
  return {};
}

bool rituals::is_being_sent(std::string const& workspace, std::string const& channel) {
  // Which channel a direct message goes to is not known before it was sent.
  auto row = on_->select(
      "SELECT 1 FROM outbox WHERE state = 'sending' AND workspace = ? AND substr(key, 1, 8) = 'standup:'"
      " AND ((errand = 'post' AND channel = ?) OR errand = 'direct')",
      workspace, channel);
  return row.next();
}

std::vector<standup_round> rituals::asked_privately(std::string const& workspace, std::string const& person,
                                                    base::time_point since) {
  // Members are asked where they live: from the first to the last zone a date takes 26 hours to arrive.
  static auto const sql = rounds_where +
                          "w.external = ? AND r.mode = 'dm' AND r.opened_at >= ?"
                          " ORDER BY r.opened_at DESC, r.id DESC";
  auto candidates = rounds_of(on_->select(sql.c_str(), workspace, since - std::chrono::hours(48)));
  std::erase_if(candidates, [&](standup_round const& round) {
    auto const asked = outbox(*on_).find(ask_key(round, person));
    return !asked || asked->what.workspace != workspace || asked->created_at < since ||
           (asked->state != errand_state::sending && asked->state != errand_state::sent);
  });
  return candidates;
}

std::vector<standup_round> rituals::open_rounds(std::string const& workspace) {
  static auto const sql = rounds_where + "w.external = ? AND r.closed_at IS NULL ORDER BY r.opened_at, r.id";
  return rounds_of(on_->select(sql.c_str(), workspace));
}

std::optional<standup_round> rituals::newest_round(std::string const& workspace) {
  static auto const sql = rounds_where + "w.external = ? ORDER BY r.opened_at DESC, r.id DESC LIMIT 1";
  return first_of(on_->select(sql.c_str(), workspace));
}

std::vector<standup_round> rituals::last_rounds(std::string const& workspace, std::string const& name,
                                                int most) {
  static auto const sql = rounds_where + "w.external = ? AND r.name = ? ORDER BY r.date DESC LIMIT ?";
  return rounds_of(on_->select(sql.c_str(), workspace, name, most));
}

bool rituals::close_round(std::int64_t id, base::time_point at) {
  return on_->run("UPDATE standup_round SET closed_at = ? WHERE id = ? AND closed_at IS NULL", at, id) > 0;
}

std::vector<recognition::told_win> rituals::answers(std::int64_t round) {
  auto found = wins_of_round(*on_, round);
  return {found.begin(), found.end()};
}

std::vector<std::string> rituals::who_answered(std::int64_t round) {
  auto rows = on_->select(
      "SELECT p.external FROM win n JOIN person p ON p.id = n.author WHERE n.round = ?"
      " AND n.retracted_at IS NULL GROUP BY p.id ORDER BY min(n.said_at), p.id",
      round);
  std::vector<std::string> found;
  while (rows.next())
    found.push_back(rows.text(0));
  return found;
}

}  // namespace huzzah::storage
