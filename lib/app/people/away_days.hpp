// The days on which a member is away by their own word: they are neither asked nor lose a streak.
#pragma once

#include "app/people/people.hpp"
#include "calendar/workdays.hpp"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace huzzah::people {

/// A person's absences, on their own calendar. A value; read and kept within a unit of work.
class away_days {
 public:
  /// The days that a person has set; empty for those who never did.
  static away_days of(people from, std::string const& workspace, std::string const& person);
  void keep(people in, std::string const& workspace, std::string const& person) const;

  /// As it is kept: "2026-11-18/2026-11-23 2026-12-24/2027-01-02"; whatever can't be read is left out.
  static away_days parse(std::string_view written);
  std::string written() const;

  bool includes(calendar::local_date day) const;
  /// Away from that day on; `back` is the first day on which they are here again.
  void add(calendar::local_date from, calendar::local_date back);
  /// Here again from that day on: what lies before it stays, and so do absences that start later.
  void end(calendar::local_date today);
  /// The day on which a person who is away on `day` is back; nothing for those who aren't away.
  std::optional<calendar::local_date> back_after(calendar::local_date day) const;
  /// The first day of the last absence that is over on `day`, and the one on which the person was back.
  std::optional<std::pair<calendar::local_date, calendar::local_date>> over_by(
      calendar::local_date day) const;

 private:
  std::map<calendar::local_date, calendar::local_date> ranges_;  ///< first day → the one after the last
};

/// The days that don't break a streak: days off, and days on which the person is away.
std::function<bool(calendar::local_date)> free_days(calendar::workdays team, away_days away);

}  // namespace huzzah::people
