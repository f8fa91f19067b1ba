// What is remembered of people and of workspaces, apart from kudos: names, and what they have chosen.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace huzzah::store {
class connection;
}

namespace huzzah::people {

/// Reads and writes people within a unit of work.
class people {
 public:
  explicit people(store::connection& on) : on_(&on) {}

  /// Stores a person's name and time zone (IANA name); an empty one leaves what was known.
  void upsert(std::string const& workspace, std::string const& id, std::string const& name,
              std::string const& time_zone);

  /// A person's name; empty when that was never learned.
  std::string name_of(std::string const& workspace, std::string const& id);

  /// Whether a person wants no direct messages about kudos they receive.
  bool muted(std::string const& workspace, std::string const& id);
  void set_muted(std::string const& workspace, std::string const& id, bool muted);

  /// Whether a person wants to be left out: to be asked nothing, shown on no board and in no digest, and
  /// given no kudos. Only asked of one person at a time, so that no list of them can be shown.
  bool left_out(std::string const& workspace, std::string const& id);
  void set_left_out(std::string const& workspace, std::string const& id, bool is_left_out);

  /// The people whose private kudos a person does not want, as ids.
  std::set<std::string> no_private_from(std::string const& workspace, std::string const& id);
  void set_no_private_from(std::string const& workspace, std::string const& id,
                           std::set<std::string> const& people);

  /// Whether a person wants to be on no board.
  bool off_boards(std::string const& workspace, std::string const& id);
  void set_off_boards(std::string const& workspace, std::string const& id, bool is_off);

  /// What a person, or with an empty `person` a workspace, has chosen under a name.
  std::optional<std::string> setting(std::string const& workspace, std::string const& person,
                                     std::string const& name);
  void set_setting(std::string const& workspace, std::string const& person, std::string const& name,
                   std::string const& value);
  /// All that was chosen under names that begin with `prefix`, by the whole name.
  std::map<std::string, std::string> settings(std::string const& workspace, std::string const& person,
                                              std::string const& prefix);

 private:
  void set_flag(std::string const& workspace, std::string const& id, std::string const& name, bool is_set);

  store::connection* on_;
};

/// The workspaces in the database, as ids.
std::vector<std::string> workspaces(store::connection& on);

}  // namespace huzzah::people
