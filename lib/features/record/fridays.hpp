// On Fridays: a short record of the week for those who want it, with a button that sends it to another
// person.
#pragma once

#include "app/context.hpp"
#include "app/schedule/ritual.hpp"
#include "features/record/gathering.hpp"

#include <string>
#include <vector>

namespace huzzah::record {

inline constexpr int days_of_week = 7;

/// Offers it in the afternoon, where each person lives. I/O thread only; what is passed in must outlive it.
class fridays final : public schedule::ritual {
 public:
  explicit fridays(app::context const& with);

  awaitable<result<std::vector<std::string>>> parts() override;
  awaitable<base::time_point> run_due(std::string part) override;
  std::vector<schedule::upcoming> coming_up() override { return {}; }

 private:
  /// For one person, once a date, through the gate; without anything in the week nothing is said.
  awaitable<result<>> offer(std::string person, calendar::local_date day);

  app::context with_;
};

}  // namespace huzzah::record
