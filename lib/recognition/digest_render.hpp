// A digest's document in the formats it is read in.
#pragma once

#include "chat/message.hpp"
#include "recognition/digest.hpp"

#include <string>
#include <utility>
#include <vector>

namespace huzzah::recognition {

/// For the chat: the first message goes to the channel (at most 25 blocks), the others into its thread; each
/// within 50 blocks and within the text limits of message.hpp's blocks. What the channel has no room for is
/// in the thread; what about 20 messages of a thread have no room for is told by the names of those it is
/// about, so that nobody is left out. `picture` is a file of the platform's (see chat::image_block), or
/// empty; text stands for it then. Without parts it is one line.
std::vector<chat::message> to_messages(digest_document const& digest, std::string const& picture);

/// In plain words what the picture shows, for those who don't see it; empty when it would show nothing.
std::string picture_in_words(digest_document const& digest);

/// The bars of the picture, each with its label and count: days ("Mon") of up to a fortnight, else weeks by
/// their first day ("16 Nov").
std::vector<std::pair<std::string, int>> picture_bars(digest_document const& digest);

/// Markdown; what people wrote is escaped, so that it formats and mentions nothing.
std::string to_markdown(digest_document const& digest);

/// A page of HTML by itself, that can be mailed: styles inline, no scripts, nothing loaded, light and dark.
/// Text is escaped, and only http and https become links.
std::string to_html(digest_document const& digest);

/// JSON, of which these keys stay as they are:
/// `title`, `subtitle`; `sections`: a list of `section` ("wins"), `title` and `lines`, each with `text`,
/// `links` (addresses in the order of the text), `words` (a list of `text` and `links`) and, where the line
/// is about somebody who is shouted out, `person` (their id); `instead`: the line of an empty digest, else
/// left out; `by_day`: a list of `date` and `count`; `by_value`: a list of `value` and `count`.
std::string to_json(digest_document const& digest);

}  // namespace huzzah::recognition
