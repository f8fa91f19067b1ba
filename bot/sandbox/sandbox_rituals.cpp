#include "bot/sandbox/sandbox_rituals.hpp"

#include "bot/config/prompt_packs.hpp"

namespace huzzah::bot {

ritual_options sandbox_rituals() {
  ritual_options rituals;
  rituals.packs = built_in_packs();
  auto const zone = calendar::time_zone::find("Europe/London");
  standups::settings daily;
  daily.name = "daily";
  daily.channel = "#wins";
  if (zone) daily.zone = *zone;
  daily.remind_at = calendar::time_of_day{14 * 60};
  // Before the digest, so that Friday's win of the day is in it.
  daily.close_at = calendar::time_of_day{15 * 60 + 30};
  rituals.standups.push_back(std::move(daily));
  digests::settings weekly;
  weekly.name = "weekly";
  weekly.channel = "#general";
  if (zone) weekly.zone = *zone;
  rituals.digests.push_back(std::move(weekly));
  return rituals;
}

}  // namespace huzzah::bot
