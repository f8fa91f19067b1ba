// What the wins feature says, in one place. Pure: facts in, messages out. People whom a win mentions are
// named in what others read, and never pinged by it.
#pragma once

#include "chat/message.hpp"
#include "recognition/impact.hpp"
#include "storage/reader.hpp"
#include "storage/wins.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace huzzah::features {

/// The actions of our buttons and forms.
namespace win_action {
inline constexpr std::string_view open_form = "win.form";  ///< value: a round's id
inline constexpr std::string_view submit = "win.submit";   ///< context: a round's id; field "win"
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
  in_summary,   ///< in a summary that stands
  to_the_team,  ///< it is shared, though no message shows it
};

/// The private answer to a win that was said to the bot alone, by command or by form.
/// `can_take_back` adds a button for what has no message that its author could delete.
chat::message win_noted(storage::win_entry const& win, win_shown shown,
                        std::vector<recognition::impact> const& impacts, win_milestone const& reached,
                        bool can_take_back);

/// The bot's message that shows others a win: its author, and the words.
chat::message win_copy(std::string const& author, chat::rich_text const& words);

/// The line that cheers a round number, in the thread of the win.
chat::message win_cheered(std::string const& author, win_milestone const& reached);

/// Offers, privately, to thank those whom a win mentions.
chat::message kudos_offer(std::vector<std::string> const& teammates, std::int64_t win);

/// The form of a stand-up's button.
chat::form win_form(std::int64_t round, std::string const& question);

/// How to record a win, shown privately.
chat::message win_help();

/// Somebody's own wins.
class own_wins {
 public:
  std::vector<storage::told_win_of> last;  ///< newest first, with links
  int count = 0;
  int streak = 0;                            ///< working days
  std::vector<recognition::impact> impacts;  ///< of the last ones, added up
};
/// "/wins".
chat::message wins_of_mine(own_wins const& mine, chat::name_finder const& name_of);

/// "/wins week": shared wins, newest first, with links.
chat::message wins_of_week(std::vector<storage::told_win_of> const& wins, chat::name_finder const& name_of);

}  // namespace huzzah::features
