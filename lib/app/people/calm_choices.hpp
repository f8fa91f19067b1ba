// What a person has chosen about messages that they did not ask for.
#pragma once

#include "app/people/people.hpp"
#include "app/people/when.hpp"

#include <optional>
#include <string>

namespace huzzah::people {

/// The topic of notes on kudos, which can also come once a day; of all others there is a switch.
inline constexpr auto* notes_topic = "kudos";

/// How often a person wants messages of a topic; never for a person who is left out. Within a unit of work.
rhythm rhythm_of(people from, std::string const& workspace, std::string const& person,
                 std::string const& topic);
/// What they have chosen, also while they are left out.
rhythm chosen_rhythm(people from, std::string const& workspace, std::string const& person,
                     std::string const& topic);
void set_rhythm(people in, std::string const& workspace, std::string const& person, std::string const& topic,
                rhythm wanted);

/// The hours in which they work, where they have set them.
std::optional<working_hours> chosen_hours(people from, std::string const& workspace,
                                          std::string const& person);
/// Nothing: those of the house again.
void set_hours(people in, std::string const& workspace, std::string const& person,
               std::optional<working_hours> const& chosen);

/// The days on which a person was away last, as it turned out when they came back: from the first to the one
/// on which they were back.
class absence {
 public:
  calendar::local_date from;
  calendar::local_date back;
};
std::optional<absence> last_absence(people from, std::string const& workspace, std::string const& person);
void set_last_absence(people in, std::string const& workspace, std::string const& person, absence const& was);

}  // namespace huzzah::people
