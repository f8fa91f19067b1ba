#include "bot/cli/command_parser.hpp"

#include "base/text.hpp"
#include "bot/cli/help_text.hpp"
#include "bot/cli/terminal_text.hpp"

#include <algorithm>

namespace huzzah::bot::cli {

namespace {

std::string did_you_mean(std::string const& word, std::vector<std::string> const& known) {
  std::vector<std::string_view> const candidates(known.begin(), known.end());
  auto const meant = base::nearest(word, candidates);
  return meant.empty() ? std::string() : "; did you mean " + std::string(meant) + "?";
}

}  // namespace

command_parser::command_parser(std::string const& version)
    : app_("A recognition bot for team chats.", "huzzah") {
  app_.set_version_flag("--version", "huzzah " + version);
  app_.require_subcommand(1);
  app_.get_formatter()->label("SUBCOMMAND", "COMMAND");
  app_.footer(std::string(help_text::program));
}

CLI::App& command_parser::add(std::string const& name, std::string const& what, std::string_view footer,
                              std::function<command()> action) {
  auto& sub = *app_.add_subcommand(name, what);
  sub.footer(std::string(footer));
  sub.group("Commands");
  chosen_.emplace_back(&sub, std::move(action));
  return sub;
}

command command_parser::read(std::vector<std::string> arguments) {
  if (arguments.empty()) return early_end(exit_code::misused, app_.help());
  if (arguments.front() == "help") {
    arguments.front() = "--help";
    if (arguments.size() > 1) std::swap(arguments[0], arguments[1]);
  }
  if (auto wrong = find_unknown(arguments)) return *wrong;
  try {
    std::reverse(arguments.begin(), arguments.end());  // as CLI11 wants it
    app_.parse(std::move(arguments));
    for (auto const& [sub, action] : chosen_)
      if (sub->parsed()) return action();
  } catch (CLI::CallForHelp const&) {
    return early_end(exit_code::fine, help());
  } catch (CLI::CallForVersion const&) {
    return early_end(exit_code::fine, app_.version() + "\n");
  } catch (CLI::ParseError const& wrong) {
    return misused(wrong.what(), chosen());
  }
  return misused("no command was given", app_);
}

CLI::App* command_parser::sub_named(std::string_view name) const {
  for (auto const& [sub, action] : chosen_)
    if (sub->get_name() == name) return sub;
  return nullptr;
}

/// An unknown command, or an option that its command does not have. CLI11's own check would report some of
/// them as another option that is missing.
std::optional<early_end> command_parser::find_unknown(std::vector<std::string> const& arguments) {
  CLI::App* current = &app_;
  auto value_is_next = false;
  for (auto const& argument : arguments) {
    if (argument == "--") break;
    if (std::exchange(value_is_next, false)) continue;
    if (argument.starts_with("-") && argument.size() > 1) {
      auto const name = argument.substr(0, argument.find('='));
      if (auto const* option = current->get_option_no_throw(name); option != nullptr) {
        value_is_next = option->get_type_size() > 0 && name == argument;
        continue;
      }
      std::vector<std::string> known;
      for (auto const* option : current->get_options())
        for (auto const& long_name : option->get_lnames())
          known.push_back("--" + long_name);
      return misused("unknown option " + name + did_you_mean(name, known), *current);
    }
    if (current != &app_) continue;  // for CLI11 to complain of
    if (auto* sub = sub_named(argument); sub != nullptr) {
      current = sub;
      continue;
    }
    std::vector<std::string> known;
    known.reserve(chosen_.size());
    for (auto const& [sub, action] : chosen_)
      known.push_back(sub->get_name());
    return misused("unknown command " + argument + did_you_mean(argument, known), app_);
  }
  return std::nullopt;
}

CLI::App const& command_parser::chosen() const {
  for (auto const& [sub, action] : chosen_)
    if (sub->parsed()) return *sub;
  return app_;
}

std::string command_parser::help() const {
  return &chosen() == &app_ ? app_.help() : chosen().help("huzzah");
}

early_end command_parser::misused(std::string const& what, CLI::App const& of) const {
  auto const name = &of == &app_ ? app_.get_name() : app_.get_name() + " " + of.get_name();
  return {exit_code::misused, name + ": " + printable(what) + " (see " + name + " --help)\n"};
}

}  // namespace huzzah::bot::cli
