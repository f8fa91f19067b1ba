// What is said because of a kudos: put right within the unit of work that changed the ledger, so that words
// and record can't disagree.
#pragma once

#include "app/ledger/kudos.hpp"
#include "app/ledger/kudos_support.hpp"
#include "base/clock.hpp"
#include "chat/message.hpp"
#include "features/kudos/options.hpp"
#include "store/unit_of_work.hpp"

#include <string>
#include <vector>

namespace huzzah::kudos {

/// The reaction that says "recorded".
std::string receipt_of(options const& options);

/// The answers to one source. Lives within a unit of work, on the writer thread.
class replies {
 public:
  /// All three must outlive it. `late`: it was said so long ago that a reaction is the only answer, and
  /// receivers get one note for all of it.
  replies(store::unit_of_work& work, ledger::kudos_source const& said, options const& options,
          base::time_point now, bool late = false);

  /// Notifies the receivers, each privately, and corrects or takes back earlier notes. `link` opens the
  /// message, or is empty; for what was said `in_direct` neither place nor link is given, as no one else can
  /// go there.
  void notify(ledger::kudos_change const& change, std::string const& link, bool in_direct);

  /// What a form gave is said in the channel that it names.
  void announce(ledger::kudos_change const& change);
  /// Says in the receivers' notes, and where it was announced, who supports it.
  void show_support(ledger::supported_kudos const& now, std::string const& link, bool in_direct);
  /// Answers a message in its place: `given` is all that it gives now. `thread` is the thread it is in, or
  /// empty.
  void acknowledge(std::string const& giver, std::vector<candidate> const& given, std::string const& thread);

  /// Shows only the giver why a receiver got nothing; once for the same reasons. `in_direct`: it was said to
  /// the bot only, where no one else reads the answer.
  void refuse(std::string const& giver, verdict const& judged, std::string const& thread, bool in_direct);

  /// Takes away what shows a kudos to others than its receivers, and shows it again as it is then.
  void conceal();
  void reveal(ledger::supported_kudos const& now);

  /// Takes back all that was said because of what `change` removed.
  void withdraw(ledger::kudos_change const& change);

 private:
  /// The names of those who are mentioned in reasons.
  chat::name_finder names() const;
  std::string note(ledger::kudos_entry const& one, std::string const& link, bool in_direct,
                   std::vector<std::string> const& by = {}) const;
  void announce(std::vector<ledger::kudos_entry> const& given, std::vector<std::string> const& by);
  chat::message announcement(std::vector<ledger::kudos_entry> const& given,
                             std::vector<std::string> const& by) const;

  store::unit_of_work& work_;
  ledger::kudos_source const& said_;
  options const& options_;
  base::time_point now_;
  bool late_;
  std::string key_;
};

}  // namespace huzzah::kudos
