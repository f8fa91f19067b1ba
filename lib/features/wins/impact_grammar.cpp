// How amounts are read. The rules, with the reasons for the doubtful ones; as examples they are in
// tests/unit/features/wins/impact_*_test.cpp.
//
// - An amount is a number, in digits or words, and what it counts right behind it: nothing else is one. So
//   dates, times of day, versions, issue numbers and telephone numbers are none, whatever they look like.
// - A day is a working day of 8 hours, a week has 5 of them, a year 260.
// - "2-3 hours", "2 to 3 hours" is the lower one: a win never claims more than was said. "from 40 % to 15 %",
//   "3 h → 1 h" is what changed, 25 % or 2 hours, whichever way it went.
// - How often it counts follows it: "a week", "per deploy", "/month", "daily"; "of work", "saved" and the
//   like may come between.
// - A duration that doesn't recur and only says when something was or how long it took ("2 days ago", "in 3
//   weeks", "the last 2 hours") is none. What mostly means something else ("an hour", "5m", "3 years") counts
//   only where it recurs, or where the words around it say that it was saved.
// - "1,200" and "1.200,50" are read as either part of the world writes them; "1.200" is twelve hundred for
//   money and things counted, and a decimal for durations and percentages.
#include "features/wins/impact_amounts.hpp"

#include <cmath>

namespace huzzah::wins {

namespace {

/// More amounts than this are a table, not a win.
constexpr std::size_t most_impacts = 20;

/// What says, before or behind a duration, that it was saved.
bool says_saved_before(piece const& word) {
  return word.is_one_of({"by",         "save",    "saves",     "saved",   "saving",  "cut",
                         "cuts",       "shaved",  "gained",    "gains",   "gain",    "freed",
                         "frees",      "free",    "recovered", "reduced", "reduces", "won",
                         "spare",      "spares",  "spared",    "trimmed", "avoided", "avoids",
                         "eliminated", "removed", "shortened", "extended"});
}
bool says_saved_behind(piece const& word) {
  return word.is_one_of({"saved", "saving", "savings", "gained", "freed", "less", "fewer", "faster",
                         "earlier", "sooner", "quicker", "shorter", "back"});
}

/// What may stand between a number and the word that says what it is about: "in just about 3 days".
bool is_filler(piece const& word) {
  return word.is_one_of({"just",          "only",      "about", "around", "over",    "under",
                         "almost",        "nearly",    "than",  "the",    "roughly", "less",
                         "approximately", "another",   "my",    "our",    "us",      "me",
                         "more",          "up",        "to",    "at",     "least",   "first",
                         "everyone",      "everybody", "them",  "team",   "each"});
}

/// Whether a duration at [first, end) was saved, by the words around it.
bool is_saved(piece_view const& pieces, std::size_t first, std::size_t end) {
  if (says_saved_behind(pieces[end])) return true;
  for (auto back = first; back > 0 && back + 4 > first && pieces[back - 1].kind == piece_kind::word; --back)
    if (says_saved_before(pieces[back - 1])) return true;
  return false;
}

/// Whether a duration says when something was, or how long it took.
bool is_moment(piece_view const& pieces, std::size_t first, std::size_t end) {
  if (pieces[end].is_one_of({"ago", "later", "old", "from", "before", "after", "long"})) return true;
  if (pieces[end].is("of") && pieces[end + 1].is("experience")) return true;
  if (pieces.is_glued(end) && pieces[end].is("-")) return true;  // "3 day-old"
  auto back = first;
  while (back > 0 && back + 4 > first && is_filler(pieces[back - 1]) && !pieces[back - 1].is("at"))
    --back;
  return back > 0 &&
         pieces[back - 1].is_one_of({"in",    "within", "after",  "before", "last",   "past",   "previous",
                                     "next",  "every",  "each",   "per",    "took",   "takes",  "taken",
                                     "take",  "spent",  "since",  "until",  "at",     "waited", "waiting",
                                     "every", "for",    "lasted", "lasts",  "during", "till"});
}

/// The first of two amounts, which may leave its unit to the second.
class first_of_two {
 public:
  std::optional<amount> whole;
  double bare = 0;
  std::size_t end = 0;
};

std::optional<first_of_two> first_of_two_at(piece_view const& pieces, std::size_t place) {
  first_of_two first;
  first.whole = amount_at(pieces, place);
  if (first.whole) {
    first.end = first.whole->end;
    return first;
  }
  auto const bare = quantity_at(pieces, place);
  if (!bare || bare->is_article) return std::nullopt;
  first.bare = bare->size.value;
  first.end = bare->end;
  return first;
}

/// Two amounts that belong together, and what comes of them: what changed, or the lower one of a range.
/// `first` is the first of them, `opens` the word before it.
std::optional<amount> pair_from(piece_view const& pieces, first_of_two const& first, piece const& opens) {
  auto const says_from = opens.is("from");
  auto const says_between = opens.is("between");
  auto link = first.end;
  if (says_from && pieces[link].is_one_of({"down", "up"})) ++link;
  auto const& joint = pieces[link];
  auto const is_dash = joint.is_one_of({"-", "–", "—"}) && pieces.is_glued(link) && pieces.is_glued(link + 1);
  auto const is_arrow = joint.is_one_of({"→", "⇒", "➜", "➡"});
  auto const says_to = joint.is("to");
  auto const says_or = says_between ? joint.is("and") : joint.is("or") && !first.whole;
  if (!is_dash && !is_arrow && !says_to && !says_or) return std::nullopt;
  auto const rest = pieces.from(link + 1);  // behind a dash, a number begins only where nothing is before it
  auto second = amount_at(rest, 0);
  if (!second) return std::nullopt;
  second->end += link + 1;
  if (first.whole && (first.whole->kind != second->kind || first.whole->unit != second->unit))
    return std::nullopt;
  auto const value = first.whole ? first.whole->value : first.bare * second->factor;
  if (says_from || is_arrow || (says_to && first.whole))
    second->value = std::abs(second->value - value);
  else if (value < second->value)
    second->value = value;
  else
    return std::nullopt;
  second->is_doubtful = false;
  return second;
}

/// The amount that begins at a place, or what comes of the two that do.
std::optional<amount> amount_or_pair(piece_view const& pieces, std::size_t place) {
  auto const opens = pieces.is_word(place) && pieces[place].is_one_of({"from", "between"});
  auto const first = first_of_two_at(pieces, place + (opens ? 1u : 0u));
  if (!first) return std::nullopt;
  if (auto both = pair_from(pieces, *first, pieces[place])) return both;
  return opens ? std::nullopt : first->whole;
}

/// How often, behind words that may stand between: "2 hours of manual work a week", "2 hours saved per week".
std::optional<frequency> frequency_behind(piece_view const& pieces, std::size_t place) {
  auto const says_what = pieces[place].is("of");
  constexpr std::size_t most_words = 5;
  for (auto at = place; at <= place + most_words; ++at) {
    if (auto found = frequency_at(pieces, at)) return found;
    if (!pieces.is_word(at)) return std::nullopt;
    if (!says_what && !says_saved_behind(pieces[at]) &&
        !pieces[at].is_one_of({"work", "time", "off", "more", "for", "us", "me", "each"}))
      return std::nullopt;
  }
  return std::nullopt;
}

std::string words_of(piece_view const& pieces, std::size_t first, std::size_t end) {
  std::string words;
  for (auto place = first; place < end; ++place) {
    if (place > first && pieces[place].spaced) words += ' ';
    words += pieces[place].written;
  }
  return words;
}

class found_impact {
 public:
  impact what;
  std::size_t end;
};

std::optional<found_impact> impact_at(piece_view const& pieces, std::size_t place) {
  auto found = amount_or_pair(pieces, place);
  if (!found || !(found->value > 0)) return std::nullopt;
  auto const often = frequency_behind(pieces, found->end);
  if (found->kind == impact_kind::duration && !often && !is_saved(pieces, place, found->end)) {
    if (found->is_doubtful) return std::nullopt;
    if (is_moment(pieces, place, found->end)) return std::nullopt;
  }
  impact made(found->kind, found->value, found->unit);
  if (often) {
    made.every = often->every;
    made.occasion = often->occasion;
    found->end = often->end;
  } else if (found->kind == impact_kind::money && pieces[found->end].is_one_of({"mrr", "arr"})) {
    made.every = pieces[found->end++].is("mrr") ? recurrence::monthly : recurrence::yearly;
  }
  made.words = words_of(pieces, place, found->end);
  return found_impact{std::move(made), found->end};
}

}  // namespace

std::vector<impact> find_impacts(chat::rich_text const& text) {
  auto const all = read_pieces(text);
  piece_view const pieces(all);
  std::vector<impact> impacts;
  for (std::size_t place = 0; place < pieces.size() && impacts.size() < most_impacts;) {
    if (auto found = impact_at(pieces, place)) {
      impacts.push_back(std::move(found->what));
      place = found->end;
    } else {
      ++place;
    }
  }
  return impacts;
}

}  // namespace huzzah::wins
