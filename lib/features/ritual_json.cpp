#include "features/ritual_json.hpp"

#include <nlohmann/json.hpp>

#include <exception>

namespace huzzah::features {

namespace {

using nlohmann::json;

/// What value() throws, and what nlohmann throws, is one failure to whoever reads.
template <class Read>
auto guarded(Read read) -> result<decltype(read())> {
  try {
    return read();
  } catch (std::exception const& why) {
    return error(errc::invalid_input, why.what());
  }
}

json written(calendar::time_of_day time) {
  return calendar::to_string(time);
}
calendar::time_of_day time_in(json const& from, char const* name) {
  return calendar::parse_time_of_day(from.at(name).get<std::string>()).value();
}
calendar::time_zone zone_in(json const& from) {
  return calendar::time_zone::find(from.at("time_zone").get<std::string>()).value();
}

/// Whatever a word stands for; a word that stands for nothing is damage.
template <class T>
T known(std::optional<T> const& meant, char const* name) {
  if (!meant) throw std::invalid_argument(std::string("an unknown ") + name);
  return *meant;
}

}  // namespace

std::string to_json(recognition::standup_settings const& standup) {
  json all = {{"name", standup.name},
              {"channel", standup.channel},
              {"time_zone", standup.zone.name()},
              {"prompt_at", written(standup.prompt_at)},
              {"close_at", written(standup.close_at)},
              {"mode", to_string(standup.mode)},
              {"members", standup.members},
              {"question", standup.question},
              {"days", json::array()},
              {"days_off", json::array()}};
  if (standup.remind_at) all["remind_at"] = written(*standup.remind_at);
  for (unsigned day = 0; day < 7; ++day)
    if (standup.on.days.contains(std::chrono::weekday(day))) all["days"].push_back(day);
  for (auto const day : standup.on.off)
    all["days_off"].push_back(calendar::to_string(day));
  return all.dump(-1, ' ', false, json::error_handler_t::replace);
}

result<recognition::standup_settings> standup_from_json(std::string_view text) {
  return guarded([text] {
    auto const all = json::parse(text);
    recognition::standup_settings read;
    read.name = all.at("name").get<std::string>();
    read.channel = all.at("channel").get<std::string>();
    read.zone = zone_in(all);
    read.prompt_at = time_in(all, "prompt_at");
    read.close_at = time_in(all, "close_at");
    if (all.contains("remind_at")) read.remind_at = time_in(all, "remind_at");
    read.mode = known(recognition::standup_mode_from(all.at("mode").get<std::string>()), "mode");
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

std::string to_json(recognition::digest_settings const& digest) {
  json all = {{"name", digest.name},
              {"channel", digest.channel},
              {"time_zone", digest.zone.name()},
              {"day", digest.day.c_encoding()},
              {"at", written(digest.at)},
              {"period", to_string(digest.period)},
              {"encourage", digest.when_empty == recognition::empty_digest::encourage},
              {"ping", digest.ping},
              {"picture", digest.picture},
              {"sections", json::array()}};
  for (auto const section : digest.sections)
    all["sections"].push_back(to_string(section));
  return all.dump(-1, ' ', false, json::error_handler_t::replace);
}

result<recognition::digest_settings> digest_from_json(std::string_view text) {
  return guarded([text] {
    auto const all = json::parse(text);
    recognition::digest_settings read;
    read.name = all.at("name").get<std::string>();
    read.channel = all.at("channel").get<std::string>();
    read.zone = zone_in(all);
    read.day = std::chrono::weekday(all.at("day").get<unsigned>());
    read.at = time_in(all, "at");
    read.period = known(recognition::digest_period_from(all.at("period").get<std::string>()), "period");
    read.when_empty = all.at("encourage").get<bool>() ? recognition::empty_digest::encourage
                                                      : recognition::empty_digest::nothing;
    read.ping = all.at("ping").get<bool>();
    read.picture = all.at("picture").get<bool>();
    read.sections.clear();
    for (auto const& word : all.at("sections"))
      read.sections.push_back(known(recognition::digest_section_from(word.get<std::string>()), "section"));
    return read;
  });
}

}  // namespace huzzah::features
