#include "app/schedule/registry.hpp"

#include <spdlog/spdlog.h>
#include <nlohmann/json.hpp>

#include <exception>

namespace huzzah::schedule {
namespace {

using nlohmann::json;

overrides notes_in(json const& all) {
  overrides notes;
  notes.off = all.value("off", false);
  notes.set_up_by = all.value("by", std::string());
  notes.since = base::time_point(base::duration(all.value("since", std::int64_t{0})));
  if (all.contains("paused_until"))
    notes.paused_until = calendar::parse_date(all.at("paused_until").get<std::string>()).value();
  if (all.contains("skipped"))
    for (auto const& day : all.at("skipped"))
      notes.skipped.insert(calendar::parse_date(day.get<std::string>()).value());
  return notes;
}

}  // namespace

std::string written(kept_ritual const& said) {
  auto const& notes = said.notes;
  auto const since = notes.since.time_since_epoch().count();
  // people/keep_narrower looks for this word, so that an older backup does not bring a ritual back.
  if (said.is_removed) return json{{"removed", true}, {"since", since}}.dump();
  json all = {{"off", notes.off}, {"by", notes.set_up_by}, {"since", since}};
  if (notes.paused_until) all["paused_until"] = calendar::to_string(*notes.paused_until);
  for (auto const day : notes.skipped)
    all["skipped"].push_back(calendar::to_string(day));
  if (said.settings) all["settings"] = *said.settings;
  return all.dump(-1, ' ', false, json::error_handler_t::replace);
}

result<kept_ritual> read_kept(std::string const& text) {
  try {
    auto const all = json::parse(text);
    kept_ritual said;
    said.is_removed = all.is_object() && all.value("removed", false);
    if (said.is_removed) return said;
    said.notes = notes_in(all);
    if (all.contains("settings")) said.settings = all.at("settings").get<std::string>();
    return said;
  } catch (std::exception const& why) {
    return error(errc::invalid_input, why.what());
  }
}

void log_unreadable(std::string const& key, bool has_other, error const& why) {
  spdlog::error("what was set up from chat as {} can't be read{}: {}", key,
                has_other ? ", so the configuration's holds" : "", why.detail);
}

}  // namespace huzzah::schedule
