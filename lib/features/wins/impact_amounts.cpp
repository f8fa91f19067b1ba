#include "features/wins/impact_amounts.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <cmath>

namespace huzzah::wins {

namespace {

/// Larger values are jokes or typing errors.
constexpr double most_minutes = 60e6;
constexpr double most_money = 1e12;
constexpr double most_percent = 100'000;
constexpr double most_counted = 1e9;
constexpr std::size_t most_groups = 4;  // of three digits that stand apart

bool is_dash(piece const& mark) {
  return mark.is_one_of({"-", "–", "—", "−"});
}

/// Whether an amount may begin at this number or currency sign.
bool may_begin(piece_view const& pieces, std::size_t place) {
  if (pieces[place].spaced || place == 0) return true;
  auto const& before = pieces[place - 1];
  if (before.kind == piece_kind::gap) return true;
  if (before.kind != piece_kind::mark) return false;
  auto const behind_number =
      place > 1 && pieces.is_glued(place - 1) && pieces[place - 2].kind == piece_kind::number;
  if (before.is_one_of({"(", "[", "\"", "“", "„", "‘", "'", "«", "≈", ",", ":", ";", "!", "→", "—", "…"}))
    return !behind_number;
  // A sign: "+2 hours", but not "C++20" or "2026-11-21".
  return (is_dash(before) || before.is_one_of({"+", ">", "<", "≥", "≤", "="})) && before.spaced;
}

/// Whether digits at a place belong to a date, a time or a version, by what follows them directly.
bool goes_on(piece_view const& pieces, std::size_t end) {
  if (!pieces.is_glued(end) || pieces[end].kind != piece_kind::mark || !pieces.is_glued(end + 1))
    return false;
  auto const& next = pieces[end + 1];
  if (pieces[end].is_one_of({"/", ":", ".", "\\", "_", "=", "@", "#", "×"}))
    return next.kind == piece_kind::number;
  if (!is_dash(pieces[end])) return false;
  // "2-3 hours" is a range, "2026-11-21" a date, "2-hour" a word.
  return next.kind != piece_kind::number || (pieces.is_glued(end + 2) && is_dash(pieces[end + 2]));
}

std::optional<quantity> digits_at(piece_view const& pieces, std::size_t place) {
  if (!may_begin(pieces, place)) return std::nullopt;
  auto size = read_number(pieces[place].written);
  auto end = place + 1;
  if (!size || goes_on(pieces, end)) return std::nullopt;
  auto const is_group = [&](std::size_t at) {
    return pieces[at].kind == piece_kind::number && pieces[at].kept_near && pieces[at].written.size() == 3;
  };
  if (is_group(end) && pieces[place].written.size() > 3) return std::nullopt;
  for (; is_group(end); ++end) {
    auto const group = read_number(pieces[end].written);
    if (!group || end > place + most_groups) return std::nullopt;
    size->value = size->grouped = size->grouped * 1000 + group->value;
  }
  if (pieces[end].kind == piece_kind::number && (pieces.is_glued(end) || pieces[end].written.front() > '9')) {
    auto const fraction = read_number(pieces[end].written);  // "1½", "1 ½"
    if (!fraction || fraction->value >= 1) return std::nullopt;
    size->value = size->grouped = size->value + fraction->value;
    ++end;
  }
  if (pieces[end].is("+") && pieces.is_glued(end) && !pieces.is_glued(end + 1)) ++end;  // "10+ customers"
  return quantity{*size, end};
}

quantity spelled(double value, std::size_t end) {
  return {{value, value}, end, false, true};
}

std::optional<quantity> words_at(piece_view const& pieces, std::size_t place) {
  auto const& word = pieces[place];
  if (!may_begin(pieces, place)) return std::nullopt;
  auto const next_is = [&](std::size_t ahead, std::string_view text) {
    return pieces.is_word(place + ahead) && pieces[place + ahead].is(text);
  };
  if (word.is("half")) return spelled(0.5, place + (next_is(1, "an") || next_is(1, "a") ? 2 : 1));
  if (word.is("couple") && next_is(1, "of")) return spelled(2, place + 2);
  if (word.is_one_of({"a", "an"})) {
    if (next_is(1, "half")) return spelled(0.5, place + 2);
    if (next_is(1, "couple")) return spelled(2, place + (next_is(2, "of") ? 3 : 2));
    if (next_is(1, "dozen")) return spelled(12, place + 2);
    if (next_is(1, "hundred")) return spelled(100, place + 2);
    if (next_is(1, "quarter") && next_is(2, "of")) return spelled(0.25, place + (next_is(3, "an") ? 4 : 3));
    return quantity{{1, 1}, place + 1, true, true};
  }
  auto const value = number_word(word);
  if (!value) return std::nullopt;
  if (pieces.is_glued(place + 1) && is_dash(pieces[place + 1])) {  // "twenty-five", not "one-on-one"
    auto const unit = number_word(pieces[place + 2]);
    if (*value < 20 || !unit || *unit > 9 || pieces.is_glued(place + 3)) return std::nullopt;
    return spelled(*value + *unit, place + 3);
  }
  if (next_is(1, "and") && next_is(2, "a") && next_is(3, "half")) return spelled(*value + 0.5, place + 4);
  if (next_is(1, "dozen")) return spelled(*value * 12, place + 2);
  return spelled(*value, place + 1);
}

/// "working", "person-": what may stand before the unit of a duration. The place of the unit.
std::size_t past_kind_of_time(piece_view const& pieces, std::size_t place) {
  if (!pieces.is_word(place) ||
      !pieces[place].is_one_of({"working", "business", "full", "whole", "solid", "person", "man", "engineer",
                                "engineering", "developer", "extra", "more", "fewer", "less", "additional",
                                "entire"}))
    return place;
  return place + (is_dash(pieces[place + 1]) && pieces.is_glued(place + 1) ? 2u : 1u);
}

/// "30 min" behind "1 h": what a duration goes on with, in a smaller unit.
std::optional<amount> smaller_part(piece_view const& pieces, std::size_t place, double unit) {
  auto const& first = pieces[place];
  auto const may_be_bare = unit == 60 && pieces.is_glued(place);  // "1h30"
  if (first.is("and") && pieces[place + 1].is("a") && pieces[place + 2].is("half"))
    return amount{impact_kind::duration, unit / 2, 1, {}, place + 3};
  if (first.is("and")) ++place;
  if (pieces[place].kind != piece_kind::number) return std::nullopt;
  auto const size = read_number(pieces[place].written);
  if (!size || size->value >= 1000) return std::nullopt;
  auto const smaller = duration_unit_from(pieces[place + 1]);
  if (smaller && smaller->minutes < unit && (!smaller->is_letter || pieces.is_glued(place + 1)))
    return amount{impact_kind::duration, size->value * smaller->minutes, smaller->minutes, {}, place + 2};
  auto const ends = !pieces.is_glued(place + 1) || pieces[place + 1].kind == piece_kind::mark;
  if (may_be_bare && size->value < 60 && pieces[place].written.size() <= 2 && ends)
    return amount{impact_kind::duration, size->value, 1, {}, place + 1};
  return std::nullopt;
}

std::optional<amount> duration_of(piece_view const& pieces, quantity const& size) {
  auto const place = past_kind_of_time(pieces, size.end);
  auto const unit = duration_unit_from(pieces[place]);
  if (!unit || (unit->is_letter && !pieces.is_glued(place))) return std::nullopt;
  // A year is rather an age, a letter rather something else; "an hour" and "one day" are mostly a moment.
  auto const is_long = unit->minutes > 5 * 8 * 60;
  amount found{impact_kind::duration,
               size.size.value * unit->minutes,
               unit->minutes,
               "minutes",
               place + 1,
               unit->is_letter || is_long || size.is_article || (size.is_spelled && size.size.value == 1)};
  for (auto smallest = unit->minutes; auto const part = smaller_part(pieces, found.end, smallest);) {
    found.value += part->value;
    found.end = part->end;
    found.is_doubtful = is_long;
    smallest = part->factor;
  }
  if (found.value > most_minutes) return std::nullopt;
  return found;
}

std::optional<amount> percentage_of(piece_view const& pieces, quantity const& size) {
  auto const place = size.end;
  auto end = place + 1;
  if (pieces[place].is_one_of({"per", "percentage"}) && pieces[place + 1].is_one_of({"cent", "points"}))
    ++end;
  else if (!pieces[place].is_one_of({"%", "％", "percent", "pct"}))
    return std::nullopt;
  if (size.is_article || size.size.value > most_percent) return std::nullopt;
  // "100% sure" measures nothing.
  if (pieces[end].is_one_of(
          {"sure", "certain", "agree", "agreed", "behind", "true", "right", "correct", "positive"}))
    return std::nullopt;
  return amount{impact_kind::percentage, size.size.value, 1, "%", end};
}

/// The number in an amount of money, whose thousands may stand apart: "1 200 €".
quantity with_groups(piece_view const& pieces, quantity size, std::size_t first) {
  auto const is_group = [&](std::size_t at) {
    return pieces[at].kind == piece_kind::number && pieces[at].written.size() == 3 && pieces[at].spaced;
  };
  if (size.end != first + 1 || pieces[first].written.size() > 3) return size;
  for (; is_group(size.end) && size.end <= first + most_groups; ++size.end)
    if (auto const group = read_number(pieces[size.end].written))
      size.size.value = size.size.grouped = size.size.grouped * 1000 + group->value;
  return size;
}

std::optional<amount> money(piece_view const& pieces, std::string_view currency, quantity const& size,
                            double factor, std::size_t end) {
  if (pieces.is_glued(end) && pieces[end].kind != piece_kind::mark) return std::nullopt;  // "$3ABC"
  auto const value = (factor == 1 ? size.size.grouped : size.size.value) * factor;
  if (value > most_money) return std::nullopt;
  return amount{impact_kind::money, value, factor, std::string(currency), end};
}

/// "$1,200", "€ 3m", "CHF 20k", "US$5-10k": the sign comes first.
std::optional<amount> money_behind_sign(piece_view const& pieces, std::size_t place) {
  if (!may_begin(pieces, place)) return std::nullopt;
  auto currency = currency_from(pieces[place]);
  if (pieces[place + 1].is("$") && pieces.is_glued(place + 1)) currency = dollar_of(pieces[place++]);
  if (currency.empty() || pieces[place + 1].kind != piece_kind::number) return std::nullopt;
  auto const first = place + 1;
  auto const digits = read_number(pieces[first].written);
  if (!digits || goes_on(pieces, first + 1)) return std::nullopt;
  auto const size = with_groups(pieces, {*digits, first + 1}, first);
  auto factor = multiplier_from(pieces[size.end]);
  auto end = size.end + (factor ? 1u : 0u);
  if (is_dash(pieces[end]) && pieces.is_glued(end)) {  // a range: the lower end of it
    auto const other = end + (pieces[end + 1].is("$") ? 2u : 1u);
    if (pieces[other].kind != piece_kind::number) return std::nullopt;
    auto const shared = multiplier_from(pieces[other + 1]);
    if (!factor) factor = shared;
    end = other + (shared ? 2u : 1u);
  }
  if (currency_from(pieces[end]) == currency) ++end;  // "$500 USD"
  return money(pieces, currency, size, factor.value_or(1), end);
}

/// "1 200 €", "20k USD", "3 million euros": the currency comes last.
std::optional<amount> money_of(piece_view const& pieces, quantity const& bare, std::size_t first) {
  auto const size = bare.is_spelled ? bare : with_groups(pieces, bare, first);
  auto const factor = multiplier_from(pieces[size.end]);
  auto const end = size.end + (factor ? 1u : 0u);
  auto const currency = currency_from(pieces[end]);
  if (currency.empty() || bare.is_article) return std::nullopt;
  // "5 € 20" and "5 $20" are two things of which the first is no money.
  if (pieces[end].kind == piece_kind::mark && pieces[end].spaced && pieces.is_glued(end + 1))
    return std::nullopt;
  return money(pieces, currency, size, factor.value_or(1), end + 1);
}

/// Whether a number in digits names one thing rather than counts many: "PR 512", "Python 3", "Nov 21".
bool is_label(piece_view const& pieces, std::size_t first) {
  if (first == 0 || !pieces[first].spaced || pieces[first].kind != piece_kind::number) return false;
  auto const& before = pieces[first - 1];
  if (before.kind != piece_kind::word) return false;
  if (before.is_one_of({"pr",    "mr",     "version",   "sprint",  "week",     "day",      "q",     "iso",
                        "rfc",   "http",   "node",      "python",  "port",     "room",     "step",  "phase",
                        "level", "no",     "nr",        "number",  "top",      "v",        "fy",    "year",
                        "jan",   "feb",    "mar",       "apr",     "jun",      "jul",      "aug",   "sep",
                        "sept",  "oct",    "nov",       "dec",     "january",  "february", "april", "june",
                        "july",  "august", "september", "october", "november", "december"}))
    return true;
  auto const is_year = pieces[first].written.size() == 4 &&
                       (pieces[first].written.starts_with("19") || pieces[first].written.starts_with("20"));
  if (is_year && before.is_one_of({"in", "since", "until", "by", "of", "for", "during", "from", "the"}))
    return true;
  // A name: "Windows 11 machines"; at its beginning any word of a sentence has a capital.
  auto const is_capital = before.written[0] >= 'A' && before.written[0] <= 'Z';
  return is_capital && first > 1 && pieces[first - 2].kind == piece_kind::word;
}

/// "14 tickets", "3 new customers", "2k users".
std::optional<amount> count_of(piece_view const& pieces, quantity const& size, std::size_t first) {
  auto const factor = multiplier_from(pieces[size.end]);
  auto const value = (factor ? size.size.value : size.size.grouped) * factor.value_or(1);
  auto noun = size.end + (factor ? 1u : 0u);
  if (size.is_article || value > most_counted || value != std::floor(value) || is_label(pieces, first))
    return std::nullopt;
  auto const is_noun = [&](std::size_t at) {
    if (!pieces.is_word(at)) return false;
    return value == 1 ? is_counted_single(pieces[at]) : is_counted(pieces[at]);
  };
  auto const may_describe = [&](std::size_t at) {
    return pieces.is_word(at) &&
           !pieces[at].is_one_of({"of",   "in", "on",   "for",   "and", "or",   "to",   "the",   "with", "by",
                                  "from", "at", "is",   "are",   "was", "were", "than", "times", "per",  "a",
                                  "an",   "as", "that", "which", "who", "out",  "we",   "i"});
  };
  auto const place = noun;
  while (noun < place + 2 && !is_noun(noun) && may_describe(noun))
    ++noun;
  if (!is_noun(noun)) {
    noun = place;
    if (value == 1 || !pieces.is_word(noun) || !may_be_plural(pieces[noun]) || !may_describe(noun))
      return std::nullopt;
  }
  auto const word = pieces[noun].written;
  auto const is_short = word.size() < 6 && word.size() > 1 && word[1] >= 'A' && word[1] <= 'Z';  // "PRs"
  return amount{impact_kind::count, value, factor.value_or(1),
                is_short ? std::string(word) : base::to_lower(word), noun + 1};
}

}  // namespace

std::optional<quantity> quantity_at(piece_view const& pieces, std::size_t place) {
  switch (pieces[place].kind) {
    case piece_kind::number:
      return digits_at(pieces, place);
    case piece_kind::word:
      return words_at(pieces, place);
    default:
      return std::nullopt;
  }
}

std::optional<amount> amount_at(piece_view const& pieces, std::size_t place) {
  if (auto found = money_behind_sign(pieces, place)) return found;
  auto const size = quantity_at(pieces, place);
  if (!size) return std::nullopt;
  // What follows the digits directly must be a unit: "3rd", "3pm" and "10x" are refused by each of these.
  auto duration = duration_of(pieces, *size);
  if (duration && !duration->is_doubtful) return duration;
  if (auto found = percentage_of(pieces, *size)) return found;
  if (auto found = money_of(pieces, *size, place)) return found;  // "3m EUR" is no minutes
  if (auto found = count_of(pieces, *size, place)) return found;
  return duration;
}

}  // namespace huzzah::wins
