// What the operator has chosen about stand-ups.
#pragma once

#include "app/ritual_fields.hpp"
#include "features/standups/prompt_packs.hpp"

#include <vector>

namespace huzzah::standups {

/// Those set up from chat stand in the database; one of the same name there takes the place of the one here,
/// where `policy` allows it.
class options {
 public:
  options() = default;
  explicit options(app::chosen_settings const& chosen)
      : configured(chosen.of<std::vector<settings>>("standups")),
        packs(chosen.of<prompt_packs>(prompts_key)),
        policy(chosen.of<schedule::policy>(app::policy_key)) {}

  std::vector<settings> configured;
  prompt_packs packs;
  schedule::policy policy;
};

}  // namespace huzzah::standups
