#include "app/contribution.hpp"

#include <utility>

namespace huzzah::app {

namespace {

/// Who has what, one kind of thing after another.
class owners {
 public:
  void claim(std::string const& what, std::string const& feature) {
    auto const [owner, is_new] = owners_.emplace(what, feature);
    if (!is_new && !clash_)
      clash_ = "the features " + owner->second + " and " + feature + " both have " + what;
  }
  std::optional<std::string> clash() const { return clash_; }

 private:
  std::map<std::string, std::string> owners_;
  std::optional<std::string> clash_;
};

}  // namespace

std::optional<std::string> clash(std::span<contribution const> all) {
  owners found;
  for (auto const& one : all) {
    found.claim("the name " + one.name, one.name);
    for (auto const& command : one.commands)
      found.claim("the command " + command.name, one.name);
    for (auto const& chosen : one.shortcuts)
      found.claim("the shortcut " + chosen.name, one.name);
    for (auto const& action : one.actions)
      found.claim("the buttons " + action, one.name);
    for (auto const& table : one.tables.tables)
      found.claim("the table " + table.table, one.name);
    for (auto const& part : one.settings)
      if (!part.is_shared) found.claim("the section " + part.key + " of the configuration", one.name);
  }
  return found.clash();
}

std::vector<store::feature_tables> tables_of(std::span<contribution const> all) {
  std::vector<store::feature_tables> tables;
  for (auto const& one : all)
    if (!one.tables.migrations.empty()) tables.push_back(one.tables);
  return tables;
}

std::vector<std::unique_ptr<feature>> start(std::span<contribution const> all, context const& with,
                                            chosen_settings const& settings) {
  auto of_all = with;
  for (auto const& one : all)
    of_all.sections.insert(of_all.sections.end(), one.sections.begin(), one.sections.end());
  std::vector<std::unique_ptr<feature>> started;
  for (auto const& one : all)
    started.push_back(one.start(of_all, settings));
  return started;
}

}  // namespace huzzah::app
