// What a digest is: which moments it covers, what it is made of, and in which order it tells it. Pure.
#pragma once

#include "app/ledger/span.hpp"
#include "app/ledger/win_views.hpp"
#include "base/clock.hpp"
#include "calendar/iso_week.hpp"
#include "calendar/schedule.hpp"
#include "chat/document.hpp"
#include "chat/event.hpp"
#include "features/wins/streak.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace huzzah::digests {

/// The sections of a digest in the order in which they stand.
enum class digest_section { first_time, shoutouts, wins, values, streaks, breadth, comparison, board };
/// "first_time", "shoutouts" …
std::string_view to_string(digest_section section);
std::optional<digest_section> digest_section_from(std::string_view word);

/// How much time a digest covers.
enum class digest_period { week, two_weeks, month };
/// "week", "two_weeks", "month"
std::string_view to_string(digest_period period);
std::optional<digest_period> digest_period_from(std::string_view word);

/// What is posted when nothing was given and won.
enum class empty_digest { encourage, nothing };

/// One digest, as configured.
class settings {
 public:
  std::string name;     ///< unique among digests in any case
  std::string channel;  ///< an id, or "#name"
  calendar::time_zone zone;
  std::chrono::weekday day = std::chrono::Friday;
  calendar::time_of_day at{16 * 60};
  digest_period period = digest_period::week;
  /// Those that are wanted; where they stand is not chosen. All but the board.
  std::vector<digest_section> sections{digest_section::first_time, digest_section::shoutouts,
                                       digest_section::wins,       digest_section::values,
                                       digest_section::streaks,    digest_section::breadth,
                                       digest_section::comparison};
  empty_digest when_empty = empty_digest::encourage;
  bool ping = true;     ///< whether those who are shouted out are mentioned alive
  bool picture = true;  ///< whether a picture is attached where the platform takes one
  friend bool operator==(settings const&, settings const&) = default;
};

/// What one digest covers: after `from`, up to `until`. The windows of a digest follow one another without
/// gap or overlap, so that everything is in one of them.
class window {
 public:
  calendar::local_date date;  ///< on which it is due
  base::time_point from;
  base::time_point until;  ///< when it is due
  /// What was said before the window, and recorded after this moment, is included too: when the previous
  /// digest was made it wasn't known.
  std::optional<base::time_point> late_since{};
  friend bool operator==(window const&, window const&) = default;
};

/// The window that ends first after `moment`; the last one that ended at or before it; the one that is due in
/// an ISO week, if any is.
window next_window(settings const& digest, base::time_point moment);
window last_window(settings const& digest, base::time_point moment);
std::optional<window> window_in(settings const& digest, calendar::iso_week week);

/// One kudos as a digest tells it.
using shoutout = ledger::kudos_view;

/// A person who was recognised within the window.
class recognised {
 public:
  std::string person;
  std::string name;
  std::optional<base::time_point> last_before;  ///< their last recognition before the window; none: the first
};

/// A line of the board.
class board_line {
 public:
  std::string person;
  std::string name;
  std::int64_t received = 0;
};

/// Everything that a digest is composed from.
class facts {
 public:
  digests::window window;
  std::vector<shoutout> shoutouts;              ///< in the order given
  std::vector<recognised> people;               ///< everybody who receives a shoutout, each once
  std::vector<ledger::win_view> wins;           ///< shared ones, in the order said
  std::vector<wins::achievement> achievements;  ///< reached within the window
  std::vector<board_line> board;                ///< most received first; empty unless asked for
  std::int64_t shoutouts_before = 0;            ///< in the window before this one
  std::int64_t wins_before = 0;
  std::vector<chat::section> more;  ///< of other features; those without cards are left out

  bool empty() const {
    return shoutouts.empty() && wins.empty() &&
           std::all_of(more.begin(), more.end(), [](auto const& one) { return one.cards.empty(); });
  }
};

/// A digest as a document, and what its picture is drawn from: shoutouts and wins by local day of the window
/// (without an empty weekend before it), and how often each value was named, most first.
class document : public chat::document {
 public:
  std::vector<std::pair<calendar::local_date, int>> by_day;
  std::vector<std::pair<std::string, int>> by_value;
};

/// Composes the document: sections in their order, empty ones left out; people long unrecognised come early;
/// only the board ranks people. What people wrote can't ping anyone: only those who are shouted out are
/// mentions, and they only with `ping`.
document compose(facts const& facts, settings const& digest);

/// The line that an empty window gets; different from week to week.
chat::rich_text encouragement(calendar::local_date date);

}  // namespace huzzah::digests
