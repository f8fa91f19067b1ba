// Reads what is committed.
#pragma once

#include "base/error.hpp"
#include "store/jobs.hpp"

#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace huzzah::store {

class connection;

/// Reads the database: on the store's reader thread within store::read(), or on its own, also while the bot
/// runs. One thread at a time. The rooms ask it as a connection: `ledger::board(from, …)`. Failures of
/// storage end a query as an exception; ask within snapshot() to have them as a result.
class reader {
 public:
  /// Opens a database to read from. It is never changed, and no lock is taken. not_found if there is none.
  static result<std::unique_ptr<reader>> open(std::filesystem::path const& file);

  explicit reader(std::unique_ptr<connection> on);
  ~reader();

  operator connection&() { return *on_; }  // NOLINT(google-explicit-constructor)

  /// Runs F, which is `R (reader&)` or `result<R> (reader&)`, with one state of the database for all that it
  /// asks; failures of storage become the result.
  template <class F>
  detail::outcome_of<F, reader> snapshot(F query) {
    detail::job_of<F, reader> job(std::move(query));
    run(job);
    return job.take();
  }
  /// The same for a job of the store's.
  void run(detail::job<reader>& job);

  /// Ends the query at work with `cancelled`; any thread.
  void interrupt();

 private:
  void end() noexcept;

  std::unique_ptr<connection> on_;
};

/// What SQLite finds wrong with the file, a line each; empty when it is sound.
std::vector<std::string> wrong_pages(connection& on);

}  // namespace huzzah::store
