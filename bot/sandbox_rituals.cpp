#include "bot/sandbox_rituals.hpp"

#include "bot/prompt_packs.hpp"

namespace huzzah::bot {

features::ritual_options sandbox_rituals() {
  features::ritual_options rituals;
  rituals.packs = built_in_packs();
  auto const zone = calendar::time_zone::find("Europe/London");
  recognition::standup_settings daily;
  daily.name = "daily";
  daily.channel = "#wins";
  if (zone) daily.zone = *zone;
  daily.remind_at = calendar::time_of_day{14 * 60};
  // Before the digest, so that Friday's win of the day is in it.
  daily.close_at = calendar::time_of_day{15 * 60 + 30};
  rituals.standups.push_back(std::move(daily));
  recognition::digest_settings weekly;
  weekly.name = "weekly";
  weekly.channel = "#general";
  if (zone) weekly.zone = *zone;
  rituals.digests.push_back(std::move(weekly));
  return rituals;
}

}  // namespace huzzah::bot
