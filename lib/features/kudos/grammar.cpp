// The rules; each line of a message is read separately:
//
// - A kudos is a marker beside receivers: "++" on either side, configured emoji on either side, or the word
//   "kudos" before them at the start of a sentence ("Big kudos to @a for …"), or behind them with its reason
//   ("@a kudos for …").
// - Receivers are written in a row, parted by blanks, commas, "&", "+", "/" or "and": persons, user groups,
//   and broadcasts, which the grammar reports only so that the house rules can refuse them.
// - "++" counts only between blanks, mentions, emoji and punctuation: never in C++, ++i, ++17 or +++---.
//   Only "for" and "because" may follow without a blank ("@a ++for the fix"). More than two signs say no more
//   than two; full-width ones are the same. A single "+" says nothing.
// - Emoji give one each, at most 5 together; skin tone does not matter. Other emoji beside them are ignored.
// - Between receivers and a marker behind them may be a colon or a comma ("@a: ++"), never a full stop ("ping
//   @a. ++") or a word. Only emoji that end the line may follow an exclamation ("Well done @a! :trophy:"), or
//   words that praise and ask for nothing ("Thanks @a for the review :trophy:"). A person who is greeted may
//   be parted from "++" by "!" or a dash ("Hey @a! ++ for …").
// - A marker between two groups of receivers belongs to the left one, unless that has one already.
// - The reason is what follows, up to the next kudos of the line or its end, without "for" and punctuation
//   in front. Where nothing follows, it is the sentence before the receivers ("great work @a ++"). Kudos
//   that are only joined to one another share their reason ("@a ++ and @b ++ for the launch").
// - #tags of configured values count anywhere in the part of the line that belongs to the kudos; one without
//   tags shares those of the next. At either end of the reason they are taken out of it, inside they stay.
// - A person counts once in a line.
// - Questions give nothing: "how does @a ++ work?", "@a ++?", "kudos to @a?". Neither does text in quotation
//   marks, in a quote, in code, struck out, or behind a "no" or "not" ("no :trophy: @a").
// - A command needs no marker, but gives nothing where it may be another one, a question or an order ("undo
//   @a", "who is @a"), or where a minus follows the receivers ("@a -- late again").
#include "features/kudos/grammar.hpp"

#include "base/fold.hpp"
#include "base/text.hpp"
#include "features/kudos/line.hpp"
#include "features/kudos/reason.hpp"
#include "features/kudos/sentences.hpp"

#include <algorithm>
#include <utility>

namespace huzzah::kudos {

namespace {

using chat::token_kind;

constexpr int largest_amount = 5;

/// ":clap::skin-tone-3:" → "clap"
std::string_view bare_name(std::string_view emoji) {
  emoji = base::trim(emoji);
  if (emoji.starts_with(':')) emoji.remove_prefix(1);
  return emoji.substr(0, emoji.find(':'));
}

bool says_kudos(std::string_view text) {
  constexpr std::string_view word = "kudos";
  return std::search(text.begin(), text.end(), word.begin(), word.end(), [](char written, char wanted) {
           return written == wanted || written + ('a' - 'A') == wanted;
         }) != text.end();
}

bool is_who(token_kind kind) {
  return kind == token_kind::mention || kind == token_kind::group || kind == token_kind::broadcast;
}

target to_target(chat::token const& who) {
  switch (who.kind) {
    case token_kind::group:
      return {target::kind::group, who.id};
    case token_kind::broadcast:
      return {target::kind::broadcast, who.id};
    default:
      return {target::kind::person, who.id};
  }
}

bool holds(std::vector<target> const& targets, target const& wanted) {
  return std::find(targets.begin(), targets.end(), wanted) != targets.end();
}

std::vector<target> targets_in(lexemes const& line, sighting const& seen) {
  std::vector<target> targets;
  for (auto i = seen.first_who; i <= seen.last_who; ++i) {
    if (line[i].kind != lexeme_kind::who) continue;
    auto who = to_target(*line[i].source);
    if (!holds(targets, who)) targets.push_back(std::move(who));
  }
  return targets;
}

int amount_of(sighting const& seen) {
  return std::clamp(seen.trophies, 1, largest_amount);
}

stretch between(lexemes const& line, std::size_t begin, std::size_t end) {
  // A sighting may reach beyond the limit of another one.
  return stretch(line).subspan(begin, std::max(begin, end) - begin);
}

/// Whether a reason says anything but emoji.
bool has_words(chat::rich_text const& reason) {
  return std::any_of(reason.begin(), reason.end(), [](chat::token const& piece) {
    return piece.kind != token_kind::emoji &&
           (piece.kind != token_kind::text || !base::trim(piece.text).empty());
  });
}

/// A kudos of a line while its parts are gathered.
class gathered {
 public:
  std::vector<target> targets;
  int amount;
  chat::rich_text reason;
  std::vector<std::size_t> values;
  bool joins_next;  // only "and" and the like up to the next one
};

std::vector<gathered> gather(lexemes const& line, std::vector<sighting> const& seen) {
  std::vector<gathered> kudos;
  for (std::size_t i = 0; i < seen.size(); ++i) {
    auto const is_last = i + 1 == seen.size();
    auto const behind =
        between(line, seen[i].end, is_last ? std::min(line.size(), seen[i].limit) : seen[i + 1].begin);
    kudos.push_back({targets_in(line, seen[i]), amount_of(seen[i]), reason_behind(behind), values_in(behind),
                     !is_last && is_separator(behind)});
  }
  return kudos;
}

/// Lets a kudos that says nothing itself have what its neighbours say.
void share(std::vector<gathered>& kudos, stretch before) {
  auto const common = values_in(before);
  for (auto i = kudos.size(); i-- > 0;) {
    auto const is_last = i + 1 == kudos.size();
    if (!is_last && kudos[i].values.empty()) kudos[i].values = kudos[i + 1].values;
    if (kudos[i].joins_next && kudos[i].reason.empty()) kudos[i].reason = kudos[i + 1].reason;
  }
  if (!has_words(kudos.front().reason))
    if (auto reason = reason_before(before); !reason.empty()) kudos.front().reason = std::move(reason);
  for (std::size_t i = 1; i < kudos.size(); ++i)
    if (kudos[i - 1].joins_next && kudos[i].reason.empty()) kudos[i].reason = kudos[i - 1].reason;
  for (auto& one : kudos) {
    auto values = common;
    for (auto const value : one.values)
      if (std::find(values.begin(), values.end(), value) == values.end()) values.push_back(value);
    one.values = std::move(values);
  }
}

bool all_words(stretch text, std::initializer_list<std::string_view> known) {
  return std::all_of(text.begin(), text.end(), [&](lexeme const& piece) {
    return piece.kind != lexeme_kind::word || is_one_of(piece, known);
  });
}

/// Whether a command comes to its receivers at once: "to @a", ":trophy: @a".
bool opens_command(stretch before) {
  return all_words(before, {"to", "for", "kudos", "give"});
}

/// "thanks @a for it", "Great job, @a - the demo"
bool is_thanks(stretch before) {
  auto const thanks = std::any_of(before.begin(), before.end(), [](lexeme const& piece) {
    return is_one_of(piece, {"thanks", "thank", "thx", "great", "good", "nice", "awesome", "amazing",
                             "excellent", "done", "cheers", "congrats"});
  });
  return thanks &&
         all_words(before, {"thanks", "thank", "you",  "thx",    "many",     "big",     "huge",      "so",
                            "much",   "great", "good", "nice",   "awesome",  "amazing", "excellent", "well",
                            "done",   "work",  "job",  "cheers", "congrats", "kudos",   "and",       "to"});
}

/// Whether a command that ends with a person says why, rather than being another command, a question or an
/// order: "great demo @a", but not "undo @a" or "who is @a".
bool may_open_reason(stretch before) {
  auto const word = std::find_if(before.begin(), before.end(),
                                 [](lexeme const& piece) { return piece.kind == lexeme_kind::word; });
  return word == before.end() ||
         !is_one_of(*word,
                    {"me",     "board",   "undo",   "mute",  "unmute", "help", "give", "remove", "delete",
                     "revoke", "take",    "cancel", "reset", "clear",  "stop", "add",  "show",   "list",
                     "stats",  "top",     "tell",   "ask",   "ping",   "who",  "whom", "whose",  "what",
                     "which",  "how",     "why",    "when",  "where",  "is",   "are",  "was",    "were",
                     "isn",    "does",    "doesn",  "do",    "did",    "didn", "don",  "dont",   "can",
                     "could",  "would",   "should", "will",  "has",    "have", "no",   "not",    "nothing",
                     "never",  "without", "please", "pls"});
}

stretch without_blanks(stretch text) {
  while (!text.empty() && text.front().kind == lexeme_kind::space)
    text = text.subspan(1);
  return text;
}

/// A minus sign rather than a dash or a bullet: "--", "-1", "++--".
bool is_minus(stretch text) {
  if (text.empty()) return false;
  if (text.front().written.starts_with("−")) return true;
  if (text.front().written.starts_with("++") && text.size() > 1 && text[1].is("-")) return true;
  return is_one_of(text.front(), {"-", "–", "—"}) && (text.size() == 1 || text[1].kind != lexeme_kind::space);
}

/// Whether the text after the receivers of a command makes it something else: "@a -- bad", "@a?". A dash with
/// blanks around and words behind is only punctuation: "@a - great talk".
bool is_doubted(stretch behind) {
  behind = without_blanks(behind);
  if (behind.empty()) return false;
  if (behind.front().is("?") || is_minus(behind)) return true;
  if (!is_one_of(behind.front(), {"-", "–", "—"})) return false;
  behind = without_blanks(behind.subspan(1));
  return reason_behind(behind).empty() || is_one_of(behind.front(), {"-", "–", "—"});
}

/// "give @a kudos for it": the word says nothing more.
stretch without_kudos(stretch behind) {
  auto rest = without_blanks(behind);
  if (rest.empty() || !rest.front().is("kudos")) return behind;
  rest = without_blanks(rest.subspan(1));
  return rest.empty() || is_one_of(rest.front(), {"for", "because"}) ? rest : behind;
}

}  // namespace

grammar::grammar(grammar_options options) : options_(std::move(options)) {
  for (auto& name : options_.emoji)
    name = bare_name(name);
  for (auto& value : options_.values)
    if (value.starts_with('#')) value.erase(0, 1);
  for (auto const& value : options_.values)
    folded_values_.push_back(base::fold_name(value));
}

bool grammar::gives(std::string_view emoji) const {
  auto const& names = options_.emoji;
  return std::find(names.begin(), names.end(), bare_name(emoji)) != names.end();
}

bool grammar::may_give(chat::rich_text const& text) const {
  auto somebody = false;
  auto marked = false;
  for (auto const& piece : text) {
    somebody = somebody || is_who(piece.kind);
    marked = marked || (piece.kind == token_kind::emoji && gives(piece.id)) ||
             (piece.kind == token_kind::text &&
              (piece.text.find("++") != std::string::npos || piece.text.find("＋") != std::string::npos ||
               says_kudos(piece.text)));
  }
  return somebody && marked;
}

std::vector<intent> grammar::parse(chat::rich_text const& text) const {
  std::vector<intent> intents;
  if (!may_give(text)) return intents;
  for (auto const& line : read_lines(text, {options_.emoji, folded_values_})) {
    auto const seen = find_kudos(line);
    if (seen.empty()) continue;
    auto kudos = gather(line, seen);
    share(kudos, between(line, 0, seen.front().begin));
    std::vector<target> of_line;
    for (auto& one : kudos) {
      std::erase_if(one.targets, [&](target const& who) { return holds(of_line, who); });
      if (one.targets.empty()) continue;
      of_line.insert(of_line.end(), one.targets.begin(), one.targets.end());
      std::vector<std::string> values;
      values.reserve(one.values.size());
      for (auto const value : one.values)
        values.push_back(options_.values[value]);
      intents.emplace_back(std::move(one.targets), one.amount, std::move(one.reason), std::move(values));
    }
  }
  return intents;
}

std::optional<intent> grammar::parse_command(chat::rich_text const& text) const {
  auto const line = read_as_one_line(text, {options_.emoji, folded_values_});
  auto const is_receiver = [](lexeme const& piece) { return piece.kind == lexeme_kind::who; };
  auto const found = std::find_if(line.begin(), line.end(), is_receiver);
  if (found == line.end()) return std::nullopt;
  auto const first = static_cast<std::size_t>(found - line.begin());
  auto const before = between(line, 0, first);
  auto seen = receivers_from(line, first);
  auto const behind = without_kudos(between(line, seen.end, line.size()));
  if (sentences(line).is_struck(first) || is_minus(without_blanks(before)) || is_doubted(behind))
    return std::nullopt;
  auto reason = reason_behind(behind);
  auto const says_more = !opens_command(before);
  auto const closes = reason.empty() && may_open_reason(before) && !reason_before(before).empty();
  if (says_more && !closes && !is_thanks(before)) return std::nullopt;
  for (auto const& piece : before)
    seen.trophies += piece.kind == lexeme_kind::trophy ? 1 : 0;
  if (reason.empty() && says_more) reason = reason_before(before);
  intent intent(targets_in(line, seen), amount_of(seen), std::move(reason));
  for (auto const value : values_in(line))
    intent.values.push_back(options_.values[value]);
  return intent;
}

}  // namespace huzzah::kudos
