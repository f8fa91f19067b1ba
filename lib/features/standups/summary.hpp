// The summary of a round, from the moment it closes: posted once, and kept true to the answers, edits and
// cheers that come later.
#pragma once

#include "base/clock.hpp"
#include "calendar/workdays.hpp"
#include "chat/poster.hpp"
#include "features/standups/rounds.hpp"
#include "features/standups/standup.hpp"
#include "store/unit_of_work.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace huzzah::standups {

/// Writes summaries within units of work, on the writer thread. A value that never changes; copies are as
/// good as the original.
class summary_keeper {
 public:
  /// `configured`: the stand-ups of the configuration. `poster` must outlive it; it is asked only for links
  /// and limits.
  summary_keeper(std::vector<settings> configured, chat::poster const& poster);

  /// Puts the summary of a round that closes into the outbox, and in dm mode each answer into its thread.
  void post(store::unit_of_work& work, standup_round const& round, base::time_point now) const;

  /// Makes the summary of a closed round say what is so now; does nothing where none was posted.
  void revise(store::unit_of_work& work, std::int64_t id, base::time_point now) const;

  /// Whether every answer that is in a message has its link, as far as revise() can find out: those of dm
  /// mode have none before their copies are sent.
  bool is_linked(store::unit_of_work& work, std::int64_t id) const;

  /// The days on which a stand-up's people work; with an empty name, those of the whole house.
  calendar::workdays workdays(store::connection& on, std::string const& workspace,
                              std::string const& standup) const;

 private:
  std::vector<chat::message> messages(store::unit_of_work& work, standup_round const& round) const;

  std::vector<settings> configured_;
  chat::poster const* poster_;
};

}  // namespace huzzah::standups
