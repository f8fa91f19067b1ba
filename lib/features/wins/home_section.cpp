#include "features/wins/home_section.hpp"

#include "app/ledger/win_views.hpp"
#include "app/people/directory.hpp"
#include "app/people/people.hpp"
#include "calendar/local_date.hpp"
#include "features/wins/words.hpp"

#include <string>
#include <utility>

namespace huzzah::wins {

namespace {

/// More than a person has in a week, but for a very good one.
constexpr int most_read = 60;

chat::section of_person(store::connection& on, app::reading const& by, chat::poster const& workspace) {
  auto all = ledger::wins_of(on, by.workspace, by.person.id, most_read);
  auto const monday = calendar::week_start(people::zone_of(by.person).date_of(by.until));
  std::erase_if(all, [&](auto const& win) { return win.said_on < monday; });
  for (auto& win : all)
    if (!win.where.id.empty()) win.link = workspace.link_to(win.where);
  auto const name_of = [&](std::string const& person) {
    return people::people(on).name_of(by.workspace, person);
  };
  return wins_of_my_week(all, name_of);
}

}  // namespace

app::shown_section home_section(chat::poster const& workspace) {
  app::shown_section made;
  made.where = app::surface::home;
  made.order = 20;
  made.make = [&workspace](store::connection& on, app::reading const& by) {
    return of_person(on, by, workspace);
  };
  return made;
}

}  // namespace huzzah::wins
