// What the record holds of a channel's messages, to compare with what the platform says that is there.
#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

namespace huzzah::store {
class connection;
}

namespace huzzah::ledger {

/// What is recorded of a message, by what it says or by the emoji on it.
class recorded_message {
 public:
  friend bool operator==(recorded_message const&, recorded_message const&) = default;

  std::string id;
  std::set<std::pair<std::string, std::string>> reactions;  ///< person and emoji: kudos and cheers
};

/// The messages of a channel with recorded entries, oldest first, from an id to another (both
/// included).
std::vector<recorded_message> recorded(store::connection& on, std::string const& workspace,
                                       std::string const& channel, std::string const& from,
                                       std::string const& to);

}  // namespace huzzah::ledger
