// The rituals that a test's configuration names.
#pragma once

#include "app/contribution.hpp"
#include "app/ritual_fields.hpp"
#include "features/digests/digest.hpp"
#include "features/standups/prompt_packs.hpp"

#include <vector>

namespace huzzah::test {

/// All that the configuration says of them.
class ritual_options {
 public:
  ritual_options() = default;
  explicit ritual_options(app::chosen_settings const& chosen)
      : standups(chosen.of<std::vector<huzzah::standups::settings>>("standups")),
        digests(chosen.of<std::vector<huzzah::digests::settings>>("digests")),
        packs(chosen.of<huzzah::standups::prompt_packs>(huzzah::standups::prompts_key)),
        policy(chosen.of<schedule::policy>(app::policy_key)) {}

  void put_into(app::chosen_settings& chosen) const {
    chosen["standups"] = standups;
    chosen["digests"] = digests;
    chosen[huzzah::standups::prompts_key] = packs;
    chosen[app::policy_key] = policy;
  }
  friend bool operator==(ritual_options const&, ritual_options const&) = default;

  std::vector<huzzah::standups::settings> standups;
  std::vector<huzzah::digests::settings> digests;
  huzzah::standups::prompt_packs packs;
  schedule::policy policy;
};

}  // namespace huzzah::test
