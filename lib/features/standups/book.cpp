#include "features/standups/book.hpp"

#include "app/schedule/settings_json.hpp"

#include <nlohmann/json.hpp>

template class huzzah::schedule::registry<huzzah::standups::settings>;

namespace huzzah::standups {

using nlohmann::json;

std::string to_json(settings const& standup) {
  json all = {{"name", standup.name},
              {"channel", standup.channel},
              {"time_zone", standup.zone.name()},
              {"prompt_at", calendar::to_string(standup.prompt_at)},
              {"close_at", calendar::to_string(standup.close_at)},
              {"mode", to_string(standup.mode)},
              {"members", standup.members},
              {"question", standup.question},
              {"days", json::array()},
              {"days_off", json::array()}};
  if (standup.remind_at) all["remind_at"] = calendar::to_string(*standup.remind_at);
  for (unsigned day = 0; day < 7; ++day)
    if (standup.on.days.contains(std::chrono::weekday(day))) all["days"].push_back(day);
  for (auto const day : standup.on.off)
    all["days_off"].push_back(calendar::to_string(day));
  return all.dump(-1, ' ', false, json::error_handler_t::replace);
}

result<settings> read_settings(settings const* /*kind*/, std::string_view text) {
  return schedule::guarded([text] {
    auto const all = json::parse(text);
    settings read;
    read.name = all.at("name").get<std::string>();
    read.channel = all.at("channel").get<std::string>();
    read.zone = schedule::zone_in(all);
    read.prompt_at = schedule::time_in(all, "prompt_at");
    read.close_at = schedule::time_in(all, "close_at");
    if (all.contains("remind_at")) read.remind_at = schedule::time_in(all, "remind_at");
    read.mode = schedule::known(standup_mode_from(all.at("mode").get<std::string>()), "mode");
    read.members = all.at("members").get<std::vector<std::string>>();
    read.question = all.at("question").get<std::string>();
    read.on.days = {};
    for (auto const& day : all.at("days"))
      read.on.days.add(std::chrono::weekday(day.get<unsigned>()));
    for (auto const& day : all.at("days_off"))
      read.on.off.insert(calendar::parse_date(day.get<std::string>()).value());
    return read;
  });
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
