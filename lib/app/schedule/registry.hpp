// The rituals of a kind that are in force: those of the configuration, and what chat has made of them.
#pragma once

#include "app/people/people.hpp"
#include "base/async.hpp"
#include "base/clock.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "calendar/local_date.hpp"
#include "calendar/time_zone.hpp"
#include "store/store.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace huzzah::schedule {

/// What chat has said of a ritual, whether it was set up there or is in the configuration.
class overrides {
 public:
  bool off = false;  ///< by "/standup off", until it is set up or resumed again
  std::optional<calendar::local_date> paused_until;  ///< the first day on which it happens again
  std::set<calendar::local_date> skipped;            ///< days to leave out
  std::string set_up_by;                             ///< who set it up from chat; else empty
  base::time_point since;  ///< when chat last changed it: what was due before is not made up for
  friend bool operator==(overrides const&, overrides const&) = default;

  /// Whether it is called off, paused or skipped on that day (the ritual's).
  bool rests_on(calendar::local_date day) const {
    return off || (paused_until && day < *paused_until) || skipped.contains(day);
  }
};

/// What chat has said of one ritual, as it is kept under a name in the settings of the workspace.
class kept_ritual {
 public:
  overrides notes;
  bool is_removed = false;              ///< it says only that what was there was taken back
  std::optional<std::string> settings;  ///< where chat made them, as text
};

/// The form in which it is kept, and back; invalid_input for what can't be understood.
std::string written(kept_ritual const& said);
result<kept_ritual> read_kept(std::string const& text);

/// Logs that what chat has said of the ritual `key` can't be read. `has_other`: the configuration's holds.
void log_unreadable(std::string const& key, bool has_other, error const& why);

/// One ritual that is known, resting or not.
template <class Settings>
class known_ritual {
 public:
  Settings settings;
  overrides notes;
  bool from_chat = false;  ///< its settings were made there; else they stand in the configuration
};

/// All rituals of one kind of a workspace. What differs between the kinds is found by argument-dependent
/// lookup at `Settings`, which also has a `name` and a `channel`:
///
///     std::string_view ritual_kind(settings const*);      // "standup": begins its keys
///     std::string to_json(settings const&);
///     result<settings> read_settings(settings const*, std::string_view json);
///
/// The database is the truth, this remembers it. Rituals are called by their names in any case. I/O thread
/// only; `store` must outlive it.
///
///     auto book = digests::book(store, workspace.id(), options.configured);
///     if (auto read = co_await book.load(); !read) …          // does nothing when it was read before
///     for (auto const& one : book.all()) … one.settings, one.notes.rests_on(date) …
///     co_await book.set_up(settings, person, clock.now());
///     auto pause = [until](overrides& notes) { notes.paused_until = until; };
///     co_await book.note("friday", std::move(pause), clock.now());
template <class Settings>
class registry {
 public:
  using entry = known_ritual<Settings>;

  registry(store::store& store, std::string workspace, std::vector<Settings> configured);

  /// Reads what chat has said, unless that was done. What can't be understood is left out with a log line.
  awaitable<result<>> load();
  /// All that are known, in the order of the configuration, then by name; empty before load().
  std::vector<entry> const& all() const { return entries_; }
  /// The one of that name; null if there is none. Valid until the next change.
  entry const* find(std::string_view name) const;
  /// Whether the configuration names one so.
  bool is_configured(std::string_view name) const;

  /// Puts a ritual of those settings in the place of the one of that name, if there is one; ends that one's
  /// being off and paused.
  awaitable<result<>> set_up(Settings settings, std::string by, base::time_point now);
  /// Changes what is noted of a ritual; not_found for an unknown name.
  awaitable<result<>> note(std::string name, std::function<void(overrides&)> change, base::time_point now);

  /// The database was changed from elsewhere: load() reads it again.
  void reread() {
    loaded_ = false;
    ++rereads_;
  }

  /// Takes back, within a unit of work, what chat has made of a ritual: what the configuration says of it
  /// holds again, if it is there. False if chat has said nothing of it.
  static bool remove_in(people::people in, std::string const& workspace, std::string_view name,
                        base::time_point now);

  /// What the database has at the moment, for a unit of work on any thread (`configured` as passed to the
  /// constructor): all, or the one of a name.
  static std::vector<entry> all_in(people::people from, std::string const& workspace,
                                   std::vector<Settings> const& configured);
  static std::optional<entry> find_in(people::people from, std::string const& workspace,
                                      std::vector<Settings> const& configured, std::string_view name);

  /// "standup:core", the name under which it is known to schedule::rituals and kept as a setting.
  static std::string key_of(std::string_view name);

 private:
  awaitable<result<>> keep(entry changed);

  store::store& store_;
  std::string workspace_;
  std::vector<Settings> configured_;
  std::vector<entry> entries_;
  bool loaded_ = false;
  std::uint64_t rereads_ = 0;
};

/// The one of that name, in any case, among some; null if there is none.
template <class Settings>
known_ritual<Settings> const* named(std::vector<known_ritual<Settings>> const& some, std::string_view name) {
  auto const key = registry<Settings>::key_of(name);
  for (auto const& one : some)
    if (registry<Settings>::key_of(one.settings.name) == key) return &one;
  return nullptr;
}

namespace detail {

/// How an entry is kept: its notes, and its settings where chat made them.
template <class Settings>
kept_ritual kept_form(known_ritual<Settings> const& one) {
  kept_ritual said;
  said.notes = one.notes;
  if (one.from_chat) said.settings = to_json(one.settings);
  return said;
}

/// Lays what chat has said over a ritual of the configuration (or over none).
template <class Settings>
result<known_ritual<Settings>> overlaid(std::optional<Settings> configured, std::string const& text) {
  auto said = read_kept(text);
  if (!said) return std::move(said).error();
  if (said->is_removed) return error(errc::not_found, "removed");
  known_ritual<Settings> one;
  one.notes = std::move(said->notes);
  one.from_chat = said->settings.has_value();
  if (one.from_chat) {
    auto settings = read_settings(static_cast<Settings const*>(nullptr), *said->settings);
    if (!settings) return std::move(settings).error();
    one.settings = std::move(*settings);
  } else {
    // One of the configuration that was noted about and is gone from there.
    if (!configured) return error(errc::not_found, "no longer in the configuration");
    one.settings = std::move(*configured);
  }
  return one;
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
  if (one.error().code != errc::not_found) log_unreadable(key, plain.has_value(), one.error());
  return plain;
}

/// A day off that has long passed says nothing any more.
inline constexpr auto kept_after_skip = std::chrono::days{14};

}  // namespace detail

template <class Settings>
registry<Settings>::registry(store::store& store, std::string workspace, std::vector<Settings> configured)
    : store_(store), workspace_(std::move(workspace)), configured_(std::move(configured)) {}

template <class Settings>
std::string registry<Settings>::key_of(std::string_view name) {
  return std::string(ritual_kind(static_cast<Settings const*>(nullptr))) + ":" + base::to_lower(name);
}

template <class Settings>
awaitable<result<>> registry<Settings>::load() {
  if (loaded_) co_return result<>();
  auto const rereads = rereads_;
  auto unit = [workspace = workspace_, configured = configured_](store::unit_of_work& work) {
    return all_in(people::people(work), workspace, configured);
  };
  auto found = co_await store_.write(std::move(unit));
  if (!found) co_return std::move(found).error();
  entries_ = std::move(found).value();
  loaded_ = rereads == rereads_;
  co_return result<>();
}

template <class Settings>
auto registry<Settings>::all_in(people::people from, std::string const& workspace,
                                std::vector<Settings> const& configured) -> std::vector<entry> {
  auto kept = from.settings(workspace, "", key_of(""));
  std::vector<entry> all;
  for (auto const& settings : configured) {
    auto const said = kept.extract(key_of(settings.name));
    auto one = detail::entry_of<Settings>(key_of(settings.name), settings,
                                          said ? std::optional(said.mapped()) : std::nullopt);
    if (one) all.push_back(std::move(*one));
  }
  for (auto const& [key, said] : kept) {
    auto one = detail::entry_of<Settings>(key, std::nullopt, said);
    if (one) all.push_back(std::move(*one));
  }
  return all;
}

template <class Settings>
auto registry<Settings>::find(std::string_view name) const -> entry const* {
  return named(entries_, name);
}

template <class Settings>
bool registry<Settings>::is_configured(std::string_view name) const {
  auto const key = key_of(name);
  return std::any_of(configured_.begin(), configured_.end(),
                     [&](Settings const& one) { return key_of(one.name) == key; });
}

template <class Settings>
auto registry<Settings>::find_in(people::people from, std::string const& workspace,
                                 std::vector<Settings> const& configured, std::string_view name)
    -> std::optional<entry> {
  auto const key = key_of(name);
  auto const stated = std::find_if(configured.begin(), configured.end(),
                                   [&](Settings const& one) { return key_of(one.name) == key; });
  return detail::entry_of<Settings>(
      key, stated == configured.end() ? std::nullopt : std::optional<Settings>(*stated),
      from.setting(workspace, "", key));
}

template <class Settings>
bool registry<Settings>::remove_in(people::people in, std::string const& workspace, std::string_view name,
                                   base::time_point now) {
  auto const key = key_of(name);
  auto const kept = in.setting(workspace, "", key);
  if (!kept) return false;
  if (auto const said = read_kept(*kept); said && said->is_removed) return false;
  kept_ritual removed;
  removed.is_removed = true;
  removed.notes.since = now;
  in.set_setting(workspace, "", key, written(removed));
  return true;
}

template <class Settings>
awaitable<result<>> registry<Settings>::set_up(Settings settings, std::string by, base::time_point now) {
  entry fresh;
  fresh.settings = std::move(settings);
  fresh.notes.set_up_by = std::move(by);
  fresh.notes.since = now;
  fresh.from_chat = true;
  co_return co_await keep(std::move(fresh));
}

template <class Settings>
awaitable<result<>> registry<Settings>::note(std::string name, std::function<void(overrides&)> change,
                                             base::time_point now) {
  auto const* known = find(name);
  if (known == nullptr) co_return error(errc::not_found, "nothing is called " + name);
  auto changed = *known;
  change(changed.notes);
  changed.notes.since = std::max(changed.notes.since, now);
  std::erase_if(changed.notes.skipped, [&](calendar::local_date day) {
    return day < calendar::time_zone().date_of(now) - detail::kept_after_skip;
  });
  co_return co_await keep(std::move(changed));
}

template <class Settings>
awaitable<result<>> registry<Settings>::keep(entry changed) {
  // Read first, so that what is remembered is all there is.
  auto read = co_await load();
  if (!read) co_return std::move(read).error();
  auto unit = [workspace = workspace_, key = key_of(changed.settings.name),
               form = written(detail::kept_form(changed))](store::unit_of_work& work) {
    people::people(work).set_setting(workspace, "", key, form);
  };
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

}  // namespace huzzah::schedule
