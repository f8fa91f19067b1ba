// A kudos for one receiver that may be recorded.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace huzzah::ledger {

/// A kudos for one receiver, about to be judged by kudos::judge().
class candidate {
 public:
  candidate() = default;
  candidate(std::string receiver_, int amount_, std::string reason_ = {},
            std::vector<std::string> values_ = {}, bool is_broadcast_ = false)
      : receiver(std::move(receiver_)),
        amount(amount_),
        reason(std::move(reason_)),
        values(std::move(values_)),
        is_broadcast(is_broadcast_) {}
  friend bool operator==(candidate const&, candidate const&) = default;

  std::string receiver;  ///< a person's id, or a broadcast's name
  int amount = 1;
  std::string reason;  ///< as chat::to_markup() writes it
  std::vector<std::string> values;
  bool is_broadcast = false;  ///< never true of what judge() accepts
  bool is_pending = false;    ///< set by judge(): the facts about the receiver are not known yet
};

}  // namespace huzzah::ledger
