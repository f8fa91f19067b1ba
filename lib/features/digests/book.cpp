#include "features/digests/book.hpp"

#include "app/schedule/settings_json.hpp"

#include <nlohmann/json.hpp>

template class huzzah::schedule::registry<huzzah::digests::settings>;

namespace huzzah::digests {

using nlohmann::json;

std::string to_json(settings const& digest) {
  json all = {{"name", digest.name},
              {"channel", digest.channel},
              {"time_zone", digest.zone.name()},
              {"day", digest.day.c_encoding()},
              {"at", calendar::to_string(digest.at)},
              {"period", to_string(digest.period)},
              {"encourage", digest.when_empty == empty_digest::encourage},
              {"ping", digest.ping},
              {"picture", digest.picture},
              {"sections", json::array()}};
  for (auto const section : digest.sections)
    all["sections"].push_back(to_string(section));
  return all.dump(-1, ' ', false, json::error_handler_t::replace);
}

result<settings> read_settings(settings const* /*kind*/, std::string_view text) {
  return schedule::guarded([text] {
    auto const all = json::parse(text);
    settings read;
    read.name = all.at("name").get<std::string>();
    read.channel = all.at("channel").get<std::string>();
    read.zone = schedule::zone_in(all);
    read.day = std::chrono::weekday(all.at("day").get<unsigned>());
    read.at = schedule::time_in(all, "at");
    read.period = schedule::known(digest_period_from(all.at("period").get<std::string>()), "period");
    read.when_empty = all.at("encourage").get<bool>() ? empty_digest::encourage : empty_digest::nothing;
    read.ping = all.at("ping").get<bool>();
    read.picture = all.at("picture").get<bool>();
    read.sections.clear();
    for (auto const& word : all.at("sections"))
      read.sections.push_back(schedule::known(digest_section_from(word.get<std::string>()), "section"));
    return read;
  });
}

}  // namespace huzzah::digests
