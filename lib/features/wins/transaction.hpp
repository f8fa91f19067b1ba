// What a telling does to the record: decides within the unit of work whether it is a win, and which question
// it answers.
#pragma once

#include "features/wins/recorder.hpp"

#include <map>
#include <string>

namespace huzzah::wins {

/// One telling within its unit of work, on the writer thread.
class transaction {
 public:
  /// All must outlive it; `known` are the author and those mentioned.
  transaction(store::unit_of_work& work, submission const& told,
              std::map<std::string, chat::person> const& known, options const& options, base::time_point now);

  /// Does all of it.
  outcome run();

 private:
  /// The standing win of this very source.
  std::optional<ledger::win_entry> stated_before();
  /// The question that it is an answer to, if it is one; 0: none.
  std::int64_t question_answered();
  bool has_answered(std::int64_t about);
  /// Why a win is more than is kept.
  std::optional<win_refusal> too_much(chat::rich_text const& win, calendar::local_date day);
  /// Says so to the author of a message.
  void refuse(win_refusal why, chat::rich_text const& win);
  /// Which wins a milestone counts: what is said of a message others read.
  people::viewer counted() const;
  /// The round number that was reached by a win on that day.
  win_milestone reached(calendar::local_date day, std::int64_t about, bool is_first_of_day);
  /// Those mentioned who can be thanked.
  std::vector<std::string> teammates(chat::rich_text const& win) const;
  void say_what_follows(outcome& done, chat::rich_text const& win);
  /// An answer is no longer expected, or it was given before a backup was restored.
  bool is_late();
  bool was_told();
  /// A warm word for who has nothing to tell today.
  void take_no(std::int64_t about);

  store::unit_of_work& work_;
  submission const& told_;
  std::map<std::string, chat::person> const& known_;
  options const& options_;
  base::time_point now_;
  std::optional<ledger::win_entry> before_;
};

}  // namespace huzzah::wins
