// All that a workspace has chosen about what Huzzah does.
#pragma once

#include "app/contribution.hpp"
#include "app/history/catch_up_options.hpp"
#include "app/schedule/policy.hpp"
#include "features/digests/options.hpp"
#include "features/kudos/options.hpp"
#include "features/standups/options.hpp"

#include <map>
#include <string>
#include <vector>

namespace huzzah::bot {

/// The stand-ups and digests of the configuration. Those set up from chat stand in the database; one of the
/// same name there takes the place of the one here, where `policy` allows it.
class ritual_options {
 public:
  std::vector<standups::settings> standups;
  std::vector<digests::settings> digests;
  std::map<std::string, standups::prompt_pack> packs;  ///< by name; at least "general"
  schedule::policy policy;
  friend bool operator==(ritual_options const&, ritual_options const&) = default;

  /// What each of the two features takes.
  standups::options of_standups() const { return {standups, packs, policy}; }
  digests::options of_digests() const { return {digests, policy}; }
};

/// The configuration of all features.
class feature_options {
 public:
  feature_options() = default;
  // Only kudos, without rituals.
  feature_options(kudos::options kudos_) : kudos(std::move(kudos_)) {}  // NOLINT(google-explicit-constructor)

  kudos::options kudos;
  ritual_options rituals;
  history::catch_up_options catch_up;
  app::chosen_settings sections;  ///< of all other features

  /// What each feature is started with, by its name.
  app::chosen_settings chosen() const;
};

}  // namespace huzzah::bot
