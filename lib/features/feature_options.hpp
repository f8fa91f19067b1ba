// All that a workspace has chosen about what Huzzah does.
#pragma once

#include "features/catch_up_options.hpp"
#include "features/kudos_options.hpp"
#include "recognition/digest.hpp"
#include "recognition/standup.hpp"

#include <map>
#include <string>
#include <vector>

namespace huzzah::features {

/// The stand-ups and digests of the configuration. Those set up from chat stand in the database; one of the
/// same name there takes the place of the one here.
class ritual_options {
 public:
  std::vector<recognition::standup_settings> standups;
  std::vector<recognition::digest_settings> digests;
  std::map<std::string, recognition::prompt_pack> packs;  ///< by name; at least "general"
  friend bool operator==(ritual_options const&, ritual_options const&) = default;
};

/// Everything that features are told by the configuration.
class feature_options {
 public:
  feature_options() = default;
  // Kudos alone, without rituals.
  feature_options(kudos_options kudos_) : kudos(std::move(kudos_)) {}  // NOLINT(google-explicit-constructor)

  kudos_options kudos;
  ritual_options rituals;
  catch_up_options catch_up;
  friend bool operator==(feature_options const&, feature_options const&) = default;
};

}  // namespace huzzah::features
