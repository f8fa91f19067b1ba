// What is remembered of people and of workspaces, apart from kudos: names, and what they have chosen.
#pragma once

#include <map>
#include <optional>
#include <string>

namespace huzzah::storage {

class connection;

/// Reads and writes people within a unit of work.
class people {
 public:
  explicit people(connection& on) : on_(&on) {}

  /// Remembers what somebody is called and where they live (IANA name); an empty one leaves what was known.
  void upsert(std::string const& workspace, std::string const& id, std::string const& name,
              std::string const& time_zone);

  /// What somebody is called; empty when that was never learned.
  std::string name_of(std::string const& workspace, std::string const& id);

  /// Whether somebody wants no direct messages about kudos they receive.
  bool muted(std::string const& workspace, std::string const& id);
  void set_muted(std::string const& workspace, std::string const& id, bool muted);

  /// What a person, or with an empty `person` a workspace, has chosen under a name.
  std::optional<std::string> setting(std::string const& workspace, std::string const& person,
                                     std::string const& name);
  void set_setting(std::string const& workspace, std::string const& person, std::string const& name,
                   std::string const& value);
  /// All that was chosen under names that begin with `prefix`, by the whole name.
  std::map<std::string, std::string> settings(std::string const& workspace, std::string const& person,
                                              std::string const& prefix);

 private:
  connection* on_;
};

}  // namespace huzzah::storage
