// The sections of a digest, each from the facts to one of the document. One that has nothing to tell has
// no cards.
#pragma once

#include "chat/quotes.hpp"
#include "features/digests/digest.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace huzzah::digests {

/// The sources of every section. Outlived by the facts and settings it refers to.
class digest_sources {
 public:
  digest_sources(digests::facts const& facts_, settings const& digest_);

  digests::facts const& facts;
  settings const& digest;
  chat::shown_names names;

  bool wants(digest_section section) const;
  /// A person who is shouted out: a mention with `ping`, else their name.
  chat::token shouted_out(std::string const& person) const;
};

/// Those who are recognised for the first time, with what was said of them.
chat::section tell_first_time(digest_sources const& from);
/// The others, person by person: first those who were long unrecognised, then in the order of time. Holds the
/// first-timers too, before all others, when they have no section of their own.
chat::section tell_shoutouts(digest_sources const& from);
/// What people won, author by author: first those with a win of the day, then in the order of time; and what
/// it is worth all together.
chat::section tell_wins(digest_sources const& from);
/// Each value that was lived, with an example.
chat::section tell_values(digest_sources const& from);
/// Numbers of wins and days in a row that were reached.
chat::section tell_streaks(digest_sources const& from);
/// A few who recognised many different people, in the order of the alphabet.
chat::section tell_breadth(digest_sources const& from);
/// One line about this window and the one before, where there was anything in both.
chat::section tell_comparison(digest_sources const& from);
/// Who received most, most first.
chat::section tell_board(digest_sources const& from);

/// How often each value was named, most often first.
std::vector<std::pair<std::string, int>> count_values(facts const& facts);

}  // namespace huzzah::digests
