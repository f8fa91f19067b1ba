#include "store/connection.hpp"

#include <sqlite3.h>

#include <utility>

namespace huzzah::store {
namespace {

storage_failure failure_from(SQLite::Exception const& failure, std::filesystem::path const& file) {
  return storage_failure(
      failure_of(failure.getExtendedErrorCode() > 0 ? failure.getExtendedErrorCode() : failure.getErrorCode(),
                 failure.what(), file));
}

SQLite::Database opened(std::filesystem::path const& file, std::string const& name, int flags) {
  try {
    // Links have been followed as far as they may be, see resolved().
    return SQLite::Database(name, flags | SQLite::OPEN_NOFOLLOW);
  } catch (SQLite::Exception const& failure) {
    throw failure_from(failure, file);
  }
}

}  // namespace

query::~query() {
  statement_.tryReset();
  try {
    statement_.clearBindings();
  } catch (SQLite::Exception const&) {
    // Unbinding can't fail on a statement that has been reset; if it did, the next binding would tell.
  }
}

bool query::next() {
  auto const code = statement_.tryExecuteStep();
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  throw storage_failure(failure_of(code, statement_.getErrorMsg(), file_));
}

std::int64_t query::integer(int column) const {
  return statement_.getColumn(column).getInt64();
}
double query::real(int column) const {
  return statement_.getColumn(column).getDouble();
}
std::string query::text(int column) const {
  return statement_.getColumn(column).getString();
}
std::variant<std::monostate, std::int64_t, double, std::string> query::value(int column) const {
  auto const found = statement_.getColumn(column);
  if (found.isNull()) return std::monostate();
  if (found.isInteger()) return found.getInt64();
  if (found.isFloat()) return found.getDouble();
  return found.getString();
}
bool query::is_null(int column) const {
  return statement_.isColumnNull(column);
}

connection::connection(std::filesystem::path file, int flags)
    : file_(std::move(file)), database_(opened(file_, file_.string(), flags)) {}

connection::connection(std::filesystem::path file, std::string const& uri, int flags)
    : file_(std::move(file)), database_(opened(file_, uri, flags | SQLite::OPEN_URI)) {}

void connection::execute(std::string const& sql) {
  try {
    database_.exec(sql);
  } catch (SQLite::Exception const& failure) {
    throw failure_from(failure, file_);
  }
}

std::int64_t connection::pragma(std::string const& name) {
  try {
    return database_.execAndGet("PRAGMA " + name).getInt64();
  } catch (SQLite::Exception const& failure) {
    throw failure_from(failure, file_);
  }
}

namespace {

template <class Key>
SQLite::Statement& find_or_prepare(std::unordered_map<Key, SQLite::Statement>& among,
                                   SQLite::Database& database, Key const& sql,
                                   std::filesystem::path const& file) {
  auto found = among.find(sql);
  if (found == among.end()) {
    try {
      found = among.try_emplace(sql, database, sql).first;
    } catch (SQLite::Exception const& failure) {
      throw failure_from(failure, file);
    }
  }
  return found->second;
}

}  // namespace

SQLite::Statement& connection::prepared(char const* sql) {
  return find_or_prepare(statements_, database_, sql, file_);
}

SQLite::Statement& connection::composed(std::string const& sql) {
  return find_or_prepare(composed_, database_, sql, file_);
}

namespace {

std::string key_of_id(char table, std::int64_t workspace, std::string const& external) {
  return table + std::to_string(workspace) + ':' + external;
}

}  // namespace

std::optional<std::int64_t> connection::kept_id(char table, std::int64_t workspace,
                                                std::string const& external) const {
  if (ids_.empty()) return {};
  auto const found = ids_.find(key_of_id(table, workspace, external));
  if (found == ids_.end()) return {};
  return found->second;
}

void connection::keep_id(char table, std::int64_t workspace, std::string const& external, std::int64_t id) {
  constexpr std::size_t most_ids = 4096;
  if (!keeps_ids_) return;
  if (ids_.size() >= most_ids) ids_.clear();
  ids_.emplace(key_of_id(table, workspace, external), id);
}

std::int64_t connection::total_changes() const {
  return sqlite3_total_changes64(database_.getHandle());
}

bool connection::in_transaction() const {
  return sqlite3_get_autocommit(database_.getHandle()) == 0;
}

bool connection::is_read_only() const {
  return sqlite3_db_readonly(database_.getHandle(), "main") == 1;
}

void connection::interrupt() {
  sqlite3_interrupt(database_.getHandle());
}

void connection::stop_when(std::stop_token asked) {
  stop_ = std::move(asked);
  constexpr int steps_between_looks = 1000;
  auto const is_asked = [](void* stop) {
    return static_cast<std::stop_token const*>(stop)->stop_requested() ? 1 : 0;
  };
  sqlite3_progress_handler(database_.getHandle(), steps_between_looks, is_asked, &stop_);
}

void connection::keep_log_on_close() {
  sqlite3_db_config(database_.getHandle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
}

}  // namespace huzzah::store
