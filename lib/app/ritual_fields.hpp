// What the settings of stand-ups and digests have in common.
#pragma once

#include "app/contribution.hpp"
#include "app/schedule/policy.hpp"
#include "app/value_kind.hpp"

#include <string>

namespace huzzah::app {

/// The key of who may do what with rituals, which every feature with rituals hands in; a schedule::policy.
inline constexpr auto policy_key = "rituals";
settings_section policy_section();

/// At most so many of a kind are in the configuration.
inline constexpr std::size_t most_rituals = 200;

/// A person's id; see element_check.
problem check_person(std::string& id);

/// What is wrong with an entered text, or an empty one.
using mending = std::string (*)(std::string const& entered);

namespace kind {

/// What a ritual is called; "#name" or the id of its channel; its zone.
value_kind<std::string> ritual_name(mending mend);
value_kind<std::string> ritual_channel(mending mend);
value_kind<calendar::time_zone> ritual_zone();
/// Ids of people.
value_kind<std::vector<std::string>> people();

}  // namespace kind

}  // namespace huzzah::app
