// The stand-ups that are in force.
#pragma once

#include "app/schedule/registry.hpp"
#include "features/standups/standup.hpp"

#include <string>
#include <string_view>

namespace huzzah::standups {

/// What schedule::registry asks of this kind of rituals.
inline std::string_view ritual_kind(settings const* /*kind*/) {
  return "standup";
}
std::string to_json(settings const& standup);
result<settings> read_settings(settings const* kind, std::string_view text);

using book = schedule::registry<settings>;

/// The working days of the whole house: every day of the week on which any stand-up works, those that chat
/// has set up too. For digests.
awaitable<result<calendar::workdays>> house_days(book& standups);

}  // namespace huzzah::standups

extern template class huzzah::schedule::registry<huzzah::standups::settings>;
