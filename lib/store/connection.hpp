// One connection to the database, with each statement prepared once. Only files that hold SQL include this.
#pragma once

#include "base/clock.hpp"
#include "calendar/local_date.hpp"
#include "store/failure.hpp"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

namespace huzzah::store {

/// How times and dates stand in the database: microseconds and days since 1970.
inline std::int64_t to_integer(base::time_point moment) {
  return moment.time_since_epoch().count();
}
inline std::int64_t to_integer(calendar::local_date day) {
  return day.time_since_epoch().count();
}
inline base::time_point to_time(std::int64_t micros) {
  return base::time_point{base::duration{micros}};
}
inline calendar::local_date to_date(std::int64_t days) {
  return calendar::local_date{std::chrono::days{days}};
}

/// A statement at work: its rows one by one, and its end when it goes out of scope.
class query {
 public:
  template <class... Args>
  query(SQLite::Statement& statement, std::filesystem::path const& file, Args const&... args)
      : statement_(statement), file_(file) {
    [[maybe_unused]] int place = 0;
    (bind(++place, args), ...);
  }
  query(query const&) = delete;
  query& operator=(query const&) = delete;
  ~query();

  /// Steps to the next row; false after the last one.
  bool next();

  std::int64_t integer(int column) const;
  int small(int column) const { return static_cast<int>(integer(column)); }
  double real(int column) const;
  std::string text(int column) const;
  bool is_null(int column) const;

  /// For tables whose columns aren't known: how many there are, what one is called, and what is in it.
  int columns() const { return statement_.getColumnCount(); }
  std::string name(int column) const { return statement_.getColumnName(column); }
  using cell = std::variant<std::monostate, std::int64_t, double, std::string>;
  cell value(int column) const;
  /// Binds one more argument before the first row; it must outlive the query.
  void bind_value(int place, cell const& value) {
    std::visit([&](auto const& held) { bind(place, held); }, value);
  }

 private:
  void bind(int place, std::monostate) { statement_.bind(place); }
  void bind(int place, std::int64_t value) { statement_.bind(place, value); }
  void bind(int place, int value) { statement_.bind(place, value); }
  void bind(int place, double value) { statement_.bind(place, value); }
  void bind(int place, std::string const& value) { statement_.bindNoCopy(place, value); }
  void bind(int place, base::time_point value) { statement_.bind(place, to_integer(value)); }
  void bind(int place, calendar::local_date value) { statement_.bind(place, to_integer(value)); }
  template <class T>
  void bind(int place, std::optional<T> const& value) {
    if (value) {
      bind(place, *value);
    } else {
      statement_.bind(place);
    }
  }

  SQLite::Statement& statement_;
  std::filesystem::path const& file_;
};

/// A connection; one thread at a time. What fails is thrown as storage_failure.
class connection {
 public:
  /// Opens a file that exists, with SQLite's own flags.
  connection(std::filesystem::path file, int flags);
  /// The same by a URI, for options that only a URI can carry.
  connection(std::filesystem::path file, std::string const& uri, int flags);
  connection(connection const&) = delete;
  connection& operator=(connection const&) = delete;

  /// Starts a query. `sql` is a literal: its address is what the prepared statement is kept by. The
  /// arguments must outlive the query.
  template <class... Args>
  query select(char const* sql, Args const&... args) {
    return query(prepared(sql), file_, args...);
  }

  /// Runs a statement without rows to its end; how many rows it changed.
  template <class... Args>
  int run(char const* sql, Args const&... args) {
    {
      query statement(prepared(sql), file_, args...);
      statement.next();
    }
    return database_.getChanges();
  }

  /// Runs an INSERT of at most one row into a table whose key is `id`; the number that it got, 0 if there is
  /// no new row.
  template <class... Args>
  std::int64_t insert(char const* sql, Args const&... args) {
    return run(sql, args...) > 0 ? database_.getLastInsertRowid() : 0;
  }

  /// select() and run() for statements that are put together of names, such as those of a feature's tables.
  template <class... Args>
  query compose(std::string const& sql, Args const&... args) {
    return query(composed(sql), file_, args...);
  }
  template <class... Args>
  int change(std::string const& sql, Args const&... args) {
    {
      query statement(composed(sql), file_, args...);
      statement.next();
    }
    return database_.getChanges();
  }

  /// The same with the values of a row, as query::value() gives them, behind the first argument.
  int change_row(std::string const& sql, std::string const& first, std::vector<query::cell> const& others) {
    {
      query statement(composed(sql), file_, first);
      for (int place = 1; auto const& one : others)
        statement.bind_value(++place, one);
      statement.next();
    }
    return database_.getChanges();
  }

  /// Runs statements that aren't worth keeping, such as pragmas and a schema.
  void execute(std::string const& sql);
  /// The one integer that a pragma answers with.
  std::int64_t pragma(std::string const& name);

  /// Keeps the numbers of the platform's ids from one lookup to the next. For the one connection that writes:
  /// what it does not undo stays as it is.
  void keep_ids() { keeps_ids_ = true; }
  /// What was written may have been undone, or a person erased.
  void forget_ids() { ids_.clear(); }
  /// The number that was kept of an id, given to that table's row by that workspace; none if it isn't.
  std::optional<std::int64_t> kept_id(char table, std::int64_t workspace, std::string const& external) const;
  void keep_id(char table, std::int64_t workspace, std::string const& external, std::int64_t id);

  /// Calls `action` once after the commit of what runs now, outside of any transaction; not if it is undone.
  /// Only for units of work. A storage_failure that it throws is ignored.
  void after_commit(std::function<void(connection&)> action) { after_commit_.push_back(std::move(action)); }
  /// How many actions wait for the commit; forgets those after the first `kept`.
  std::size_t waiting_for_commit() const { return after_commit_.size(); }
  void forget_after_commit(std::size_t kept) { after_commit_.resize(kept); }
  /// Takes what is to be called after a commit, and forgets it.
  std::vector<std::function<void(connection&)>> take_after_commit() {
    return std::exchange(after_commit_, {});
  }

  /// After the commit there is something to do for the caller of store::when_announced.
  void announce() { ++announced_; }
  /// How often that was said.
  std::uint64_t announced() const { return announced_; }

  /// A person is erased: what was decided by what was read before has to be decided again.
  void note_erasure() { ++erasures_; }
  /// How often that was said.
  std::uint64_t erasures() const { return erasures_; }

  /// How many rows were ever changed through this connection.
  std::int64_t total_changes() const;
  bool in_transaction() const;
  bool is_read_only() const;
  /// Ends what this connection does at the moment with `cancelled`; any thread.
  void interrupt();
  /// Ends whatever this connection does with `cancelled` once that is asked for.
  void stop_when(std::stop_token asked);
  /// Keeps the write-ahead log when this connection is the last one to be closed.
  void keep_log_on_close();

  std::filesystem::path const& file() const { return file_; }
  /// SQLite's own, for files of this room.
  struct sqlite3* handle() const {
    return database_.getHandle();
  }

 private:
  SQLite::Statement& prepared(char const* sql);
  SQLite::Statement& composed(std::string const& sql);

  std::filesystem::path file_;
  std::stop_token stop_;
  SQLite::Database database_;
  std::unordered_map<char const*, SQLite::Statement> statements_;
  std::unordered_map<std::string, SQLite::Statement> composed_;
  std::unordered_map<std::string, std::int64_t> ids_;
  std::vector<std::function<void(connection&)>> after_commit_;
  std::uint64_t announced_ = 0;
  std::uint64_t erasures_ = 0;
  bool keeps_ids_ = false;
};

}  // namespace huzzah::store
