// Takes what one row of `person` said, did and received out of the ledger, piece by piece. Internal to
// erasures.
#pragma once

#include "app/ledger/entries.hpp"

#include <cstdint>
#include <optional>

namespace huzzah::store {
class connection;
}

namespace huzzah::ledger {

/// What one step did.
class erased_step {
 public:
  std::int64_t counted = 0;  ///< of what is reported: kudos, wins, cheers
  std::int64_t rows = 0;     ///< that it touched, about
};

/// A person in one workspace, whose rows lose their identity. Each of the steps takes one entry, and says
/// nothing when none is left.
class person_eraser {
 public:
  person_eraser(store::connection& on, std::int64_t person, std::int64_t workspace);

  std::optional<erased_step> retracted_kudos();
  std::optional<erased_step> given();
  std::optional<erased_step> received();
  std::optional<erased_step> reaction();
  std::optional<erased_step> win();
  std::optional<erased_step> cheer();
  /// The rest: sums become those of no one, and the row goes.
  void person();

  /// Whose what stays is.
  std::int64_t nobody() const { return nobody_; }

 private:
  void close(std::int64_t entry);
  /// An entry of that author without words, in the place of one that leads to a message. Its day and audience
  /// are kept, since sums are by them; the moment would lead to the message.
  std::int64_t without_words(entry_row like, std::int64_t author);
  void remove_entry(std::int64_t entry);
  void remove_unused_words(entry_row const& row);

  store::connection& on_;
  std::int64_t person_;
  std::int64_t nobody_;
  std::int64_t nowhere_;
};

}  // namespace huzzah::ledger
