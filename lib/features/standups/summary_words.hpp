// How the summary of a round reads. Pure: facts in, a document out.
#pragma once

#include "app/ledger/win_views.hpp"
#include "calendar/local_date.hpp"
#include "chat/document.hpp"
#include "features/wins/streak.hpp"

#include <map>
#include <string>
#include <vector>

namespace huzzah::standups {

/// What a summary tells.
class round_summary {
 public:
  calendar::local_date date;
  std::string question;
  std::vector<ledger::win_view> wins;            ///< in the order said, with links where there are some
  std::vector<wins::achievement> streaks;        ///< worth a nod
  std::map<std::string, std::string> teammates;  ///< by person: the names of those who are mentioned in wins
  bool in_private = false;                       ///< answers were private, and are listed in its thread
};

/// The summary. The most appreciated wins come first; no one is pinged. A round without answers gets one warm
/// line, which differs from day to day.
chat::document summarise(round_summary const& round);

/// Replaces a message of the thread that is no longer needed since wins were taken back.
chat::message nothing_more();

}  // namespace huzzah::standups
