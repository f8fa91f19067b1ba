// What is said because of a kudos: put right within the unit of work that changed the ledger, so that words
// and record can't disagree.
#pragma once

#include "base/clock.hpp"
#include "features/kudos_options.hpp"
#include "storage/unit_of_work.hpp"

#include <string>
#include <vector>

namespace huzzah::features {

/// The answers to one source. Lives within a unit of work, on the writer thread.
class kudos_answers {
 public:
  /// All three must outlive it. `late`: it was said so long ago that the reaction is all that is said of it,
  /// and receivers are told once for all.
  kudos_answers(storage::unit_of_work& work, storage::source const& said, kudos_options const& options,
                base::time_point now, bool late = false);

  /// Tells the receivers, each privately, and corrects or takes back what they were told. `link` opens the
  /// message, or is empty; what was said `in_direct` is named by neither place nor link, as nobody else can
  /// go there.
  void notify(storage::change const& change, std::string const& link, bool in_direct);

  /// Answers a message where it stands: `given` is all that it gives now. `thread` is the thread it is in,
  /// or empty.
  void acknowledge(std::string const& giver, std::vector<recognition::candidate> const& given,
                   std::string const& thread);

  /// Tells the giver alone why somebody got nothing; once for the same reasons.
  /// `in_direct`: it was said to the bot alone, where nobody else reads the answer.
  void refuse(std::string const& giver, recognition::verdict const& judged, std::string const& thread,
              bool in_direct);

  /// Takes back all that was said because of what `change` removed.
  void withdraw(storage::change const& change);

 private:
  /// What those are called whom reasons mention.
  chat::name_finder names() const;
  std::string note(storage::entry const& one, std::string const& link, bool in_direct) const;

  storage::unit_of_work& work_;
  storage::source const& said_;
  kudos_options const& options_;
  base::time_point now_;
  bool late_;
  std::string key_;
};

}  // namespace huzzah::features
