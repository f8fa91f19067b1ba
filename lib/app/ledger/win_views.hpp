// Wins as they are shown to others: with names, cheers, impacts, and where they can be read.
#pragma once

#include "app/ledger/impact.hpp"
#include "app/people/viewer.hpp"
#include "base/clock.hpp"
#include "calendar/local_date.hpp"
#include "chat/event.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace huzzah::store {
class connection;
}

namespace huzzah::ledger {

class sight;

/// One win as others see it, or as its author does.
class win_view {
 public:
  std::int64_t id = 0;
  std::string author;
  std::string author_name;
  std::string text;         ///< as chat::to_markup() writes it
  chat::message_ref where;  ///< where it can be read; empty when nowhere
  std::string heard_in;     ///< the channel whose members hear of it; empty: its author's own
  std::string link;
  base::time_point said_at;
  calendar::local_date said_on;  ///< where its author lives
  int cheers = 0;                ///< people who reacted
  std::int64_t round = 0;        ///< of a stand-up, which it answers; 0: none
  bool of_the_day = false;       ///< most cheers of its stand-up's day
  std::vector<impact> impacts;
  std::string reference;  ///< the number as buttons carry it; only of one's own
  bool shared = true;
  bool is_open = false;  ///< every full member can read it
  std::optional<base::time_point> retracted_at;
};

/// The channels in which wins are heard: it is asked once more who can read them before they are shown.
std::set<std::string> channels_of(std::vector<win_view> const& wins);
/// Keeps the wins that are heard in one of these channels, those that were shared without one, and a person's
/// own.
void keep_heard_in(std::vector<win_view>& wins, std::set<std::string> const& channels,
                   std::string const& person);

/// The standing shared wins that answer a round, in the order said. The members of its channel hear all of
/// them. `where` is the message itself or ours that shows it; links are left empty, here and below.
std::vector<win_view> wins_of_round(store::connection& on, std::int64_t round);
/// Those whose wins answer a round, private ones too, in the order in which they did.
std::vector<std::string> authors_of_round(store::connection& on, std::int64_t round);
/// The standing shared wins said after `from` and up to `until` that are visible, in that order; a workspace
/// by its number.
std::vector<win_view> wins_between(store::connection& on, std::int64_t workspace, sight& seen,
                                   base::time_point from, base::time_point until);
/// A person's own standing wins, private ones too, newest first; or the shared ones from `since` (a day of
/// their authors') on that are visible to `to`, newest first.
std::vector<win_view> wins_of(store::connection& on, std::string const& workspace, std::string const& person,
                              int most);
std::vector<win_view> shared_wins(store::connection& on, std::string const& workspace,
                                  calendar::local_date since, int most, people::viewer const& to);
/// All of a person's own, what was taken back too, in the order in which they were recorded.
std::vector<win_view> all_wins_of(store::connection& on, std::string const& workspace,
                                  std::string const& person);
/// Hands over every standing win of every workspace, private ones too, in the order they were recorded, one
/// at a time; the callback returns false to end it.
void for_each_win(store::connection& on, std::function<bool(win_view const&)> const& take);
/// The same with those that were taken back: their words are kept until the person is forgotten.
void for_each_win_ever(store::connection& on, std::function<bool(win_view const&)> const& take);
/// Whether a message states a standing win, or is ours and shows one (see copy_key).
bool shows_win(store::connection& on, chat::message_ref const& where);

}  // namespace huzzah::ledger
