#include "storage/reader.hpp"

#include "storage/checks.hpp"
#include "storage/connection.hpp"
#include "storage/database.hpp"
#include "storage/digest_rows.hpp"
#include "storage/ids.hpp"
#include "storage/records.hpp"
#include "storage/tallies.hpp"
#include "storage/told_wins.hpp"
#include "storage/wins.hpp"

#include <exception>
#include <utility>

namespace huzzah::storage {
namespace {

/// How a period is numbered in the tally table, and which one holds a day.
std::pair<int, std::int64_t> period_of(recognition::period span, calendar::local_date today) {
  auto const number = span == recognition::period::week    ? by_week
                      : span == recognition::period::month ? by_month
                                                           : all_time;
  return {number, to_integer(recognition::period_start(span, today))};
}

standing standing_of(query const& row) {
  standing one;
  one.person = row.text(0);
  one.name = row.text(1);
  one.received = row.integer(2);
  one.given = row.integer(3);
  return one;
}

std::vector<standing> standings_of(query rows) {
  std::vector<standing> found;
  while (rows.next())
    found.push_back(standing_of(rows));
  return found;
}

}  // namespace

result<std::unique_ptr<reader>> reader::open(std::filesystem::path const& file) {
  auto on = open_to_read(file);
  if (!on) return on.error();
  return std::make_unique<reader>(std::move(*on));
}

reader::reader(std::unique_ptr<connection> on) : on_(std::move(on)) {}
reader::~reader() = default;

void reader::run(detail::job<reader>& job) {
  try {
    on_->execute("BEGIN");
    job.run(*this);
  } catch (storage_failure const& failure) {
    job.fail(failure.why);
  } catch (...) {
    job.fail(std::current_exception());
  }
  end();
}

void reader::end() noexcept {
  try {
    if (on_->in_transaction()) on_->execute("ROLLBACK");
  } catch (storage_failure const&) {
    // Nothing was written; the next query finds out what is wrong.
  }
}

void reader::interrupt() {
  on_->interrupt();
}

std::vector<standing> reader::board(std::string const& workspace, recognition::period span,
                                    calendar::local_date today, int limit) {
  auto const in = find_workspace(*on_, workspace);
  if (!in) return {};
  auto const [period, start] = period_of(span, today);
  return standings_of(on_->select(
      "SELECT p.external, p.name, t.received, t.given FROM tally t JOIN person p ON p.id = t.person"
      " WHERE t.workspace = ? AND t.period = ? AND t.start = ? AND t.received > 0 AND p.external <> 'erased'"
      " ORDER BY t.received DESC, t.given DESC, p.external LIMIT ?",
      *in, period, start, limit));
}

personal_record reader::mine(std::string const& workspace, std::string const& person,
                             calendar::local_date today, int last) {
  personal_record record;
  record.week.person = record.month.person = record.all.person = person;
  auto const in = find_workspace(*on_, workspace);
  auto const who = in ? find_person(*on_, *in, person) : std::nullopt;
  if (!who) return record;
  auto const sum = [&](recognition::period span) {
    auto const [period, start] = period_of(span, today);
    auto row = on_->select(
        "SELECT p.external, p.name, ifnull(t.received, 0), ifnull(t.given, 0) FROM person p LEFT JOIN tally t"
        " ON t.workspace = p.workspace AND t.period = ? AND t.start = ? AND t.person = p.id WHERE p.id = ?",
        period, start, *who);
    row.next();
    return standing_of(row);
  };
  record.week = sum(recognition::period::week);
  record.month = sum(recognition::period::month);
  record.all = sum(recognition::period::all);
  record.received = received_by(*on_, *who, last);
  record.given = given_by(*on_, *who, last);
  return record;
}

std::vector<standing> reader::tally(std::optional<calendar::local_date> since,
                                    std::optional<calendar::local_date> until) {
  if (!since && !until) {
    return standings_of(on_->select(
        "SELECT p.external, p.name, t.received, t.given FROM tally t JOIN person p ON p.id = t.person"
        " WHERE t.period = 0 AND (t.received > 0 OR t.given > 0)"
        " ORDER BY t.received DESC, t.given DESC, p.external"));
  }
  return standings_of(on_->select(
      "WITH part AS (SELECT giver, receiver, amount FROM recognition WHERE retracted_at IS NULL"
      " AND given_on >= ifnull(?1, given_on) AND given_on <= ifnull(?2, given_on)),"
      " sums AS (SELECT receiver AS person, amount AS received, 0 AS given FROM part"
      " UNION ALL SELECT giver, 0, amount FROM part)"
      " SELECT p.external, p.name, sum(s.received), sum(s.given) FROM sums s JOIN person p ON p.id = s.person"
      " GROUP BY p.id ORDER BY 3 DESC, 4 DESC, 1",
      since, until));
}

std::int64_t reader::count() {
  auto row = on_->select("SELECT count(*) FROM recognition WHERE retracted_at IS NULL");
  row.next();
  return row.integer(0);
}

void reader::for_each_recognition(std::function<bool(recognition_record const&)> const& take) {
  each_record(*on_, take);
}

recognition::digest_facts reader::digest(std::string const& workspace,
                                         recognition::digest_window const& window,
                                         base::time_point previous_from, bool with_board) {
  return read_digest(*on_, workspace, window, previous_from, with_board);
}

std::vector<told_win_of> reader::wins_of(std::string const& workspace, std::string const& person, int most) {
  auto const in = find_workspace(*on_, workspace);
  auto const who = in ? find_person(*on_, *in, person) : std::nullopt;
  return who ? last_wins_of(*on_, *who, most) : std::vector<told_win_of>();
}

std::vector<told_win_of> reader::shared_wins(std::string const& workspace, calendar::local_date since,
                                             int most) {
  auto const in = find_workspace(*on_, workspace);
  return in ? last_shared_wins(*on_, *in, since, most) : std::vector<told_win_of>();
}

bool reader::shows_win(chat::message_ref const& where) {
  return storage::wins(*on_).find(where).has_value();
}

void reader::for_each_win(std::function<bool(told_win_of const&)> const& take) {
  each_win(*on_, take);
}

void reader::for_each_win_ever(std::function<bool(told_win_of const&)> const& take) {
  each_win_ever(*on_, take);
}

std::vector<std::string> reader::workspaces() {
  std::vector<std::string> found;
  for (auto rows =
           on_->select("SELECT external FROM workspace UNION SELECT workspace FROM setting ORDER BY 1");
       rows.next();)
    found.push_back(rows.text(0));
  return found;
}

people reader::people() {
  return storage::people(*on_);
}

wins reader::wins() {
  return storage::wins(*on_);
}

std::vector<std::string> reader::check_tallies() {
  return wrong_tallies(*on_);
}

storage::vital_signs reader::vital_signs(base::time_point now) {
  return read_vital_signs(*on_, now);
}

std::vector<std::string> reader::check_integrity() {
  return wrong_pages(*on_);
}

}  // namespace huzzah::storage
