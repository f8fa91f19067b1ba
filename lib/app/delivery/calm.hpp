// How calm it is: the configuration's section "calm".
#pragma once

#include "app/people/when.hpp"

namespace huzzah::delivery {

/// What bounds the messages that people did not ask for.
class calm {
 public:
  people::working_hours hours;  ///< until a person sets their own
  int messages_a_day = 3;
  friend bool operator==(calm const&, calm const&) = default;

  /// Whatever the hour, and however many.
  static calm at_any_time() {
    using namespace std::chrono;
    calm made;
    made.hours.from = made.hours.until = minutes{0};
    made.hours.on.days = {Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday};
    made.messages_a_day = most_messages;
    return made;
  }
  static constexpr int most_messages = 1'000;
};

}  // namespace huzzah::delivery
