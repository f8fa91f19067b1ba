#include "bot/cli/command_options.hpp"

#include "base/text.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>

namespace huzzah::bot::cli {

namespace {

std::string check_file_name(std::string const& file) {
  return file.empty() ? "must name a file" : "";
}

}  // namespace

CLI::Option& add_path(CLI::App& to, std::string const& name, std::optional<std::filesystem::path>& into,
                      std::string const& what) {
  auto* option = to.add_option_function<std::string>(
      name, [&into](std::string const& file) { into = file; }, what);
  option->check(check_file_name)->type_name("FILE");
  return *option;
}

CLI::Option& add_file(CLI::App& to, std::filesystem::path& into, std::string const& what) {
  auto* option = to.add_option_function<std::string>(
      "FILE", [&into](std::string const& file) { into = file; }, what);
  option->check(check_file_name)->type_name("")->required();
  return *option;
}

CLI::Option& add_date(CLI::App& to, std::string const& name, std::optional<calendar::local_date>& into,
                      std::string const& what) {
  auto const check = [](std::string const& written) {
    auto const day = calendar::parse_date(written);
    return day ? std::string() : day.error().detail;
  };
  auto* option = to.add_option_function<std::string>(
      name, [&into](std::string const& written) { into = calendar::parse_date(written).value(); }, what);
  option->check(check)->type_name("DATE");
  return *option;
}

CLI::Option& add_choice(CLI::App& to, std::string const& name, std::string const& type,
                        std::vector<std::string> const& words, std::string const& usual,
                        std::function<void(std::string const&)> const& take) {
  std::string listed;
  for (auto const& word : words)
    listed += (listed.empty() ? "" : word == words.back() ? " or " : ", ") + word;
  auto const check = [words, listed](std::string const& word) {
    if (std::find(words.begin(), words.end(), word) != words.end()) return std::string();
    return "must be " + listed + ", not " + base::shorten(word, 40);
  };
  auto* option = to.add_option_function<std::string>(name, take, listed);
  option->check(check)->type_name(type)->default_str(usual);
  return *option;
}

CLI::Option& add_format(CLI::App& to, std::vector<std::string> const& words, std::string const& usual,
                        std::function<void(std::string const&)> const& take) {
  return add_choice(to, "--format", "FORMAT", words, usual, take);
}

}  // namespace huzzah::bot::cli
