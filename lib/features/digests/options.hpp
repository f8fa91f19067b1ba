// What the operator has chosen about digests.
#pragma once

#include "app/ritual_fields.hpp"
#include "app/sections.hpp"
#include "base/async.hpp"
#include "base/error.hpp"
#include "calendar/workdays.hpp"
#include "features/digests/digest.hpp"
#include "features/digests/facts.hpp"

#include <functional>
#include <utility>
#include <vector>

namespace huzzah::digests {

/// The working days of the whole house at the moment, by which rows of days with a win are counted.
using house_days = std::function<awaitable<result<calendar::workdays>>()>;

/// Those set up from chat stand in the database; one of the same name there takes the place of the one here,
/// where `policy` allows it.
class options {
 public:
  options() = default;
  explicit options(app::chosen_settings const& chosen)
      : configured(chosen.of<std::vector<settings>>("digests")),
        policy(chosen.of<schedule::policy>(app::policy_key)) {}

  std::vector<settings> configured;
  schedule::policy policy;
  house_days workdays;  ///< empty: Monday to Friday
  /// What other features add to digests, in this order.
  std::vector<app::shown_section> more;
  closed_rounds is_closed;  ///< empty: no feature asks
};

}  // namespace huzzah::digests
