// What a telling does to the record: decides within the unit of work whether it is a win, and which stand-up
// it answers.
#pragma once

#include "features/win_recorder.hpp"

#include <map>
#include <string>

namespace huzzah::features {

/// One telling within its unit of work, on the writer thread.
class win_settling {
 public:
  /// All must outlive it; `known` are the author and those mentioned.
  win_settling(storage::unit_of_work& work, win_telling const& told,
               std::map<std::string, chat::person> const& known, win_options const& options,
               base::time_point now);

  /// Does all of it.
  win_recorded run();

 private:
  /// The standing win of this very source.
  std::optional<storage::win_entry> stated_before();
  /// The round that it is an answer to, if it is one; 0: none.
  std::int64_t round_answered();
  /// The stand-up that waits for answers in the channel of a command.
  std::int64_t open_round_here();
  bool has_answered(std::int64_t round);
  /// Which wins a milestone counts: what is said of a message others read.
  storage::which_wins counted() const;
  /// The round number that was reached by a win on that day.
  win_milestone reached(calendar::local_date day, std::int64_t round, bool is_first_of_day);
  /// Those mentioned who can be thanked.
  std::vector<std::string> teammates(chat::rich_text const& win) const;
  void say_what_follows(win_recorded& done, chat::rich_text const& win);
  /// Nobody waits for an answer any more, or it was given before a backup was restored.
  bool is_late();
  bool was_told();
  /// A warm word for who has nothing to tell today.
  void take_no(std::int64_t round);

  storage::unit_of_work& work_;
  win_telling const& told_;
  std::map<std::string, chat::person> const& known_;
  win_options const& options_;
  base::time_point now_;
  std::optional<storage::win_entry> before_;
};

}  // namespace huzzah::features
