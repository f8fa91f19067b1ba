// The rounds of stand-ups: the answers of one date, and the messages that ask for them and sum them up.
#pragma once

#include "app/delivery/outbox.hpp"
#include "app/ledger/win_views.hpp"
#include "base/clock.hpp"
#include "calendar/local_date.hpp"
#include "chat/event.hpp"
#include "features/standups/standup.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace huzzah::store {
class connection;
}

namespace huzzah::standups {

/// One round of a stand-up: the answers of one date.
class standup_round {
 public:
  std::int64_t id = 0;
  std::string reference;  ///< the number as buttons carry it
  std::string workspace;
  std::string name;  ///< of the stand-up
  calendar::local_date date;
  std::string channel;
  standups::standup_mode mode = standups::standup_mode::thread;
  std::string question;
  base::time_point opened_at;
  std::optional<base::time_point> closed_at;
};

/// The keys of a round's words in the outbox: the prompt in the channel, the one to a member in dm mode, the
/// summary in the channel.
std::string prompt_key(standup_round const& round);
std::string ask_key(standup_round const& round, std::string const& person);
std::string summary_key(standup_round const& round);
/// The messages of those keys, and the reminder to a member. Their subject is the round.
delivery::outgoing outgoing_prompt(standup_round const& round, std::string body);
delivery::outgoing outgoing_question(standup_round const& round, std::string const& person, std::string body);
delivery::outgoing outgoing_reminder(standup_round const& round, std::string const& person, std::string body);
delivery::outgoing outgoing_summary(standup_round const& round, std::string body);

/// Reads and writes rounds within a unit of work. Failures of storage end the unit (see store::write).
class rounds {
 public:
  explicit rounds(store::connection& on) : on_(&on) {}

  /// Opens the round of a date; gives it its id. The one that is open already for the same name and date.
  standup_round open_round(standup_round const& fresh);
  std::optional<standup_round> find_round(std::int64_t id);
  /// The same by what a button carries.
  std::optional<standup_round> find_referenced_round(std::string const& reference);
  std::optional<standup_round> find_round(std::string const& workspace, std::string const& name,
                                          calendar::local_date date);
  /// The round whose prompt, question or reminder to a member, or summary is the first message of that
  /// thread.
  std::optional<standup_round> round_of_thread(std::string const& workspace, std::string const& channel,
                                               std::string const& thread);
  /// Since when words of a round are being sent to that channel, or to that person ('': none) in private, or
  /// were when Huzzah crashed: a thread there that began later may be the round's.
  std::optional<base::time_point> being_sent_since(std::string const& workspace, std::string const& channel,
                                                   std::string const& person);
  /// Where a round's questions and reminders stand: in its channel, or in direct channels.
  std::vector<chat::message_ref> where_asked(std::int64_t round);
  /// Where the open rounds of a workspace wait for answers: of each one its channel, as a place without an
  /// id, and after it where it was asked.
  std::vector<chat::message_ref> where_awaited(std::string const& workspace);
  /// The rounds in which a person was asked privately since `since`, newest first.
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
  std::vector<ledger::win_view> answers(std::int64_t round);
  /// Who has answered a round (privately, too).
  std::vector<std::string> who_answered(std::int64_t round);

 private:
  store::connection* on_;
};

}  // namespace huzzah::standups
