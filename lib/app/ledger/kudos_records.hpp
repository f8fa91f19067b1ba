// Kudos as they are shown and exported.
#pragma once

#include "app/ledger/kudos.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace huzzah::ledger {

class sight;

/// One kudos for one receiver, seen from outside.
class recognition_record {
 public:
  std::int64_t id = 0;  ///< of the entry: the same for all receivers of one message
  kudos_source where;
  std::string giver;
  std::string giver_name;  ///< empty when never learned
  std::string receiver;
  std::string receiver_name;
  int amount = 0;
  std::string reason;  ///< as chat::to_markup() writes it
  std::vector<std::string> values;
  base::time_point given_at;
  calendar::local_date given_on;  ///< where the giver lives
  std::optional<base::time_point> retracted_at;
  std::string link;        ///< to where it can be read; left empty by the ledger
  bool is_open = false;    ///< every full member can read it
  bool is_hidden = false;  ///< the viewer can't read it: without words, values and place
};

/// The last standing kudos that a person (by number) received, or gave; newest first. The words of those that
/// can't be seen are hidden.
std::vector<recognition_record> received_by(store::connection& on, sight& seen, std::int64_t person,
                                            int last);
std::vector<recognition_record> given_by(store::connection& on, sight& seen, std::int64_t person, int last);

/// All that a person received or gave, what was taken back too, in the order in which it was recorded.
std::vector<recognition_record> all_kudos_of(store::connection& on, sight& seen, std::int64_t person);

/// Hands over every kudos, retracted ones too, in the order they were recorded, one at a time; the callback
/// returns false to end it.
void for_each_recognition(store::connection& on, std::function<bool(recognition_record const&)> const& take);

/// How many kudos stand (are not retracted).
std::int64_t count_kudos(store::connection& on);

}  // namespace huzzah::ledger
