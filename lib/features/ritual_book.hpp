// The stand-ups and digests that are in force: those of the configuration, and what chat has made of them.
#pragma once

#include "base/async.hpp"
#include "base/clock.hpp"
#include "base/error.hpp"
#include "calendar/local_date.hpp"
#include "recognition/digest.hpp"
#include "recognition/standup.hpp"
#include "storage/store.hpp"

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace huzzah::features {

/// What chat has said of a ritual, whether it was set up there or stands in the configuration.
class ritual_notes {
 public:
  bool off = false;  ///< by "/standup off", until it is set up or resumed again
  std::optional<calendar::local_date> paused_until;  ///< the first day on which it happens again
  std::set<calendar::local_date> skipped;            ///< days to leave out
  std::string set_up_by;                             ///< who set it up from chat; else empty
  base::time_point since;  ///< when chat last changed it: what was due before is not made up for
  friend bool operator==(ritual_notes const&, ritual_notes const&) = default;

  /// Whether it does not happen on that day (the ritual's), by somebody's wish.
  bool rests_on(calendar::local_date day) const {
    return off || (paused_until && day < *paused_until) || skipped.contains(day);
  }
};

/// One ritual that is known, resting or not.
template <class Settings>
class known_ritual {
 public:
  Settings settings;
  ritual_notes notes;
  bool from_chat = false;  ///< its settings were made there; else they stand in the configuration
};

/// All rituals of one kind of a workspace: `Settings` is recognition::standup_settings or digest_settings.
/// The database is the truth, this remembers it. Rituals are called by their names in any case. I/O thread
/// only; `store` must outlive it.
///
///     auto book = digest_book(store, workspace.id(), options.rituals.digests);
///     if (auto read = co_await book.load(); !read) …          // does nothing when it was read before
///     for (auto const& one : book.all()) … one.settings, one.notes.rests_on(date) …
///     co_await book.set_up(settings, person, clock.now());
///     auto pause = [until](ritual_notes& notes) { notes.paused_until = until; };
///     co_await book.note("friday", std::move(pause), clock.now());
template <class Settings>
class ritual_book {
 public:
  using entry = known_ritual<Settings>;

  ritual_book(storage::store& store, std::string workspace, std::vector<Settings> configured);

  /// Reads what chat has said, unless that was done. What can't be understood is left out with a log line.
  awaitable<result<>> load();
  /// All that are known, in the order of the configuration, then by name; empty before load().
  std::vector<entry> const& all() const { return entries_; }
  /// The one of that name; null if there is none. Valid until the next change.
  entry const* find(std::string_view name) const;

  /// Puts a ritual of those settings in the place of the one of that name, if there is one; ends that one's
  /// being off and paused.
  awaitable<result<>> set_up(Settings settings, std::string by, base::time_point now);
  /// Changes what is noted of a ritual; not_found for an unknown name.
  awaitable<result<>> note(std::string name, std::function<void(ritual_notes&)> change, base::time_point now);

  /// What the database has at the moment, for a unit of work on any thread (`configured` as passed to the
  /// constructor): all, or the one of a name.
  static std::vector<entry> all_in(storage::people& from, std::string const& workspace,
                                   std::vector<Settings> const& configured);
  static std::optional<entry> find_in(storage::people& from, std::string const& workspace,
                                      std::vector<Settings> const& configured, std::string_view name);

  /// "standup:core", the name under which it is known to storage::rituals and kept as a setting.
  static std::string key_of(std::string_view name);

 private:
  awaitable<result<>> keep(entry changed);

  storage::store& store_;
  std::string workspace_;
  std::vector<Settings> configured_;
  std::vector<entry> entries_;
  bool loaded_ = false;
};

using standup_book = ritual_book<recognition::standup_settings>;
using digest_book = ritual_book<recognition::digest_settings>;

extern template class ritual_book<recognition::standup_settings>;
extern template class ritual_book<recognition::digest_settings>;

}  // namespace huzzah::features
