#include "features/kudos/sentences.hpp"

#include <algorithm>

namespace huzzah::kudos {

sentences::sentences(lexemes const& line) : starts_(line.size()), asked_(line.size()), struck_(line.size()) {
  for (std::size_t i = 0, start = 0; i < line.size(); ++i) {
    starts_[i] = start;
    if (ends_sentence(line[i])) start = i + 1;
  }
  auto asked = false;
  for (auto i = line.size(); i-- > 0;) {
    if (ends_sentence(line[i])) asked = line[i].is("?");
    asked_[i] = asked;
  }
  find_struck(line);
}

/// A stroke opens before something and closes behind something: "~5 minutes, ~6" strikes nothing.
void sentences::find_struck(lexemes const& line) {
  auto const is_blank = [&](std::size_t i) { return i >= line.size() || line[i].kind == lexeme_kind::space; };
  auto open = line.size();
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (!line[i].is("~")) continue;
    if (open < i && !is_blank(i - 1)) {
      for (; open <= i; ++open)
        struck_[open] = true;
      open = line.size();
    } else if (open == line.size() && !is_blank(i + 1)) {
      open = i;
    }
  }
}

bool opens_question(lexeme const& word) {
  return is_one_of(word, {"how", "what", "why",  "when",  "where",  "who",   "which", "does",
                          "do",  "did",  "can",  "could", "should", "shall", "is",    "are",
                          "was", "were", "will", "would", "may",    "has",   "have"});
}

bool decorates_kudos(lexeme const& piece) {
  return is_one_of(piece,
                   {"-",    "*",    "•",   "_",     "–",       "—",       "big",   "huge", "major", "massive",
                    "many", "mega", "mad", "super", "serious", "special", "extra", "more", "also",  "and"});
}

std::optional<std::size_t> behind_kudos(lexemes const& line, std::size_t word) {
  auto next = word + 1;
  auto names_a_team = false;
  auto joins = false;
  for (; next < line.size(); ++next) {
    auto const& piece = line[next];
    if (piece.kind == lexeme_kind::space || piece.kind == lexeme_kind::other_emoji) continue;
    if (is_one_of(piece, {"the", "our", "whole", "entire", "team", "crew"})) {
      names_a_team = true;
    } else if (is_one_of(piece, {"and", "&"})) {
      joins = true;
    } else if (is_one_of(piece, {"thanks", "congrats", "props", "cheers"})) {
      if (!joins) return std::nullopt;
      joins = false;
    } else if (piece.is(":")) {
      names_a_team = false;  // "the team: @a @b" says who that is
    } else if (!is_one_of(piece, {",", "!", "-", "–", "—", "go", "goes", "out", "to", "for", "*", "_"})) {
      break;
    }
  }
  if (names_a_team || joins || (next > word + 1 && line[word + 1].is("-"))) return std::nullopt;
  return next;
}

bool is_greeting(lexeme const& word) {
  return is_one_of(word, {"hey", "hi", "hello", "yo", "hiya"});
}

namespace {

/// Whether words begin with praise: "thanks", "great talk", "nice work"; but not "great, see you", "nice
/// weather" or "good morning".
bool opens_praise(std::span<lexeme const> words) {
  if (is_one_of(words[0],
                {"thanks", "thank", "thx", "congrats", "congratulations", "cheers", "rocks", "hero"}))
    return true;
  if (words.size() < 3 || words[1].kind != lexeme_kind::space || words[2].kind != lexeme_kind::word)
    return false;
  if (is_one_of(words[0], {"great", "awesome", "amazing", "excellent", "brilliant", "superb", "fantastic",
                           "wonderful", "incredible", "outstanding", "impressive", "stellar"}))
    return !is_one_of(words[2], {"weather", "idea", "to", "so", "see", "then", "day", "news"});
  return is_one_of(words[0], {"good", "nice", "lovely", "well"}) &&
         is_one_of(words[2], {"work", "job", "stuff", "catch", "call", "one", "done", "talk", "demo", "fix",
                              "save", "presentation", "teamwork", "played", "spotted"});
}

}  // namespace

bool are_praise(std::span<lexeme const> words) {
  if (words.empty()) return false;
  auto const& last = words.back();
  auto const may_close = last.kind == lexeme_kind::word || last.kind == lexeme_kind::tag || last.is(")");
  auto const leads_to_emoji = is_one_of(
      last, {"the",   "a",      "an",    "this",  "that",  "these",   "those",   "my",     "your", "our",
             "his",   "her",    "their", "its",   "of",    "for",     "with",    "to",     "in",   "on",
             "at",    "from",   "by",    "about", "as",    "like",    "and",     "or",     "is",   "was",
             "use",   "add",    "give",  "gave",  "react", "won",     "win",     "get",    "got",  "some",
             "any",   "new",    "first", "next",  "last",  "another", "shiny",   "more",   "than", "into",
             "using", "adding", "means", "be",    "are",   "emoji",   "instead", "without"});
  if (!may_close || leads_to_emoji) return false;
  auto praises = false;
  for (auto const& word : words) {
    if (is_one_of(word,
                  {"no",     "not",   "never", "t",     "dont",  "if",     "when",   "unless", "until",
                   "please", "pls",   "can",   "could", "would", "should", "will",   "might",  "may",
                   "need",   "needs", "let",   "but",   "?",     "=",      "\"",     "“",      "”",
                   "„",      "«",     "»",     "kudos", "once",  "maybe",  "almost", "nearly", "bring"}))
      return false;
    auto const place = static_cast<std::size_t>(&word - words.data());
    praises = praises || opens_praise(words.subspan(place));
  }
  return praises;
}

bool is_denied(lexemes const& line, std::size_t place) {
  while (place > 0 && line[place - 1].kind == lexeme_kind::space)
    --place;
  if (place == 0) return false;
  if (is_one_of(line[place - 1], {"no", "not", "dont", "never", "stop", "without"})) return true;
  return place > 2 && line[place - 1].is("t") && is_one_of(line[place - 2], {"'", "’"});
}

}  // namespace huzzah::kudos
