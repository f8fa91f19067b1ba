// Gentle questions about the next step of a goal, for those who asked for them.
#pragma once

#include "app/context.hpp"
#include "app/schedule/ritual.hpp"

#include <string>
#include <vector>

namespace huzzah::goals {

/// Asks a week after the goal was set or its last step was ticked. Left without a step, the questions become
/// rarer, and the third one is the last until there is one. They wait for working hours like all that was not
/// asked for. I/O thread only.
class asking final : public schedule::ritual {
 public:
  explicit asking(app::context const& with) : with_(with) {}

  awaitable<result<std::vector<std::string>>> parts() override;
  awaitable<base::time_point> run_due(std::string part) override;
  std::vector<schedule::upcoming> coming_up() override { return {}; }

 private:
  app::context with_;
};

}  // namespace huzzah::goals
