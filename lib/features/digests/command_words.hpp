// What is said about digests, apart from what they tell: the form that sets one up, and answers. Pure.
#pragma once

#include "app/schedule/choice.hpp"
#include "base/catalog.hpp"
#include "base/clock.hpp"
#include "base/error.hpp"
#include "chat/directory.hpp"
#include "chat/message.hpp"
#include "features/digests/book.hpp"
#include "features/digests/digest.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace huzzah::digests {

/// For what is the same for stand-ups.
inline constexpr schedule::kind_words kind_of_digests{
    "/digest", base::translatable("There is no digest yet. /digest setup makes one."),
    base::translatable("No digest is called \"{wanted}\"."),
    base::translatable("The digest *{name}* that you set up could not happen in {channel}: {reason}")};

/// The action of the form.
inline constexpr std::string_view digest_form_action = "digest.setup";

/// The form that sets a digest up, filled with what it would be.
chat::form digest_form(settings const& shown);

/// All that /digest can do.
chat::message digest_help();
/// The digests that there are, and when each is posted next.
chat::message digest_status(std::vector<book::entry> const& all, base::time_point now);
chat::message digest_was_set_up(settings const& digest, base::time_point now);
/// A message with only the picture, for a preview.
chat::message picture_alone(std::string file, std::string words);

/// "Friday, 2026-11-20, 16:00 (Europe/Berlin)"
std::string when_posted(calendar::time_zone const& zone, base::time_point at);

}  // namespace huzzah::digests
