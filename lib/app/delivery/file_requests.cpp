#include "app/delivery/file_requests.hpp"

#include "app/people/forgotten.hpp"
#include "store/connection.hpp"

#include <algorithm>

namespace huzzah::delivery {

bool file_requests::add(file_request const& what, base::time_point now) {
  auto const fresh = on_->insert(
      "INSERT INTO file_request (key, workspace, person, recipe, argument, asked_at, state, due_at) VALUES"
      " (?1, ?2, ?3, ?4, ?5, ?6, 'pending', ?6) ON CONFLICT (key) DO NOTHING",
      what.key, what.workspace, what.person, what.recipe, what.argument, now);
  return fresh != 0;
}

std::optional<file_request> file_requests::next(std::string const& workspace, base::time_point now) {
  auto row = on_->select(
      "SELECT id, key, workspace, person, recipe, argument, asked_at, attempts FROM file_request"
      " WHERE workspace = ? AND state = 'pending' AND due_at <= ? ORDER BY due_at, id LIMIT 1",
      workspace, now);
  if (!row.next()) return {};
  file_request one;
  one.id = row.integer(0);
  one.key = row.text(1);
  one.workspace = row.text(2);
  one.person = row.text(3);
  one.recipe = row.text(4);
  one.argument = row.text(5);
  one.asked_at = store::to_time(row.integer(6));
  one.attempts = row.small(7);
  return one;
}

std::optional<unwanted_file> file_requests::next_unwanted(std::string const& workspace,
                                                          base::time_point now) {
  auto row = on_->select(
      "SELECT id, file FROM file_request WHERE workspace = ? AND state = 'removing' AND due_at <= ?"
      " ORDER BY due_at, id LIMIT 1",
      workspace, now);
  if (!row.next()) return {};
  return unwanted_file{row.integer(0), row.text(1)};
}

void file_requests::given(file_request const& what, std::string const& file,
                          std::set<std::string> const& shows, base::time_point made_at) {
  auto forgotten = people::forgotten_people(*on_);
  auto const unwanted = std::any_of(shows.begin(), shows.end(),
                                    [&](std::string const& one) { return forgotten.include(one, made_at); });
  auto const known =
      on_->run("UPDATE file_request SET state = 'given', argument = '', file = ? WHERE id = ? AND key = ?",
               file, what.id, what.key);
  if (known == 0) {
    // Its person was erased while it was uploaded.
    on_->run(
        "INSERT INTO file_request (key, workspace, person, recipe, argument, asked_at, state, due_at, file)"
        " VALUES (?1, ?2, '', ?3, '', ?4, 'removing', ?4, ?5)",
        what.key, what.workspace, what.recipe, what.asked_at, file);
  } else if (unwanted) {
    on_->run("UPDATE file_request SET state = 'removing' WHERE id = ?", what.id);
  } else {
    for (auto const& one : shows)
      on_->run("INSERT INTO file_shows (request, workspace, person) VALUES (?, ?, ?)", what.id,
               what.workspace, one);
  }
}

void file_requests::failed(std::int64_t id) {
  on_->run("UPDATE file_request SET state = 'failed', argument = '' WHERE id = ?", id);
}

void file_requests::retry_at(std::int64_t id, base::time_point when) {
  on_->run("UPDATE file_request SET attempts = attempts + 1, due_at = ? WHERE id = ?", when, id);
}

void file_requests::remove(std::string const& workspace, std::string const& file, base::time_point now) {
  on_->run(
      "INSERT INTO file_request (key, workspace, person, recipe, argument, asked_at, state, due_at, file)"
      " VALUES (?1, ?2, '', '', '', ?3, 'removing', ?3, ?4) ON CONFLICT (key) DO NOTHING",
      "unwanted:" + workspace + ":" + file, workspace, now, file);
}

void file_requests::removed(std::int64_t id) {
  on_->run(
      "UPDATE file_request SET state = 'failed', file = '', person = '', argument = '' WHERE id = ? AND"
      " state = 'removing'",
      id);
}

}  // namespace huzzah::delivery
