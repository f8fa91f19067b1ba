// Slack's schedule of redelivery, as pure arithmetic.
#pragma once

#include "base/clock.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace huzzah::sandbox {

/// An event that must be sent (again).
class delivery {
 public:
  delivery(std::string envelope_id_, std::string payload_)
      : envelope_id(std::move(envelope_id_)), payload(std::move(payload_)) {}

  std::string envelope_id;
  std::string payload;  ///< JSON
  int attempt = 0;      ///< 0: the first
};

/// The events that wait for their acknowledgement. One that is not acknowledged within 3 s is due again at
/// once, then after a minute, then after five; then it is given up. Times are uptimes.
class redelivery_schedule {
 public:
  /// An event was sent for the first time.
  void sent(delivery first, base::duration now);
  /// How long after its last sending it was acknowledged; nothing if it is not waited for.
  std::optional<base::duration> acknowledge(std::string const& envelope_id, base::duration now);
  /// How long ago it was sent for the first time; nothing if it is not waited for.
  std::optional<base::duration> age(std::string const& envelope_id, base::duration now) const;
  /// What is to be sent again now; counted as sent.
  std::vector<delivery> due(base::duration now);
  /// Whatever waits for its next try need not wait any longer.
  void hurry(base::duration now);
  /// Forgets all that is not acknowledged, as if its last try had failed.
  void give_up();
  /// When due() has something to do next.
  std::optional<base::duration> next() const;
  std::size_t size() const { return waiting_.size(); }

 private:
  struct entry {
    delivery what;
    base::duration sent;
    base::duration first_sent;
    bool resting;  ///< waits for its next try, not for an ack
    std::multimap<base::duration, std::string>::iterator turn;
  };
  std::map<std::string, entry> waiting_;
  std::multimap<base::duration, std::string> turns_;
};

}  // namespace huzzah::sandbox
