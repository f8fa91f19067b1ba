#include "features/digests/recipe.hpp"

#include "features/digests/book.hpp"

#include <nlohmann/json.hpp>

#include <utility>

namespace huzzah::digests {

namespace {

using nlohmann::json;

base::duration::rep number_of(base::time_point moment) {
  return moment.time_since_epoch().count();
}

base::time_point moment_of(json const& number) {
  return base::time_point(base::duration(number.get<base::duration::rep>()));
}

}  // namespace

std::string recipe::written() const {
  json made{{"digest", to_json(digest)},
            {"date", calendar::to_string(window.date)},
            {"from", number_of(window.from)},
            {"until", number_of(window.until)}};
  if (window.late_since) made["late_since"] = number_of(*window.late_since);
  return made.dump();
}

std::optional<recipe> recipe::read(std::string const& written) {
  try {
    auto const all = json::parse(written);
    auto known = read_settings(static_cast<settings const*>(nullptr), all.at("digest").get<std::string>());
    auto const date = calendar::parse_date(all.at("date").get<std::string>());
    if (!known || !date) return {};
    recipe found;
    found.digest = std::move(known).value();
    found.window = {*date, moment_of(all.at("from")), moment_of(all.at("until"))};
    if (all.contains("late_since")) found.window.late_since = moment_of(all.at("late_since"));
    return found;
  } catch (json::exception const&) {
    return {};
  }
}

}  // namespace huzzah::digests
