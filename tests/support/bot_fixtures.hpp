// What the tests of the program share: made-up variables and files that go away.
#pragma once

#include "bot/config/config.hpp"

#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <string>

namespace huzzah::bot::test {

/// Variables as given, and no others.
inline cli::environment variables(std::map<std::string, std::string> values = {}) {
  return [values = std::move(values)](std::string const& name) -> std::optional<std::string> {
    auto const at = values.find(name);
    return at == values.end() || at->second.empty() ? std::nullopt : std::optional(at->second);
  };
}

/// Both tokens, well-formed.
inline cli::environment both_tokens() {
  return variables({{"SLACK_APP_TOKEN", "xapp-1-A1-app"}, {"SLACK_BOT_TOKEN", "xoxb-1-bot"}});
}

/// A folder of one test's own.
class folder {
 public:
  folder() {
    auto name = (std::filesystem::temp_directory_path() / "huzzah-test-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
  }
  folder(folder const&) = delete;
  folder& operator=(folder const&) = delete;
  ~folder() { std::filesystem::remove_all(path_); }

  std::filesystem::path operator/(std::string const& name) const { return path_ / name; }

  /// Writes a file that only its owner can read, and names it.
  std::filesystem::path write(std::string const& name, std::string const& text) const {
    auto const file = path_ / name;
    std::ofstream(file, std::ios::binary) << text;
    std::filesystem::permissions(file,
                                 std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    return file;
  }

 private:
  std::filesystem::path path_;
};

/// All problems as the operator reads them.
inline std::vector<std::string> lines(config::problems const& found) {
  std::vector<std::string> all;
  for (auto const& one : found)
    all.push_back(to_string(one));
  return all;
}

/// The same as one text, for searching.
inline std::string text(config::problems const& found) {
  std::string all;
  for (auto const& line : lines(found))
    all += line + "\n";
  return all;
}

}  // namespace huzzah::bot::test
