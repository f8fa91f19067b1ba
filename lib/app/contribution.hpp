// What a feature hands in: all that the rest of the program knows of it.
#pragma once

#include "app/context.hpp"
#include "app/feature.hpp"
#include "app/json_section.hpp"
#include "app/sections.hpp"
#include "store/feature_tables.hpp"

#include <any>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace huzzah::app {

/// A slash command.
class command_words {
 public:
  std::string name;   ///< "/water"
  std::string about;  ///< one line of what it does
  std::string usage;  ///< what may follow it; `{words}` becomes the words of all features
};

/// A shortcut in the menu of a message, or in the one of the place where people type.
class shortcut {
 public:
  std::string name;   ///< "kudos.give"; begins like an action
  std::string label;  ///< at most 24 characters
  std::string about;  ///< one line of what it does
  bool on_message = false;
};

/// What was read from the configuration, by key. Each is of the type that its reader has made.
class chosen_settings {
 public:
  /// The default where there are none.
  template <class Settings>
  Settings of(std::string const& key) const {
    auto const found = all_.find(key);
    return found == all_.end() ? Settings() : std::any_cast<Settings>(found->second);
  }
  std::any& operator[](std::string const& key) { return all_[key]; }
  bool contains(std::string const& key) const { return all_.contains(key); }

 private:
  std::map<std::string, std::any> all_;
};

/// Where settings are read from.
class settings_source {
 public:
  json_section& top;              ///< the whole configuration
  std::filesystem::path folder;   ///< beside which the files lie that it names
  problems& faulty;               ///< of what is left out, while everything else goes on
  chosen_settings const& chosen;  ///< what was read before
};

/// What a feature reads of the configuration under one key.
class settings_section {
 public:
  std::string key;  ///< "water"
  /// Reads it into settings; what is wrong is reported, and leaves the default.
  std::function<std::any(settings_source& source)> read;
  /// The JSON Schema of it, as JSON.
  std::function<std::string()> schema;
  bool is_shared = false;  ///< several features may have it; it is read once
};

/// One feature of the program. What only the settings decide is left to the feature that is started with
/// them.
class contribution {
 public:
  std::string name;                       ///< "water"
  std::vector<command_words> commands{};  ///< those that it answers
  std::vector<std::string> words{};       ///< its words of /huzzah, for the hint behind that command
  std::vector<shortcut> shortcuts{};
  std::vector<std::string> actions{};        ///< the beginnings of its buttons' and forms' actions: "water."
  std::vector<settings_section> settings{};  ///< what it reads of the configuration, in this order
  std::vector<shown_section> sections{};     ///< what it adds to what others show
  store::feature_tables tables{};            ///< what it keeps in the ledger beside entries and settings
  /// What does not add up in its tables, a line each; may be empty.
  std::function<std::vector<std::string>(store::connection& on)> check{};
  /// Makes the feature for a workspace, with what was read of the configuration.
  std::function<std::unique_ptr<feature>(context const& with, chosen_settings const& settings)> start;
};

/// Why two features don't fit into one program, in one line that names both; nullopt if all do.
std::optional<std::string> clash(std::span<contribution const> all);

/// What all of them keep in the ledger.
std::vector<store::feature_tables> tables_of(std::span<contribution const> all);

/// Starts them in their order, in which they see events. Throws std::logic_error, which names both, where two
/// have the same word of /huzzah.
std::vector<std::unique_ptr<feature>> start(std::span<contribution const> all, context const& with,
                                            chosen_settings const& settings);

}  // namespace huzzah::app
