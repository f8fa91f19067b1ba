// Kinds of options that several commands have.
#pragma once

#include "calendar/local_date.hpp"

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace huzzah::bot::cli {

/// An option that names a file.
CLI::Option& add_path(CLI::App& to, std::string const& name, std::optional<std::filesystem::path>& into,
                      std::string const& what);

/// An argument without a name, FILE, that must be there.
CLI::Option& add_file(CLI::App& to, std::filesystem::path& into, std::string const& what);

/// An option that takes a date, such as 2026-11-02.
CLI::Option& add_date(CLI::App& to, std::string const& name, std::optional<calendar::local_date>& into,
                      std::string const& what);

/// An option that takes one of several words.
CLI::Option& add_choice(CLI::App& to, std::string const& name, std::string const& type,
                        std::vector<std::string> const& words, std::string const& usual,
                        std::function<void(std::string const&)> const& take);

/// The same by the name of --format.
CLI::Option& add_format(CLI::App& to, std::vector<std::string> const& words, std::string const& usual,
                        std::function<void(std::string const&)> const& take);

}  // namespace huzzah::bot::cli
