#include "app/contribution.hpp"

#include <stdexcept>
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
  for (auto const& one : all)
    with.sections->insert(with.sections->end(), one.sections.begin(), one.sections.end());
  owners words;
  std::vector<std::unique_ptr<feature>> started;
  for (auto const& one : all) {
    auto const before = with.operations->size();
    started.push_back(one.start(with, settings));
    for (auto i = before; i < with.operations->size(); ++i) {
      auto& added = (*with.operations)[i];
      added.feature = one.name;
      words.claim("the word " + added.word + " of /huzzah", one.name);
    }
  }
  if (auto const twice = words.clash()) throw std::logic_error(*twice);
  return started;
}

}  // namespace huzzah::app
