// What is kept of one person beside kudos and wins, for themselves to have.
#pragma once

#include "app/people/stored_rows.hpp"
#include "base/clock.hpp"
#include "base/error.hpp"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace huzzah::ledger {

/// An emoji of theirs on another person's win.
class kept_cheer {
 public:
  std::int64_t win = 0;
  std::string author;  ///< of the win
  std::string emoji;
};

/// What Huzzah has said, or is about to say, only to them.
class kept_message {
 public:
  base::time_point created_at;
  std::string state;  ///< "sent", "pending" …
  std::string body;   ///< a chat::message, as chat::to_json() writes it; empty for what was taken back
};

/// One person in one workspace.
class person_record {
 public:
  std::string workspace;
  std::string name;
  std::string time_zone;
  std::map<std::string, std::string> choices;
  std::vector<kept_cheer> cheers;
  std::vector<kept_message> messages;
  std::vector<people::stored_row> stored;  ///< by features
};

/// Of that id in one workspace.
person_record record_in(store::connection& on, std::string const& workspace, std::string const& id);
/// Of that id in each workspace of a ledger, also while another process writes it.
result<std::vector<person_record>> read_person(std::filesystem::path const& ledger, std::string const& id);

}  // namespace huzzah::ledger
