#include "bot/sandbox/rituals.hpp"

#include "features/digests/digest.hpp"
#include "features/standups/prompt_packs.hpp"

namespace huzzah::bot::sandbox {

void put_rituals(app::chosen_settings& into) {
  auto const zone = calendar::time_zone::find("Europe/London");
  standups::settings daily;
  daily.name = "daily";
  daily.channel = "#wins";
  if (zone) daily.zone = *zone;
  daily.remind_at = calendar::time_of_day{14 * 60};
  // Before the digest, so that Friday's win of the day is in it.
  daily.close_at = calendar::time_of_day{15 * 60 + 30};
  into["standups"] = std::vector{std::move(daily)};
  digests::settings weekly;
  weekly.name = "weekly";
  weekly.channel = "#general";
  if (zone) weekly.zone = *zone;
  into["digests"] = std::vector{std::move(weekly)};
}

}  // namespace huzzah::bot::sandbox
