// What operators did that concerned people: kept for those it concerned, and changed by no command.
#pragma once

#include "base/clock.hpp"

#include <string>
#include <vector>

namespace huzzah::store {
class connection;
}

namespace huzzah::ledger {

/// A command that showed, took in or erased what is kept of people.
class operator_act {
 public:
  operator_act(std::string act_, std::string person_, base::time_point at_)
      : act(std::move(act_)), person(std::move(person_)), at(at_) {}

  std::string act;     ///< the command without names: "export", "export --include-private", "forget"
  std::string person;  ///< whose data; empty: everybody's
  base::time_point at;
};

/// Keeps it; within a unit of work, before the command says anything.
void note_act(store::connection& on, operator_act const& one);

/// Those that concerned a person, or everybody, since then; newest first, at most `most`.
std::vector<operator_act> acts_about(store::connection& on, std::string const& workspace,
                                     std::string const& person, base::time_point since, int most);

}  // namespace huzzah::ledger
