// What has happened of each ritual on each date, so that it happens once.
#pragma once

#include "base/clock.hpp"
#include "calendar/local_date.hpp"

#include <optional>
#include <set>
#include <string>

namespace huzzah::store {
class connection;
}

namespace huzzah::schedule {

/// One step of a ritual on one date: unique for ever.
class ritual_step {
 public:
  ritual_step(std::string workspace_, std::string ritual_, std::string step_, calendar::local_date date_,
              std::string person_ = {})
      : workspace(std::move(workspace_)),
        ritual(std::move(ritual_)),
        step(std::move(step_)),
        date(date_),
        person(std::move(person_)) {}

  std::string workspace;
  std::string ritual;  ///< "standup:core", "digest:friday"
  std::string step;    ///< "prompt", "remind", "close", "post"
  calendar::local_date date;
  std::string person;  ///< of a step that each member has; else empty
};

/// What became of a step.
enum class ritual_outcome { done, skipped };

/// Writes rituals within a unit of work. Failures of storage end the unit (see store::write).
class rituals {
 public:
  explicit rituals(store::connection& on) : on_(&on) {}

  /// Takes the step for the caller's unit of work: true for the first one who asks, ever. What it does is
  /// committed with it, or not at all.
  bool begin(ritual_step const& step, base::time_point now);
  /// The step will not be done any more. False if it was begun or skipped before.
  bool skip(ritual_step const& step, base::time_point now, std::string const& why);
  std::optional<ritual_outcome> outcome(ritual_step const& step);
  /// When it was begun or skipped.
  std::optional<base::time_point> settled_at(ritual_step const& step);
  /// Whether a step that is done for each member was done for any of them, whatever person the step names.
  bool was_done_for_anybody(ritual_step const& step);
  /// The people for which it was done.
  std::set<std::string> done_for(ritual_step const& step);

  /// Whether a ritual of a kind, such as "digest:", was ever known.
  bool is_any_known(std::string const& workspace, std::string const& kind);
  /// When a ritual was first known; sets it to `now` the first time. What was due before is not made up for.
  base::time_point known_since(std::string const& workspace, std::string const& ritual, base::time_point now);

 private:
  store::connection* on_;
};

}  // namespace huzzah::schedule
