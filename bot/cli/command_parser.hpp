// What reading a command line is, whatever the commands: help, the version, and one clear line when it is
// wrong.
#pragma once

#include "bot/cli/command_line.hpp"

#include <CLI/CLI.hpp>

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace huzzah::bot::cli {

/// The program and its commands, each with what it comes to once its options have been read.
class command_parser {
 public:
  explicit command_parser(std::string const& version);
  command_parser(command_parser const&) = delete;
  command_parser& operator=(command_parser const&) = delete;

  /// Adds a command; `action` says what it comes to, and may still refuse. `footer` is shown below the
  /// options in its help.
  CLI::App& add(std::string const& name, std::string const& what, std::string_view footer,
                std::function<command()> action);

  /// What the arguments ask for.
  command read(std::vector<std::string> arguments);

  /// For an action that refuses: what is wrong with the command that was given.
  early_end misused(std::string const& what) const { return misused(what, chosen()); }

 private:
  early_end misused(std::string const& what, CLI::App const& of) const;
  CLI::App* sub_named(std::string_view name) const;
  std::optional<early_end> find_unknown(std::vector<std::string> const& arguments);
  /// The command that was given, else the program.
  CLI::App const& chosen() const;
  std::string help() const;

  CLI::App app_;
  std::vector<std::pair<CLI::App*, std::function<command()>>> chosen_;
};

}  // namespace huzzah::bot::cli
