// All that is kept about one person, as they may read it themselves.
#pragma once

#include "app/ledger/kudos_records.hpp"
#include "app/ledger/operator_acts.hpp"
#include "app/ledger/person_record.hpp"
#include "app/ledger/win_views.hpp"
#include "app/people/viewer.hpp"

#include <string>
#include <vector>

namespace huzzah::ledger {

/// Both in the order in which they were recorded, what was taken back too.
class personal_copy {
 public:
  person_record record;
  std::vector<recognition_record> kudos;  ///< given and received; hidden where the person can't read them
  std::vector<win_view> wins;
  std::vector<operator_act> acts;  ///< of operators, that concerned the person
};

personal_copy copy_of(store::connection& on, std::string const& workspace, std::string const& person,
                      people::viewer const& to);

/// kind ("operator_act"), act, whose (null: everybody's), at.
std::string to_json(operator_act const& one);

}  // namespace huzzah::ledger
