// What is said because of a win: put right within the unit of work that changed the record, so that words and
// record can't disagree.
#pragma once

#include "base/clock.hpp"
#include "features/wins/options.hpp"
#include "features/wins/words.hpp"
#include "store/unit_of_work.hpp"

#include <optional>
#include <string>
#include <vector>

namespace huzzah::wins {

/// How a win was said.
enum class win_way {
  message,  ///< in a channel
  direct,   ///< to the bot only
  command,
  form,
};

/// The answers to one win. Lives within a unit of work, on the writer thread.
class replies {
 public:
  /// All must outlive it. `thread` is the thread that a message is in, or empty.
  replies(store::unit_of_work& work, ledger::win_entry const& win, win_way way, std::string const& thread,
          options const& options, base::time_point now);

  /// Answers a win where it was said: a message by a reaction, one to the bot only by a message, or by a
  /// reaction too if it was found late. What came by command or form is answered in its acknowledgement.
  void acknowledge(win_shown shown, std::vector<impact> const& impacts, win_milestone const& reached,
                   bool late);
  /// Cheers a round number: in the thread of what others read, else acknowledge() does.
  void cheer(win_milestone const& reached);
  /// Offers the author, once, to thank those who are mentioned in the win.
  void offer_kudos(std::vector<std::string> const& teammates);

  /// Shows others a win that was not said in a channel: posts the copy, or makes it say what the win now
  /// says. `channel` is where a copy goes that answers no question, or empty. The copies that belong to
  /// a summary are posted with it.
  win_shown show(std::string const& channel);
  /// The private answer, and the copy, once the author has shared it.
  void now_shared(win_shown shown);

  /// Takes back all that was said because of it.
  void withdraw();
  /// Lets the summary of the question that the win answers say what is so now, if it was posted.
  void tell_asker();

 private:
  std::string acknowledgement_key() const;
  std::optional<question> answered();
  chat::message copy();
  /// Whether the author wants to be asked nothing and cheered nowhere.
  bool is_left_out();

  store::unit_of_work& work_;
  ledger::win_entry const& win_;
  win_way way_;
  std::string const& thread_;
  options const& options_;
  base::time_point now_;
};

}  // namespace huzzah::wins
