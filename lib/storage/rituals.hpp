// What has happened of each ritual on each date, so that it happens once; and the rounds of stand-ups.
#pragma once

#include "base/clock.hpp"
#include "calendar/local_date.hpp"
#include "chat/event.hpp"
#include "recognition/digest.hpp"
#include "recognition/standup.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace huzzah::storage {

class connection;

/// One step of a ritual on one date: unique for ever.
class ritual_step {
 public:
  ritual_step(std::string workspace_, std::string ritual_, std::string step_, calendar::local_date date_,
              std::string person_ = {})
      : workspace(std::move(workspace_)),
        ritual(std::move(ritual_)),
        step(std::move(step_)),
        date(date_),
        person(std::move(person_)) {}

  std::string workspace;
  std::string ritual;  ///< "standup:core", "digest:friday"
  std::string step;    ///< "prompt", "remind", "close", "post"
  calendar::local_date date;
  std::string person;  ///< of a step that each member has; else empty
};

/// What became of a step.
enum class ritual_outcome { done, skipped };

/// One round of a stand-up: the answers of one date.
class standup_round {
 public:
  std::int64_t id = 0;
  std::string workspace;
  std::string name;  ///< of the stand-up
  calendar::local_date date;
  std::string channel;
  recognition::standup_mode mode = recognition::standup_mode::thread;
  std::string question;
  base::time_point opened_at;
  std::optional<base::time_point> closed_at;
};

/// The keys of a round's words in the outbox: the prompt in the channel, the one to a member in dm mode, the
/// summary in the channel.
std::string prompt_key(standup_round const& round);
std::string ask_key(standup_round const& round, std::string const& person);
std::string summary_key(standup_round const& round);

/// Writes rituals within a unit of work. Failures of storage end the unit (see store::write).
class rituals {
 public:
  explicit rituals(connection& on) : on_(&on) {}

  /// Takes the step for the caller's unit of work: true for the first one who asks, ever. What it does is
  /// committed with it, or not at all.
  bool begin(ritual_step const& step, base::time_point now);
  /// The step will not be done any more. False if it was begun or skipped before.
  bool skip(ritual_step const& step, base::time_point now, std::string const& why);
  std::optional<ritual_outcome> outcome(ritual_step const& step);
  /// Whether a step that each member has was done for anybody, whoever the step names.
  bool was_done_for_anybody(ritual_step const& step);

  /// When a ritual was first known; sets it to `now` the first time. What was due before is not made up for.
  base::time_point known_since(std::string const& workspace, std::string const& ritual, base::time_point now);

  /// When a backup took the ledger's place last; the epoch if none ever did. What was due or said by then may
  /// have been done or told by the ledger that was there, and is not done or told again.
  base::time_point restored_at();

  /// Opens the round of a date; gives it its id. The one that is open already for the same name and date.
  standup_round open_round(standup_round const& fresh);
  std::optional<standup_round> find_round(std::int64_t id);
  std::optional<standup_round> find_round(std::string const& workspace, std::string const& name,
                                          calendar::local_date date);
  /// The round whose prompt, question to a member, or summary is the first message of that thread.
  std::optional<standup_round> round_of_thread(std::string const& workspace, std::string const& channel,
                                               std::string const& thread);
  /// Whether words of a round are being sent to that channel just now, or were when Huzzah crashed, so that
  /// it can't be told yet what stands where.
  bool is_being_sent(std::string const& workspace, std::string const& channel);
  /// The rounds in which somebody was asked privately since `since`, newest first.
  std::vector<standup_round> asked_privately(std::string const& workspace, std::string const& person,
                                             base::time_point since);
  /// Rounds that are open, oldest first.
  std::vector<standup_round> open_rounds(std::string const& workspace);
  /// The round of any stand-up that was opened last.
  std::optional<standup_round> newest_round(std::string const& workspace);
  /// The last rounds of a stand-up, newest first.
  std::vector<standup_round> last_rounds(std::string const& workspace, std::string const& name, int most);
  /// False if it was closed before.
  bool close_round(std::int64_t id, base::time_point at);

  /// The shared wins that answer a round, in the order said, with cheers; `where` is the message itself or
  /// ours that shows it; links are left empty.
  std::vector<recognition::told_win> answers(std::int64_t round);
  /// Who has answered a round (privately, too).
  std::vector<std::string> who_answered(std::int64_t round);

 private:
  connection* on_;
  std::optional<base::time_point> restored_at_;  // can't change while the ledger is in use
};

}  // namespace huzzah::storage
