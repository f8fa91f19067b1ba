// The days on which somebody said that they are away, so that they are neither asked nor lose a streak.
#pragma once

#include "calendar/workdays.hpp"
#include "recognition/standup.hpp"
#include "recognition/streak.hpp"
#include "storage/people.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace huzzah::features {

/// Somebody's absences, on their own calendar. A value; read and kept within a unit of work.
class away_days {
 public:
  /// What somebody has said; nothing for who never did.
  static away_days of(storage::people& from, std::string const& workspace, std::string const& person);
  void keep(storage::people& in, std::string const& workspace, std::string const& person) const;

  /// As it is kept: "2026-11-18/2026-11-23 2026-12-24/2027-01-02"; whatever can't be read is left out.
  static away_days parse(std::string_view written);
  std::string written() const;

  bool includes(calendar::local_date day) const;
  /// Away from that day on; `back` is the first day on which they are here again.
  void add(calendar::local_date from, calendar::local_date back);
  /// Here again from that day on: what lies before it stays, and so do absences that start later.
  void end(calendar::local_date today);
  /// The day on which somebody who is away on `day` is here again; nothing for who isn't away.
  std::optional<calendar::local_date> back_after(calendar::local_date day) const;

 private:
  std::map<calendar::local_date, calendar::local_date> ranges_;  ///< first day → the one after the last
};

/// The days that don't break a streak: those off, and those on which somebody is away.
recognition::is_free_day free_days(calendar::workdays team, away_days away);

/// The working days of a whole house, for wins that answer no stand-up: every day of the week on which any
/// stand-up works, without any stand-up's days off. Monday to Friday where there is none.
calendar::workdays working_days(std::vector<recognition::standup_settings> const& standups);

}  // namespace huzzah::features
