// What the ledger knows of a digest's window.
#pragma once

#include "app/sections.hpp"
#include "calendar/workdays.hpp"
#include "features/digests/digest.hpp"
#include "store/reader.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace huzzah::digests {

/// Whether a stand-up's round is closed: then one of its wins is that of the day. Empty where no feature
/// asks.
using closed_rounds = std::function<bool(store::reader& from, std::int64_t round)>;

/// What a digest that `to` reads has of a window, streaks included; links are left empty, and names that were
/// never learned. Streaks are counted by the working days of `team`. `only`: of those entries, where it is
/// not null. For store::read, or a separate reader.
facts read_digest(store::reader& from, std::string const& workspace, settings const& digest,
                  window const& window, calendar::workdays const& team, people::viewer const& to,
                  closed_rounds const& is_closed, std::set<std::int64_t> const* only = nullptr);
/// The same without streaks; `previous_from` is where the window before this one begins.
facts read_digest(store::reader& from, std::string const& workspace, window const& window,
                  base::time_point previous_from, bool with_board, people::viewer const& to,
                  closed_rounds const& is_closed, std::set<std::int64_t> const* only = nullptr);

/// Adds what other features show of the same window.
void add_sections(facts& facts, store::reader& from, std::string const& workspace, people::viewer const& to,
                  std::vector<app::shown_section> const& more);

/// Hands over every person of the facts, with the name to be read or written.
void for_each_name(facts& facts,
                   std::function<void(std::string const& person, std::string& name)> const& take);

/// A digest that was posted before its time ("/digest now"): the next one begins where it ended.
class early_post {
 public:
  /// The date of the digest, and the time up to which it was reported.
  early_post(calendar::local_date date_, base::time_point until_) : date(date_), until(until_) {}

  /// The name of the workspace's setting that keeps it, and its form there; nothing for what can't be read.
  static std::string setting(std::string_view digest_key) { return "told:" + std::string(digest_key); }
  std::string written() const;
  static std::optional<early_post> read(std::optional<std::string> const& written);

  calendar::local_date date;
  base::time_point until;
};

/// The window without what an early post of the one before has reported.
window without_told(settings const& digest, window window, std::optional<early_post> const& early);

}  // namespace huzzah::digests
