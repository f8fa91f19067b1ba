#include "app/calm_fields.hpp"

#include "app/delivery/calm.hpp"
#include "app/fields.hpp"

namespace huzzah::app {

namespace {

using delivery::calm;

fields<calm> const& calm_fields() {
  static auto const all = fields<calm>()
                              .add(
                                  "from", "When working hours begin, on each person's own clock.",
                                  kind::time_of_day(), [](calm & one) -> auto& { return one.hours.from; })
                              .add(
                                  "until", "When they end; \"00:00\" is the end of the day.",
                                  kind::time_of_day(), [](calm & one) -> auto& { return one.hours.until; })
                              .add(
                                  "days", "On which days people work.", kind::days_of_week(),
                                  [](calm & one) -> auto& { return one.hours.on.days; })
                              .add("messages_a_day", "To one person, on their own day, without being asked.",
                                   kind::number(1, calm::most_messages), &calm::messages_a_day);
  return all;
}

}  // namespace

settings_section calm_section() {
  auto made =
      calm_fields().section(calm_key,
                            "When what people did not ask for comes to them in private: in working hours, "
                            "until a person sets their "
                            "own, and a few messages a day, of which the last one holds all that is left.");
  made.read = [](settings_source& source) {
    calm chosen;
    auto from = source.top.section(calm_key);
    calm_fields().read(from, chosen);
    if (!chosen.hours.is_possible()) {
      from.wrong("until", "ends before it begins", "write a time after \"from\", or \"00:00\"");
      chosen.hours = calm().hours;
    }
    return std::any(std::move(chosen));
  };
  return made;
}

}  // namespace huzzah::app
