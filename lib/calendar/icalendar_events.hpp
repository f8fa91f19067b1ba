// Internal to the reading of holidays: the events of an iCalendar text, as the lines that they are made of.
// Libical reads each line separately: given a whole text that is damaged, it writes to the terminal or ends
// the process.
#pragma once

#include "base/error.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace huzzah::calendar {

/// One line of an event, unfolded: "DTSTART;VALUE=DATE:20261225".
class icalendar_line {
 public:
  std::string name;   ///< in capitals: "DTSTART"
  std::string head;   ///< the name with its parameters
  std::string value;  ///< what follows the colon
};

/// One event: those of its lines that say when it is, and what it is called.
class icalendar_event {
 public:
  std::vector<icalendar_line> lines;
  std::string title = "without a title";  ///< for a person who is to find it
};

/// The events of a text in their order; invalid_input for one that is no calendar, was cut off or is far too
/// large for a list of holidays (10 MB, 10,000 events).
result<std::vector<icalendar_event>> read_icalendar(std::string_view text);

}  // namespace huzzah::calendar
