// A digest's document in the formats it is read in.
#pragma once

#include "chat/message.hpp"
#include "recognition/digest.hpp"

#include <string>
#include <vector>

namespace huzzah::recognition {

/// For the chat: the first message goes to the channel (at most about 25 blocks), the others into its thread;
/// each within 50 blocks and within the text limits of message.hpp's blocks. `picture` is a file of the
/// platform's (see chat::image_block), or empty; text stands for it then.
std::vector<chat::message> to_messages(digest_document const& digest, std::string const& picture);

/// In plain words what the picture shows, for those who don't see it.
std::string picture_in_words(digest_document const& digest);

/// Markdown; a page of HTML by itself that can be mailed, its text escaped; JSON.
std::string to_markdown(digest_document const& digest);
std::string to_html(digest_document const& digest);
std::string to_json(digest_document const& digest);

}  // namespace huzzah::recognition
