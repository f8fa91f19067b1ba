// What a workspace has chosen about reports.
#pragma once

#include <string>
#include <vector>

namespace huzzah::moderation {

/// The moderation section of the configuration, with its defaults.
class options {
 public:
  std::vector<std::string> moderators;  ///< ids; none: the admins of the workspace
  friend bool operator==(options const&, options const&) = default;
};

}  // namespace huzzah::moderation
