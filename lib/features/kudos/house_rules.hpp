// Which kudos a house allows, and how it says no.
#pragma once

#include "app/ledger/candidate.hpp"
#include "chat/rich_text.hpp"
#include "features/kudos/intent.hpp"

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace huzzah::kudos {

/// What a workspace has chosen.
class house_rules_options {
 public:
  int daily_limit = 10;    ///< receivers in the giver's local day; 0: no limit
  int minimum_reason = 0;  ///< characters
  int largest_amount = 5;  ///< for one receiver in one message
  friend bool operator==(house_rules_options const&, house_rules_options const&) = default;
};

/// More receivers than this get nothing by one message.
inline constexpr std::size_t most_receivers = 1'000;

using ledger::candidate;

/// Why a kudos is not given.
enum class refusal {
  self,
  bot,
  deactivated,
  broadcast,
  daily_limit,
  reason_too_short,
  unknown_person,
  too_many,
  left_out
};

/// "self", "daily_limit" …: for logs and metrics.
std::string_view to_string(refusal why);

/// One receiver who gets nothing.
class refused {
 public:
  refused(std::string receiver_, refusal why_) : receiver(std::move(receiver_)), why(why_) {}
  friend bool operator==(refused const&, refused const&) = default;

  std::string receiver;  ///< a person's id, or a broadcast's name
  refusal why;
};

/// What there is to know of a receiver.
class receiver_facts {
 public:
  receiver_facts() = default;
  explicit receiver_facts(std::string id_, bool is_bot_ = false, bool is_deactivated_ = false,
                          bool known_ = true)
      : id(std::move(id_)), is_bot(is_bot_), is_deactivated(is_deactivated_), known(known_) {}

  std::string id;
  bool is_bot = false;
  bool is_deactivated = false;
  bool known = false;        ///< false: the platform knows no person with that id
  bool is_pending = false;   ///< the platform has not said yet
  bool is_left_out = false;  ///< they want no kudos recorded
};

/// Finds the facts about a person; asked at most once for each receiver, in order.
using facts_lookup = std::function<receiver_facts(std::string const& person)>;

/// Who gets kudos and who doesn't, each in the order given.
class verdict {
 public:
  std::vector<candidate> accepted;
  std::vector<refused> turned_down;
};

/// The ids of the user groups that the intents are for, each once: to ask the platform for their members.
std::vector<std::string> groups_in(std::vector<intent> const& intents);

/// The intents with each group replaced by its members, without the giver (who is not refused for being in
/// the group they thank). A group missing from `members`, and an intent left without a target, vanish.
std::vector<intent> expand_groups(std::vector<intent> intents,
                                  std::map<std::string, std::vector<std::string>> const& members,
                                  std::string_view giver);

/// One candidate for each receiver of a message, in the order of their first mention: amounts added up,
/// different reasons joined by " / ", values united. Groups must have been expanded; any left are ignored.
std::vector<candidate> merge(std::vector<intent> const& intents);

/// What receivers have earned by a message already, by id.
using earned_amounts = std::map<std::string, int>;

/// Judges what one message or command gives. `given_today` is how many receivers the giver has had in their
/// local day apart from this message. Amounts are cut to the largest allowed; over the daily limit, the
/// first ones are accepted and the rest turned down. Who has `earned` something by an earlier version of the
/// message is accepted, and today's facts and rules neither refuse them nor lower their amount.
verdict judge(std::string_view giver, std::vector<candidate> const& candidates, facts_lookup const& facts,
              int given_today, house_rules_options const& options, earned_amounts const& earned = {});

/// One friendly line for the giver only: why the refused ones get nothing and what to do. Empty when nothing
/// was refused.
chat::rich_text explain(verdict const& judged, house_rules_options const& options);

}  // namespace huzzah::kudos
