// Finds what a win says it is worth, adds it up, and says it in words.
#pragma once

#include "app/ledger/impact.hpp"
#include "chat/rich_text.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace huzzah::wins {

using ledger::impact;
using ledger::impact_kind;
using ledger::impact_kind_from;
using ledger::recurrence;
using ledger::recurrence_from;
using ledger::to_string;

/// The amounts in a text, in the order written, at most 20. Dates, times of day, versions, issue numbers, and
/// numbers in code, links and quotes are none. Of "2-3 hours" it is the lower one, of "from 40 % to 15 %" the
/// change; the rules are at the top of impact_grammar.cpp.
std::vector<impact> find_impacts(chat::rich_text const& text);

/// What a recurring duration or amount of money comes to in a month (a year has 12 months, 52.1775 weeks and
/// 260 working days); nothing for what recurs with an occasion, or once.
std::optional<impact> by_month(impact const& one);

/// The amounts of several wins added up where they can be: recurring durations by month, other durations,
/// money by currency (recurring by month). For "about 8.7 hours a month".
std::vector<impact> added_up(std::vector<impact> const& all);

/// "about 8.7 hours a month", "2 h 30 min", "€1,200", "15 %", "40 tickets"
std::string in_words(impact const& one);

}  // namespace huzzah::wins
