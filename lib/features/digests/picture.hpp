// The picture of a digest: the window day by day, and its values.
#pragma once

#include "base/error.hpp"
#include "features/digests/digest.hpp"

#include <string>

namespace huzzah::digests {

/// The picture as a PNG of 1600 × 400 pixels, for 800 × 200 on screens of twice the density: a card of its
/// own, legible on dark and on light. The same digest gives the same picture. io_failed when it can't be
/// drawn.
result<std::string> draw_digest_picture(document const& digest);

}  // namespace huzzah::digests
