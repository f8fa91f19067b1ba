#include "bot/commands/known_rituals.hpp"

#include "app/people/people.hpp"
#include "calendar/timestamp.hpp"

namespace huzzah::bot::commands {

namespace {

template <class Settings>
std::vector<schedule::known_ritual<Settings>> untouched(std::vector<Settings> const& configured) {
  std::vector<schedule::known_ritual<Settings>> all;
  for (auto const& one : configured)
    all.emplace_back().settings = one;
  return all;
}

}  // namespace

known_rituals known_rituals::read(app::chosen_settings const& configured, store::reader* ledger) {
  auto const teams = configured.of<std::vector<standups::settings>>("standups");
  auto const digests = configured.of<std::vector<digests::settings>>("digests");
  known_rituals known;
  std::string newest;
  if (ledger != nullptr) {
    auto people = people::people(*ledger);
    for (auto const& one : people::workspaces(*ledger)) {
      auto const connected = people.setting(one, "", std::string(connected_setting)).value_or("");
      if (!known.workspace.empty() && connected <= newest) continue;
      known.workspace = one;
      newest = connected;
    }
  }
  if (known.workspace.empty()) {
    known.standups = untouched(teams);
    known.digests = untouched(digests);
    return known;
  }
  auto people = people::people(*ledger);
  known.workspace_url = people.setting(known.workspace, "", std::string(url_setting)).value_or("");
  known.standups = standups::book::all_in(people, known.workspace, teams);
  known.digests = digests::book::all_in(people, known.workspace, digests);
  return known;
}

std::vector<standups::settings> known_rituals::teams() const {
  std::vector<standups::settings> all;
  all.reserve(standups.size());
  for (auto const& one : standups)
    all.push_back(one.settings);
  return all;
}

void note_connection(store::unit_of_work& work, std::string const& workspace, std::string const& url,
                     base::time_point now) {
  people::people(work).set_setting(workspace, "", std::string(url_setting), url);
  people::people(work).set_setting(workspace, "", std::string(connected_setting), calendar::to_rfc3339(now));
}

}  // namespace huzzah::bot::commands
