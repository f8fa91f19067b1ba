// A digest's document in the formats it is read in.
#pragma once

#include "chat/message.hpp"
#include "features/digests/digest.hpp"

#include <string>
#include <utility>
#include <vector>

namespace huzzah::digests {

/// For the chat: the first message goes to the channel (at most 25 blocks), the others into its thread; each
/// within 50 blocks and within the text limits of message.hpp's blocks. What the channel has no room for is
/// in the thread; if that exceeds about 20 messages, the rest is reduced to the names of those it is about,
/// so that no one is left out. `picture` is a file of the platform's (see chat::image_block), or empty; text
/// replaces it then. Without parts it is one line.
std::vector<chat::message> to_messages(document const& digest, std::string const& picture);

/// In plain words what the picture shows, for those who don't see it; empty when it would show nothing.
std::string picture_in_words(document const& digest);

/// The bars of the picture, each with its label and count: days ("Mon") of up to a fortnight, else weeks by
/// their first day ("16 Nov").
std::vector<std::pair<std::string, int>> picture_bars(document const& digest);

/// Markdown; what people wrote is escaped, so that it formats and mentions nothing.
std::string to_markdown(document const& digest);

/// A complete page of HTML that can be mailed: styles inline, no scripts, nothing loaded, light and dark.
/// Text is escaped, and only http and https become links.
std::string to_html(document const& digest);

/// JSON, of which these keys stay as they are:
/// `title`, `subtitle`; `sections`: a list of `section` ("wins"), `title` and `lines`, each with `text`,
/// `links` (addresses in the order of the text), `words` (a list of `text` and `links`) and, where the line
/// is about a person who is shouted out, `person` (their id); `instead`: the line of an empty digest, else
/// left out; `by_day`: a list of `date` and `count`; `by_value`: a list of `value` and `count`.
std::string to_json(document const& digest);

}  // namespace huzzah::digests
