// Who says the same to a kudos: "me too". It adds to no sum.
#pragma once

#include "app/ledger/kudos.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace huzzah::ledger {

/// A standing kudos and its supporters.
class supported_kudos {
 public:
  kudos_source said;
  std::vector<kudos_entry> given;  ///< one for each receiver
  std::vector<std::string> by;     ///< each person once, in the order in which they came
};

/// Reads and writes who supports which kudos, within a unit of work.
class kudos_support {
 public:
  explicit kudos_support(store::connection& on) : on_(&on) {}

  /// Whether a standing kudos was given by that message itself.
  bool is_possible(chat::message_ref const& where);
  /// A person's sign is on or off as of that revision, at the kudos of a message or the one of that number.
  /// Nothing where there is no such kudos, or it is theirs: who gave or received it does not support it.
  std::vector<supported_kudos> set(chat::message_ref const& where, std::string const& person,
                                   std::string const& sign, bool is_on, base::time_point revision);
  std::vector<supported_kudos> set(std::int64_t entry, std::string const& person, std::string const& sign,
                                   bool is_on, base::time_point revision);
  /// The same as it is; nothing where it does not stand any more.
  std::vector<supported_kudos> find(std::int64_t entry);

 private:
  store::connection* on_;
};

}  // namespace huzzah::ledger
