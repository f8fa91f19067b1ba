// What the operator has chosen about stand-ups.
#pragma once

#include "app/schedule/policy.hpp"
#include "features/standups/standup.hpp"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace huzzah::standups {

/// Those set up from chat stand in the database; one of the same name there takes the place of the one here,
/// where `policy` allows it.
class options {
 public:
  options() = default;
  options(std::vector<settings> configured_, std::map<std::string, prompt_pack> packs_,
          schedule::policy policy_)
      : configured(std::move(configured_)), packs(std::move(packs_)), policy(std::move(policy_)) {}

  std::vector<settings> configured;
  std::map<std::string, prompt_pack> packs;  ///< by name; at least "general"
  schedule::policy policy;
};

}  // namespace huzzah::standups
