// The summary of a round, from the moment it closes: posted once, and kept true to the answers, edits and
// cheers that come later.
#pragma once

#include "base/clock.hpp"
#include "calendar/workdays.hpp"
#include "chat/message.hpp"
#include "features/standups/rounds.hpp"
#include "features/standups/standup.hpp"
#include "store/unit_of_work.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace huzzah::standups {

/// Writes summaries within units of work, on the writer thread. A value that never changes; copies are as
/// good as the original.
class summary_keeper {
 public:
  /// Gives a link to a message; called on the writer thread, as workspace::link_to() may be.
  using link_maker = std::function<std::string(chat::message_ref const&)>;

  /// `configured`: the stand-ups of the configuration.
  summary_keeper(std::vector<settings> configured, link_maker link);

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
  link_maker link_;
};

}  // namespace huzzah::standups
