// Private messages that quote what was said in a channel: whether the person may read it is asked when it is
// sent.
#pragma once

#include "app/people/audience.hpp"
#include "chat/message.hpp"

#include <set>
#include <string>
#include <vector>

namespace huzzah::delivery {

/// The body of a delivery with two versions: `full` for a person who can read all these channels (ids) when
/// it is sent, `others` for one who can't.
std::string restricted(chat::message const& full, chat::message const& others,
                       std::set<std::string> const& channels);

/// One body that says what those bodies say, one below the other.
std::string joined(std::vector<std::string> const& bodies);

/// The words of a delivery's body for the person who gets them; unreachable where it can't be found out now
/// which ones.
awaitable<result<chat::message>> words_for(people::audience& readers, std::string body, std::string person);
/// The words of a delivery's body that everybody may get.
chat::message words_for_others(std::string const& body);

}  // namespace huzzah::delivery
