#include "features/standups/book.hpp"

#include "features/standups/fields.hpp"

template class huzzah::schedule::registry<huzzah::standups::settings>;

namespace huzzah::standups {

std::string to_json(settings const& standup) {
  return fields().stored(standup);
}

result<settings> read_settings(settings const* /*kind*/, std::string_view text) {
  return fields().restored(text);
}

awaitable<result<calendar::workdays>> house_days(book& standups) {
  auto const loaded = co_await standups.load();
  if (!loaded) co_return loaded.error();
  std::vector<settings> teams;
  for (auto const& one : standups.all())
    teams.push_back(one.settings);
  co_return working_days(teams);
}

}  // namespace huzzah::standups
