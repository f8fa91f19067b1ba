// What people have chosen about the lines of their records.
#pragma once

#include "calendar/local_date.hpp"
#include "store/feature_tables.hpp"

#include <cstdint>
#include <map>
#include <string>

namespace huzzah::store {
class connection;
}

namespace huzzah::record {

/// Under which people choose to be offered their week on Fridays: "yes".
inline std::string const fridays_setting = "record.fridays";

/// What a person wants of one line of theirs.
class line_choice {
 public:
  bool is_hidden = false;
  bool is_added = false;  ///< they added it to the record afterwards
  std::string words;      ///< of a win, as they were typed instead of its own; empty: its own
};

/// The choices of a ledger. Within a unit of work; what only reads also within a query.
class table {
 public:
  explicit table(store::connection& on) : on_(on) {}

  /// A person's, by the number of the win or kudos.
  std::map<std::int64_t, line_choice> choices_of(std::string const& workspace, std::string const& person);
  void choose(std::string const& workspace, std::string const& person, std::int64_t entry,
              line_choice const& chosen);

  /// Takes one of the records that a person may send on a day of theirs; `view` is the form's, which counts
  /// once. `known` if it was taken before.
  enum class turn { taken, known, none_left };
  turn take_turn(std::string const& workspace, std::string const& person, std::string const& view,
                 calendar::local_date day, int most);
  /// How many they have sent on that day.
  int sent_on(std::string const& workspace, std::string const& person, calendar::local_date day);

  /// Those who want to be offered their week on Fridays, with their time zones (IANA names), as far as known.
  std::map<std::string, std::string> on_fridays(std::string const& workspace);

  /// Lines as forms carry them.
  std::string reference_of_kudos(std::int64_t entry);

  static store::feature_tables tables();

 private:
  store::connection& on_;
};

}  // namespace huzzah::record
