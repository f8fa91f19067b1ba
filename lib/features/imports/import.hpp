// What was said before Huzzah came: read by the same grammars as what is said now, and recorded without a
// word in return.
#pragma once

#include "app/ledger/kudos.hpp"
#include "app/ledger/wins.hpp"
#include "calendar/time_zone.hpp"
#include "chat/directory.hpp"
#include "chat/event.hpp"
#include "features/kudos/options.hpp"
#include "store/unit_of_work.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace huzzah::imports {

/// How the past is judged. Kudos to oneself, to bots and to strangers are never recorded; who has left since
/// was there when they were thanked.
class options {
 public:
  kudos::options kudos;
  bool apply_rules = false;  ///< also the daily limit and the shortest reason of the house rules
};

/// An emoji that a person has on a message of the past.
class reaction {
 public:
  std::string person;
  std::string emoji;
};

/// One source of kudos, and perhaps of a win, to be recorded.
class item {
 public:
  item(ledger::kudos_source said_, std::string giver_, base::time_point revision_, base::time_point at_,
       calendar::local_date day_)
      : said(std::move(said_)), giver(std::move(giver_)), revision(revision_), at(at_), day(day_) {}

  ledger::kudos_source said;
  std::string giver;
  base::time_point revision;
  base::time_point at;
  calendar::local_date day;  ///< of that moment, where the giver lives
  std::vector<kudos::candidate> gives;
  std::optional<ledger::win_statement> win;
  std::vector<reaction> cheers;  ///< on the win
  /// It was edited: what is known of it may have to be taken back.
  bool was_edited = false;
};

/// A kudos or win that was recorded, to be shown.
class sample {
 public:
  chat::message_ref where;
  std::string giver;
  std::string receiver;  ///< empty for a win
  int amount = 0;
  std::string words;  ///< as chat::to_markup() writes them
  base::time_point at;
};

/// What became of the past.
class outcome {
 public:
  std::uint64_t kudos = 0;      ///< receivers thanked by messages
  std::uint64_t reactions = 0;  ///< kudos given by reactions
  std::uint64_t wins = 0;
  std::uint64_t changed = 0;  ///< recorded before in another version, and mended
  std::uint64_t known = 0;    ///< messages and reactions that had been recorded before, or taken back
  std::map<kudos::refusal, std::uint64_t> refused;
  std::uint64_t forgotten = 0;  ///< kudos and wins of people who were forgotten since
  std::uint64_t by_bots = 0;    ///< reactions and messages that would have given something
  std::uint64_t to_groups = 0;  ///< user groups thanked: their members at that time are unknown

  outcome& operator+=(outcome const& other);
};

/// Reads what messages of the past give. Pure; may be used on any thread, by one at a time.
class reader {
 public:
  using known_people = std::unordered_map<std::string, chat::person>;

  /// `known` must outlive it.
  reader(options options, known_people const& known);

  /// False when read() can't find a win in a message that says this, a platform's text. Allocates nothing.
  static bool may_state_win(std::string_view text);
  /// Whether that emoji on a message gives kudos.
  bool gives(std::string_view emoji) const { return grammar_.gives(emoji); }

  /// What a message says; nothing if it says nothing to be recorded. `revision` is the moment of its last
  /// edit, or the epoch.
  std::optional<item> read(chat::message_posted const& posted, base::time_point revision, outcome& into);
  /// What a reaction gives that was put on a message at some time after it.
  std::optional<item> read(chat::message_ref const& where, std::string const& author,
                           base::time_point posted_at, reaction const& reaction, outcome& into);

 private:
  bool is_bot(std::string const& person) const;
  calendar::local_date day_of(std::string const& person, base::time_point at);
  std::vector<kudos::candidate> judge(std::string const& giver, std::vector<kudos::intent> const& intents,
                                      outcome& into) const;

  options options_;
  known_people const& people_;
  kudos::grammar grammar_;
  kudos::house_rules_options rules_;  // without the daily limit, which takes the ledger to judge
  std::unordered_map<std::string, calendar::time_zone> zones_;
};

/// Records what was read, within a unit of work. What the ledger knows better it keeps. `samples` are given
/// up to `most_samples` of what was recorded.
outcome record(store::unit_of_work& work, std::vector<item> const& items, options const& options,
               reader::known_people const& known, std::vector<sample>& samples, std::size_t most_samples);

}  // namespace huzzah::imports
