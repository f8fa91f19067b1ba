// How the summary of a round reads. Pure: facts in, messages out.
#pragma once

#include "calendar/local_date.hpp"
#include "chat/message.hpp"
#include "recognition/digest.hpp"

#include <map>
#include <string>
#include <vector>

namespace huzzah::features {

/// What a summary tells.
class round_summary {
 public:
  calendar::local_date date;
  std::string question;
  std::vector<recognition::told_win> wins;         ///< in the order said, with links where there are some
  std::vector<recognition::achievement> streaks;   ///< worth a nod
  std::vector<recognition::recognised> teammates;  ///< the names of those whom wins mention
  bool in_private = false;                         ///< answers were said privately, and stand in its thread
};

/// The summary: the first message goes to the channel, what has no room there into its thread. Who said most
/// appreciated things comes first; nobody is pinged. A round without answers gets one warm line, which
/// differs from day to day. Each message is within every limit of a chat's blocks.
std::vector<chat::message> summarise(round_summary const& round);

/// What stands in the thread where more wins stood before some were taken back.
chat::message nothing_more();

}  // namespace huzzah::features
