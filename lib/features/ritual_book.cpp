#include "features/ritual_book.hpp"

#include "base/text.hpp"
#include "features/ritual_json.hpp"

#include <spdlog/spdlog.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <exception>

namespace huzzah::features {

namespace {

using nlohmann::json;

// What differs between the kinds of rituals.
std::string prefix_of(recognition::standup_settings const*) {
  return "standup:";
}
std::string prefix_of(recognition::digest_settings const*) {
  return "digest:";
}
result<recognition::standup_settings> read_settings(recognition::standup_settings const*,
                                                    std::string const& text) {
  return standup_from_json(text);
}
result<recognition::digest_settings> read_settings(recognition::digest_settings const*,
                                                   std::string const& text) {
  return digest_from_json(text);
}

/// A day off that has long passed says nothing any more.
constexpr auto kept_after_skip = std::chrono::days{14};

/// How an entry is kept: its notes, and its settings where chat made them.
template <class Settings>
std::string kept_form(known_ritual<Settings> const& one) {
  auto const& notes = one.notes;
  json all = {{"off", notes.off}, {"by", notes.set_up_by}, {"since", notes.since.time_since_epoch().count()}};
  if (notes.paused_until) all["paused_until"] = calendar::to_string(*notes.paused_until);
  for (auto const day : notes.skipped)
    all["skipped"].push_back(calendar::to_string(day));
  if (one.from_chat) all["settings"] = to_json(one.settings);
  return all.dump(-1, ' ', false, json::error_handler_t::replace);
}

ritual_notes notes_in(json const& all) {
  ritual_notes notes;
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

/// Lays what chat has said over a ritual of the configuration (or over none).
template <class Settings>
result<known_ritual<Settings>> overlaid(std::optional<Settings> configured, std::string const& kept) {
  try {
    auto const all = json::parse(kept);
    known_ritual<Settings> one;
    one.notes = notes_in(all);
    one.from_chat = all.contains("settings");
    if (one.from_chat) {
      auto settings =
          read_settings(static_cast<Settings const*>(nullptr), all.at("settings").get<std::string>());
      if (!settings) return std::move(settings).error();
      one.settings = std::move(*settings);
    } else {
      // One of the configuration that was noted about and is gone from there.
      if (!configured) return error(errc::not_found, "no longer in the configuration");
      one.settings = std::move(*configured);
    }
    return one;
  } catch (std::exception const& why) {
    return error(errc::invalid_input, why.what());
  }
}

/// The entry of a name; what chat said is left out with a log line where it can't be understood.
template <class Settings>
std::optional<known_ritual<Settings>> entry_of(std::string const& key, std::optional<Settings> configured,
                                               std::optional<std::string> const& kept) {
  std::optional<known_ritual<Settings>> plain;
  if (configured) plain.emplace().settings = *configured;
  if (!kept) return plain;
  auto one = overlaid(std::move(configured), *kept);
  if (one) return std::move(*one);
  if (one.error().code != errc::not_found)
    spdlog::error("what was set up from chat as {} can't be read{}: {}", key,
                  plain ? ", so the configuration's holds" : "", one.error().detail);
  return plain;
}

}  // namespace

template <class Settings>
ritual_book<Settings>::ritual_book(storage::store& store, std::string workspace,
                                   std::vector<Settings> configured)
    : store_(store), workspace_(std::move(workspace)), configured_(std::move(configured)) {}

template <class Settings>
std::string ritual_book<Settings>::key_of(std::string_view name) {
  return prefix_of(static_cast<Settings const*>(nullptr)) + base::to_lower(name);
}

template <class Settings>
awaitable<result<>> ritual_book<Settings>::load() {
  if (loaded_) co_return result<>();
  auto unit = [workspace = workspace_, configured = configured_](storage::unit_of_work& work) {
    return all_in(work.people, workspace, configured);
  };
  auto found = co_await store_.write(std::move(unit));
  if (!found) co_return std::move(found).error();
  entries_ = std::move(found).value();
  loaded_ = true;
  co_return result<>();
}

template <class Settings>
auto ritual_book<Settings>::all_in(storage::people& from, std::string const& workspace,
                                   std::vector<Settings> const& configured) -> std::vector<entry> {
  auto kept = from.settings(workspace, "", key_of(""));
  std::vector<entry> all;
  for (auto const& settings : configured) {
    auto const said = kept.extract(key_of(settings.name));
    auto one = entry_of<Settings>(key_of(settings.name), settings,
                                  said ? std::optional(said.mapped()) : std::nullopt);
    if (one) all.push_back(std::move(*one));
  }
  for (auto const& [key, said] : kept) {
    auto one = entry_of<Settings>(key, std::nullopt, said);
    if (one) all.push_back(std::move(*one));
  }
  return all;
}

template <class Settings>
auto ritual_book<Settings>::find(std::string_view name) const -> entry const* {
  auto const key = key_of(name);
  auto const found = std::find_if(entries_.begin(), entries_.end(),
                                  [&](entry const& one) { return key_of(one.settings.name) == key; });
  return found == entries_.end() ? nullptr : &*found;
}

template <class Settings>
auto ritual_book<Settings>::find_in(storage::people& from, std::string const& workspace,
                                    std::vector<Settings> const& configured, std::string_view name)
    -> std::optional<entry> {
  auto const key = key_of(name);
  auto const stated = std::find_if(configured.begin(), configured.end(),
                                   [&](Settings const& one) { return key_of(one.name) == key; });
  return entry_of<Settings>(key, stated == configured.end() ? std::nullopt : std::optional<Settings>(*stated),
                            from.setting(workspace, "", key));
}

template <class Settings>
awaitable<result<>> ritual_book<Settings>::set_up(Settings settings, std::string by, base::time_point now) {
  entry fresh;
  fresh.settings = std::move(settings);
  fresh.notes.set_up_by = std::move(by);
  fresh.notes.since = now;
  fresh.from_chat = true;
  co_return co_await keep(std::move(fresh));
}

template <class Settings>
awaitable<result<>> ritual_book<Settings>::note(std::string name, std::function<void(ritual_notes&)> change,
                                                base::time_point now) {
  auto const* known = find(name);
  if (known == nullptr) co_return error(errc::not_found, "nothing is called " + name);
  auto changed = *known;
  change(changed.notes);
  changed.notes.since = std::max(changed.notes.since, now);
  std::erase_if(changed.notes.skipped, [&](calendar::local_date day) {
    return day < calendar::time_zone().date_of(now) - kept_after_skip;
  });
  co_return co_await keep(std::move(changed));
}

template <class Settings>
awaitable<result<>> ritual_book<Settings>::keep(entry changed) {
  // Read first, so that what is remembered is all there is.
  auto read = co_await load();
  if (!read) co_return std::move(read).error();
  auto unit = [workspace = workspace_, key = key_of(changed.settings.name), form = kept_form(changed)](
                  storage::unit_of_work& work) { work.people.set_setting(workspace, "", key, form); };
  auto kept = co_await store_.write(std::move(unit));
  if (!kept) co_return std::move(kept).error();
  auto const name = key_of(changed.settings.name);
  auto const known = std::find_if(entries_.begin(), entries_.end(),
                                  [&](entry const& one) { return key_of(one.settings.name) == name; });
  if (known == entries_.end())
    entries_.push_back(std::move(changed));
  else
    *known = std::move(changed);
  co_return result<>();
}

template class ritual_book<recognition::standup_settings>;
template class ritual_book<recognition::digest_settings>;

}  // namespace huzzah::features
