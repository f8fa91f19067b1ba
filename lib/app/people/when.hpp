// When a message that a person did not ask for may come to them.
#pragma once

#include "app/people/away_days.hpp"
#include "calendar/time_of_day.hpp"
#include "calendar/time_zone.hpp"
#include "calendar/workdays.hpp"

#include <optional>

namespace huzzah::people {

/// The hours in which a person works, on their own clock.
class working_hours {
 public:
  calendar::time_of_day from = std::chrono::hours{9};
  calendar::time_of_day until = std::chrono::hours{17};  ///< 00:00: the end of the day
  calendar::workdays on;
  friend bool operator==(working_hours const&, working_hours const&) = default;

  /// Whether they end after they begin.
  bool is_possible() const;
};

/// What decides when a person is written to.
class person_facts {
 public:
  calendar::time_zone zone;
  working_hours hours;
  away_days away;
  bool says_away = false;  ///< by their status, so that there is no telling until when
};

/// How often a person wants messages of a kind.
enum class rhythm { at_once, daily, never };

/// When a message may come.
class moment {
 public:
  enum class kind { now, at, never };

  kind is = kind::now;
  base::time_point at;          ///< for kind::at: not before; to be decided again then
  bool person_is_away = false;  ///< which is why it waits
  friend bool operator==(moment const&, moment const&) = default;
};

/// How long it takes until a person whose status says that they are away is looked at again.
inline constexpr auto between_looks_at_status = std::chrono::minutes{15};

/// When a message that was made at `made` may come: within working hours, and not while the person is away.
/// One a day means the next time at which working hours begin.
moment when(person_facts const& person, rhythm wanted, base::time_point made, base::time_point now);

/// Whether a question comes, to a person who has left the last `unanswered` ones of its kind without an
/// answer and was asked last on `last`.
enum class asking { ask, ask_last, not_today, stopped };
asking whether_to_ask(int unanswered, std::optional<calendar::local_date> last, calendar::local_date today);

}  // namespace huzzah::people
