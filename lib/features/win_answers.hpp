// What is said because of a win: put right within the unit of work that changed the record, so that words and
// record can't disagree.
#pragma once

#include "base/clock.hpp"
#include "features/win_options.hpp"
#include "features/win_words.hpp"
#include "storage/unit_of_work.hpp"

#include <optional>
#include <string>
#include <vector>

namespace huzzah::features {

/// How a win was said.
enum class win_way {
  message,  ///< in a channel
  direct,   ///< to the bot alone
  command,
  form,
};

/// The answers to one win. Lives within a unit of work, on the writer thread.
class win_answers {
 public:
  /// All must outlive it. `thread` is the thread that a message is in, or empty.
  win_answers(storage::unit_of_work& work, storage::win_entry const& win, win_way way,
              std::string const& thread, win_options const& options, base::time_point now);

  /// Answers a win where it was said: a message by a reaction, one to the bot alone by a message, or by a
  /// reaction too if it was found late. What came by command or form is answered in its acknowledgement.
  void acknowledge(win_shown shown, std::vector<recognition::impact> const& impacts,
                   win_milestone const& reached, bool late);
  /// Cheers a round number: in the thread of what others read, else acknowledge() does.
  void cheer(win_milestone const& reached);
  /// Offers the author, once, to thank those whom the win mentions.
  void offer_kudos(std::vector<std::string> const& teammates);

  /// Shows others a win that was not said in a channel: posts the copy, or makes it say what the win now
  /// says. `channel` is where a copy goes that answers no round, or empty. The copies that belong to a
  /// round's summary are posted with it.
  win_shown show(std::string const& channel);
  /// The private answer, and the copy, once the author has shared it.
  void now_shared(win_shown shown);

  /// Takes back all that was said because of it.
  void withdraw();
  /// Lets the summary of the round that the win answers say what is so now, if it was posted.
  void tell_round();

 private:
  std::string acknowledgement_key() const;
  std::optional<storage::standup_round> round();
  chat::message copy();

  storage::unit_of_work& work_;
  storage::win_entry const& win_;
  win_way way_;
  std::string const& thread_;
  win_options const& options_;
  base::time_point now_;
};

}  // namespace huzzah::features
