// The rows of the ledger: entries, the people and words on them, and what follows from both for the sums.
#pragma once

#include "app/ledger/impact.hpp"
#include "app/people/places.hpp"
#include "calendar/local_date.hpp"
#include "store/connection.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace huzzah::ledger {

/// What an entry is; the numbers are those of the tables.
enum class entry_kind { kudos, win };
/// How an entry, or a person on it, counts.
enum class entry_state { stands, pending, retracted, hidden };

/// An entry without its people and further lines.
class entry_row {
 public:
  bool stands() const { return state == entry_state::stands; }

  std::int64_t id = 0;  ///< of the message, too
  std::int64_t workspace = 0;
  entry_kind kind = entry_kind::kudos;
  std::int64_t author = 0;
  std::int64_t audience = people::people_named;
  std::optional<std::int64_t> heard_in;
  std::string text;
  base::time_point said_at;
  calendar::local_date said_on;
  entry_state state = entry_state::stands;
  int receivers = 0;
  int supporters = 0;
  std::optional<std::int64_t> retracted_at;
  std::optional<std::int64_t> undone;
  std::int64_t round = 0;  ///< of a stand-up; 0 for none
};

/// One reason of an entry with its values.
class entry_words {
 public:
  friend bool operator==(entry_words const&, entry_words const&) = default;

  std::string text;
  std::vector<std::string> values;  ///< in alphabetical order
};

/// A person who receives an entry.
class entry_receiver {
 public:
  bool stands() const { return state == entry_state::stands; }

  std::int64_t person = 0;
  std::string external;
  std::size_t line = 0;
  int amount = 0;
  entry_state state = entry_state::stands;
  base::time_point said_at;
  std::optional<std::int64_t> retracted_at;
};

std::optional<entry_row> find_entry(store::connection& on, std::int64_t id);
/// The kudos that a message and the reactions to it gave, and that stand.
std::vector<entry_row> standing_kudos_at(store::connection& on, std::int64_t place,
                                         std::string const& external);
/// A person's newest standing kudos that were given at `not_before` or later.
std::optional<entry_row> newest_kudos_of(store::connection& on, std::int64_t author,
                                         base::time_point not_before);

void insert_entry(store::connection& on, entry_row const& row);
/// Writes all but the id, workspace, kind and author.
void update_entry(store::connection& on, entry_row const& row);

/// The receivers of an entry, in any state, by their numbers.
std::vector<entry_receiver> receivers_of(store::connection& on, std::int64_t entry);
void insert_receiver(store::connection& on, std::int64_t entry, entry_receiver const& one);
void update_receiver(store::connection& on, std::int64_t entry, entry_receiver const& one);

/// The reasons of an entry with their values; the index is the line.
std::vector<entry_words> words_of(store::connection& on, entry_row const& row);
/// Replaces further lines and all values by those of `next`; the text of the first line is the row's own.
/// `before` is what was there.
void replace_words(store::connection& on, std::int64_t entry, std::vector<entry_words> const& before,
                   std::vector<entry_words> const& next);

/// The amounts that a win names, in the order written.
std::vector<impact> impacts_of(store::connection& on, std::int64_t entry);
void replace_impacts(store::connection& on, std::int64_t entry, std::vector<impact> const& impacts);

/// Takes back a standing entry and all that stand on it, as of `at`; their receivers as they were.
std::vector<entry_receiver> retract_entry(store::connection& on, entry_row const& row, base::time_point at);
/// Gives a row another audience; the sums of the entries that count follow.
void move_to_audience(store::connection& on, entry_row const& row, std::int64_t audience);

/// Whose reaction is on or off as of that revision, unless a newer one is known.
void set_support(store::connection& on, std::int64_t entry, std::int64_t person, std::string const& sign,
                 bool is_on, base::time_point revision);
/// Whether that sign of theirs was ever on it.
bool has_supported(store::connection& on, std::int64_t entry, std::int64_t person, std::string const& sign);
/// Counts the supporters of an entry afresh.
void count_supporters(store::connection& on, std::int64_t entry);

}  // namespace huzzah::ledger
