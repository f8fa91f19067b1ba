// The picture of a digest: the window day by day, and its values; as pixels, as bars and as words.
#pragma once

#include "base/error.hpp"
#include "features/digests/digest.hpp"

#include <string>
#include <utility>
#include <vector>

namespace huzzah::digests {

/// The picture as a PNG of 1600 × 400 pixels, for 800 × 200 on screens of twice the density: a card of its
/// own, legible on dark and on light. The same digest gives the same picture. io_failed when it can't be
/// drawn.
result<std::string> draw_digest_picture(document const& digest);

/// In plain words what the picture shows, for those who don't see it; empty when it would show nothing.
std::string picture_in_words(document const& digest);

/// The bars of the picture, each with its label and count: days ("Mon") of up to a fortnight, else weeks by
/// their first day ("16 Nov").
std::vector<std::pair<std::string, int>> picture_bars(document const& digest);

/// The values that it has room for.
std::vector<std::pair<std::string, int>> picture_values(document const& digest);

}  // namespace huzzah::digests
