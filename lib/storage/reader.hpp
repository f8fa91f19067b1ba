// Reads what is committed: boards, records, exports, and whether all adds up.
#pragma once

#include "base/clock.hpp"
#include "base/error.hpp"
#include "calendar/local_date.hpp"
#include "recognition/digest.hpp"
#include "recognition/kudos.hpp"
#include "recognition/period.hpp"
#include "storage/jobs.hpp"
#include "storage/ledger.hpp"
#include "storage/people.hpp"
#include "storage/vital_signs.hpp"
#include "storage/wins.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace huzzah::storage {

/// What somebody has received and given within a period: a line of a board or a tally.
class standing {
 public:
  friend bool operator==(standing const&, standing const&) = default;

  std::string person;  ///< the platform's id
  std::string name;    ///< empty when it was never learned
  std::int64_t received = 0;
  std::int64_t given = 0;
};

/// One kudos, seen from outside.
class recognition_record {
 public:
  std::int64_t id = 0;
  source where;
  std::string giver;
  std::string giver_name;  ///< empty when never learned
  std::string receiver;
  std::string receiver_name;
  int amount = 0;
  std::string reason;  ///< as chat::to_markup() writes it
  std::vector<std::string> values;
  base::time_point given_at;
  calendar::local_date given_on;  ///< where the giver lives
  std::optional<base::time_point> retracted_at;
};

/// What somebody wants to know of themselves.
class personal_record {
 public:
  standing week;
  standing month;
  standing all;
  std::vector<recognition_record> received;  ///< newest first
  std::vector<recognition_record> given;     ///< newest first
};

/// A win, and whether others see it.
class told_win_of : public recognition::told_win {
 public:
  bool shared = true;
  std::optional<base::time_point> retracted_at;
};

/// What stands recorded of a message, by what it says or by the emoji on it.
class recorded_message {
 public:
  friend bool operator==(recorded_message const&, recorded_message const&) = default;

  std::string timestamp;
  std::set<std::pair<std::string, std::string>> reactions;  ///< person and emoji: kudos and cheers
};

/// Reads the database: on the store's reader thread within store::read(), or by itself, also while the bot
/// runs. One thread at a time. Failures of storage end a query as an exception; ask within snapshot() to
/// have them as a result.
class reader {
 public:
  /// Opens a ledger to read from. It is never changed, and no lock is taken. not_found if there is none.
  static result<std::unique_ptr<reader>> open(std::filesystem::path const& file);

  explicit reader(std::unique_ptr<connection> on);
  ~reader();

  /// The people who received most in the period that contains `today`, most first. Costs the same however
  /// old the ledger is.
  std::vector<standing> board(std::string const& workspace, recognition::period span,
                              calendar::local_date today, int limit);

  /// What a person received and gave, in the week and month of `today` and since ever, and the last `last`
  /// kudos each way.
  personal_record mine(std::string const& workspace, std::string const& person, calendar::local_date today,
                       int last);

  /// Everybody who gave or received from `since` to `until` (both included; open where there is none), in
  /// all workspaces, most received first.
  std::vector<standing> tally(std::optional<calendar::local_date> since = {},
                              std::optional<calendar::local_date> until = {});

  /// Hands over every kudos, retracted ones too, in the order they were recorded, one at a time; the
  /// callback returns false to end it.
  void for_each_recognition(std::function<bool(recognition_record const&)> const& take);

  /// What a digest tells of a window: shoutouts, wins, people, achievements and how the window before was;
  /// the board too if it is asked for. Links are left empty. Costs the same however old the ledger is.
  recognition::digest_facts digest(std::string const& workspace, recognition::digest_window const& window,
                                   base::time_point previous_from, bool with_board);

  /// Somebody's own standing wins, private ones too, newest first; or the shared ones of everybody from
  /// `since` on, newest first. Links are left empty.
  std::vector<told_win_of> wins_of(std::string const& workspace, std::string const& person, int most);
  std::vector<told_win_of> shared_wins(std::string const& workspace, calendar::local_date since, int most);
  /// Hands over every standing win, private ones too, in the order they were recorded, one at a time; the
  /// callback returns false to end it.
  void for_each_win(std::function<bool(told_win_of const&)> const& take);
  /// The same with those that were taken back: their words are kept until somebody is forgotten.
  void for_each_win_ever(std::function<bool(told_win_of const&)> const& take);
  /// Whether a message states a standing win, or is ours and shows one (see copy_key).
  bool shows_win(chat::message_ref const& where);
  /// The messages of a channel that something stands recorded of, oldest first, from a timestamp to another
  /// (both included).
  std::vector<recorded_message> recorded(std::string const& workspace, std::string const& channel,
                                         std::string const& from, std::string const& to);

  /// The workspaces in the database, as ids.
  std::vector<std::string> workspaces();
  /// What is remembered of people and workspaces, and of wins, to be asked only: a reader can't write.
  storage::people people();
  storage::wins wins();

  /// Recomputes all tallies from the ledger and describes each that differs, a line each.
  std::vector<std::string> check_tallies();

  /// What is waiting and what has been done, for whoever watches.
  storage::vital_signs vital_signs(base::time_point now);

  /// What SQLite finds wrong with the file, a line each; empty when it is sound.
  std::vector<std::string> check_integrity();

  /// How many kudos stand (are not retracted).
  std::int64_t count();

  /// Runs F, which is `R (reader&)` or `result<R> (reader&)`, with one state of the ledger for all that it
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

}  // namespace huzzah::storage
