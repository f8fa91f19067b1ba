// What the wins feature says, in one place. Pure: facts in, messages and documents out. People in a win are
// named in what others read, and never pinged by it.
#pragma once

#include "app/ledger/win_views.hpp"
#include "app/ledger/wins.hpp"
#include "chat/document.hpp"
#include "features/wins/impact.hpp"
#include "store/reader.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace huzzah::wins {

/// The actions of our buttons and forms.
namespace win_action {
inline constexpr std::string_view open_form = "win.form";  ///< value: a question's id
inline constexpr std::string_view submit = "win.submit";   ///< context: a question's id; field "win"
inline constexpr std::string_view share = "win.share";     ///< value: a win's id; so are the next two
inline constexpr std::string_view thank = "win.thank";
inline constexpr std::string_view take_back = "win.undo";
}  // namespace win_action

/// Round numbers that a win has reached; 0 for one that it has not.
class win_milestone {
 public:
  int wins = 0;
  int days = 0;  ///< working days in a row
  bool empty() const { return wins == 0 && days == 0; }
};

/// Where others find a win that was not said in a channel.
enum class win_shown {
  to_nobody,    ///< it is private
  here,         ///< in the channel or thread that the author looks at
  at_close,     ///< in the summary that a stand-up will post
  in_summary,   ///< in a summary that is posted
  to_the_team,  ///< it is shared, though no message shows it
};

/// Bounds of what is recorded.
inline constexpr std::size_t longest_win = 3'000;  ///< characters
inline constexpr int most_wins_of_day = 50;        ///< of one person

/// Why something that states a win is not recorded.
enum class win_refusal { too_long, too_many };

/// One line for the author about it: what is too much, and what to do. `length` is in characters.
std::string win_refused(win_refusal why, std::size_t length);
/// The same with the words given back, where they are in no message.
chat::message win_refused(win_refusal why, chat::rich_text const& words, chat::limits const& most);

/// The private answer to a win that was said to the bot only, by command or by form. `can_take_back` adds a
/// button for what has no message that its author could delete.
chat::message win_noted(ledger::win_entry const& win, win_shown shown, std::vector<impact> const& impacts,
                        win_milestone const& reached, bool can_take_back);

/// A message was kept as a private win.
chat::message win_kept(ledger::win_entry const& win);

/// The bot's message that shows others a win: its author, and the words.
chat::message win_copy(std::string const& author, chat::rich_text const& words);

/// The line that cheers a round number, in the thread of the win.
chat::message win_cheered(std::string const& author, win_milestone const& reached);

/// Offers, privately, to thank those who are mentioned in a win.
chat::message kudos_offer(std::vector<std::string> const& teammates, std::string win);

/// The form in which a question is answered.
chat::form win_form(std::string reference, std::string const& question);

/// How to record a win, shown privately.
chat::message win_help();

/// A person's own wins.
class own_wins {
 public:
  std::vector<ledger::win_view> last;  ///< newest first, with links
  int count = 0;
  int streak = 0;               ///< working days
  std::vector<impact> impacts;  ///< of the last ones, added up
};
/// "/wins".
chat::document wins_of_mine(own_wins const& mine, chat::name_finder const& name_of);

/// A person's own wins of the week, newest first, with links, as a part of their home page.
chat::section wins_of_my_week(std::vector<ledger::win_view> const& wins, chat::name_finder const& name_of);

/// "/wins week": shared wins, newest first, with links.
chat::document wins_of_week(std::vector<ledger::win_view> const& wins, chat::name_finder const& name_of);

}  // namespace huzzah::wins
