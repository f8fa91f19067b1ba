// What a feature hands in: all that the rest of the program knows of it.
#pragma once

#include "app/context.hpp"
#include "app/feature.hpp"
#include "app/json_section.hpp"
#include "app/sections.hpp"
#include "store/feature_tables.hpp"

#include <any>
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
  std::string usage;  ///< what may follow it
};

/// Its section of the configuration, which has its name.
class settings_section {
 public:
  /// Reads it into the feature's own settings; what is wrong is reported, and leaves the default.
  std::function<std::any(json_section& from)> read;
  /// The JSON Schema of it, as JSON.
  std::function<std::string()> schema;
};

/// The settings of features, by their names.
using chosen_settings = std::map<std::string, std::any>;

/// One feature of the program. What only the settings decide is left to the feature that is started with
/// them.
class contribution {
 public:
  std::string name;                       ///< "water"
  std::vector<command_words> commands{};  ///< those that it answers
  std::vector<std::string> actions{};     ///< the beginnings of its buttons' and forms' actions: "water."
  std::optional<settings_section> section{};
  std::vector<shown_section> sections{};  ///< what it adds to what others show
  store::feature_tables tables{};         ///< what it keeps in the ledger beside entries and settings
  /// What does not add up in its tables, a line each; may be empty.
  std::function<std::vector<std::string>(store::connection& on)> check{};
  /// Makes the feature for a workspace. `settings` is what its section was read into; empty without one.
  std::function<std::unique_ptr<feature>(context const& with, std::any const& settings)> start;
};

/// Why two features don't fit into one program, in one line that names both; nullopt if all do.
std::optional<std::string> clash(std::span<contribution const> all);

/// What all of them keep in the ledger.
std::vector<store::feature_tables> tables_of(std::span<contribution const> all);

/// Starts them in their order, in which they see events.
std::vector<std::unique_ptr<feature>> start(std::span<contribution const> all, context const& with,
                                            chosen_settings const& settings);

}  // namespace huzzah::app
