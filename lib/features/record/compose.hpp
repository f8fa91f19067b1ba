// A person's record as a document: what they won and what they were thanked for, with numbers. Pure.
#pragma once

#include "app/ledger/own_record.hpp"
#include "calendar/time_zone.hpp"
#include "chat/document.hpp"

#include <cstdint>
#include <set>
#include <string>

namespace huzzah::record {

/// What the record is made of.
class sources {
 public:
  ledger::own_record said;
  calendar::local_date first;  ///< where the person lives, as all dates here
  calendar::local_date last;
  calendar::time_zone zone;
  chat::name_finder name_of;     ///< of people who are mentioned
  std::set<std::int64_t> added;  ///< wins, by number, that the person added afterwards
  bool is_for_another = false;   ///< another person reads it
  int left_out = 0;              ///< lines, as that person can't read them
  base::time_point made_at;
  std::string person;  ///< what the person is called; empty where that is not known
};

/// One paragraph in numbers, the wins and the kudos in time and word for word, the values, and what the worth
/// was counted from.
chat::document compose(sources const& from);

/// The same lines for a spreadsheet: kind, date, by, words, values, impact, link.
std::string to_csv(sources const& from);

/// "12 wins · 34 kudos from 9 people"
std::string in_numbers(ledger::own_record const& said);

}  // namespace huzzah::record
