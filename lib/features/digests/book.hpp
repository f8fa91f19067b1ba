// The digests that are in force.
#pragma once

#include "app/schedule/registry.hpp"
#include "features/digests/digest.hpp"

#include <string>
#include <string_view>

namespace huzzah::digests {

/// What schedule::registry asks of this kind of rituals.
inline std::string_view ritual_kind(settings const* /*kind*/) {
  return "digest";
}
std::string to_json(settings const& digest);
result<settings> read_settings(settings const* kind, std::string_view text);

using book = schedule::registry<settings>;

}  // namespace huzzah::digests

extern template class huzzah::schedule::registry<huzzah::digests::settings>;
