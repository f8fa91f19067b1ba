// What a workspace has chosen about kudos.
#pragma once

#include "recognition/house_rules.hpp"

#include <string>
#include <vector>

namespace huzzah::features {

/// How a kudos is answered where it was given.
enum class acknowledgement { reaction, thread, none };

/// The kudos section of the configuration.
class kudos_options {
 public:
  std::vector<std::string> emoji{"trophy"};  ///< those that give; the first one stands for them when shown
  std::vector<std::string> values;           ///< without the #
  recognition::house_rules_options rules;
  acknowledgement acknowledge = acknowledgement::reaction;
  bool notify_receiver = true;
};

}  // namespace huzzah::features
