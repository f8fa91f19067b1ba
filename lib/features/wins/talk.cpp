// A line is talk when, without greetings and interjections at its front, it
// - has fewer than two words (a long one of a script that writes no blanks counts as two, a mention as one);
// - is a question;
// - praises or thanks: "congrats …" in any case, "great …" when it is about another person ("@ada", "you") or
//   short;
// - begins with people and goes on with a kudos for them, praise, or words to them: "@ada ++ for the help",
//   "@ada can you look"; "@ada helped me ship it" is a win.
#include "features/wins/talk.hpp"

#include "base/text.hpp"
#include "features/kudos/lexer.hpp"
#include "features/kudos/sentences.hpp"
#include "features/wins/grammar.hpp"

#include <algorithm>
#include <span>
#include <string>

namespace huzzah::wins {

namespace {

using pieces = std::span<kudos::lexeme const>;

bool is_word(kudos::lexeme const& piece) {
  return piece.kind == kudos::lexeme_kind::word;
}

/// Whether a word is long and of a script that writes no blanks between words.
bool is_unspaced(std::string_view word) {
  auto const is_high = [](char c) { return static_cast<unsigned char>(c) >= 0xE3; };
  return std::count_if(word.begin(), word.end(), is_high) >= 4;
}

/// Words, people and things; a mark between blanks ("+") counts as none of these.
std::size_t count_words(pieces line) {
  std::size_t count = 0;
  kudos::lexeme const* before = nullptr;
  for (auto const& piece : line) {
    auto const is_ending =
        before != nullptr && kudos::is_one_of(*before, {"'", "’"}) && piece.written.size() <= 2;
    before = &piece;
    if (piece.kind == kudos::lexeme_kind::who || piece.kind == kudos::lexeme_kind::opaque) ++count;
    if (!is_word(piece) || is_ending) continue;
    auto const is_mark = piece.written.find_first_not_of("+#@$%^{}|\\") == std::string_view::npos;
    count += is_unspaced(piece.written) ? 2 : is_mark ? 0 : 1;
  }
  return count;
}

/// From the first piece on that says something.
pieces without_marks(pieces line) {
  while (!line.empty() && (line.front().kind == kudos::lexeme_kind::space ||
                           line.front().kind == kudos::lexeme_kind::punctuation ||
                           line.front().kind == kudos::lexeme_kind::other_emoji))
    line = line.subspan(1);
  return line;
}

/// "Hi all, …", "yes! …": drops what precedes the actual statement.
pieces without_interjections(pieces line) {
  line = without_marks(line);
  while (!line.empty() &&
         kudos::is_one_of(line.front(),
                          {"hi",        "hey",     "hello",  "hiya", "yo",     "yes",  "yep",     "yeah",
                           "ok",        "okay",    "so",     "well", "oh",     "ah",   "hmm",     "haha",
                           "lol",       "and",     "also",   "um",   "all",    "team", "folks",   "everyone",
                           "everybody", "morning", "woohoo", "yay",  "hooray", "phew", "finally", "wow",
                           "same",      "agreed",  "sorry",  "btw",  "fyi"}))
    line = without_marks(line.subspan(1));
  return line;
}

/// What is only ever said of others.
bool opens_congratulations(pieces line) {
  auto const& first = line.front();
  if (kudos::is_one_of(first, {"congrats", "congratulations", "congratz", "gratz", "grats", "kudos", "props",
                               "bravo", "chapeau", "cheers", "welcome", "shoutout"}))
    return true;
  auto const words = [&] {
    std::vector<kudos::lexeme const*> found;
    for (auto const& piece : line) {
      if (is_word(piece)) found.push_back(&piece);
      if (found.size() == 3) break;
    }
    return found;
  }();
  if (words.size() < 2) return false;
  auto const& second = *words[1];
  if (kudos::is_one_of(first, {"well"}) && kudos::is_one_of(second, {"done", "played"})) return true;
  if (kudos::is_one_of(first, {"shout"}) && kudos::is_one_of(second, {"out", "outs"})) return true;
  if (kudos::is_one_of(first, {"done"}) && kudos::is_one_of(second, {"well"})) return true;
  if (kudos::is_one_of(first, {"way"}) && kudos::is_one_of(second, {"to"}))
    return words.size() > 2 && words[2]->is("go");
  if (kudos::is_one_of(first, {"hats"}) && kudos::is_one_of(second, {"off"})) return true;
  if (kudos::is_one_of(first, {"happy"}) && kudos::is_one_of(second, {"birthday", "for", "friday", "monday"}))
    return true;
  if (kudos::is_one_of(first, {"good"}) &&
      kudos::is_one_of(second, {"for", "to", "luck", "morning", "evening"}))
    return true;
  if (kudos::is_one_of(first, {"keep"}) && kudos::is_one_of(second, {"it", "going"})) return true;
  if (kudos::is_one_of(first, {"proud"}) && kudos::is_one_of(second, {"of"})) return true;
  return kudos::is_one_of(
             first, {"great", "good", "nice", "awesome", "amazing", "excellent", "fantastic", "super"}) &&
         kudos::is_one_of(second, {"job", "work", "one", "stuff", "going", "effort", "catch", "to"});
}

bool opens_thanks(kudos::lexeme const& first) {
  return kudos::is_one_of(first,
                          {"thanks", "thank", "thx", "ty", "tysm", "thankyou", "merci", "danke", "gracias"});
}

bool opens_praise(kudos::lexeme const& first) {
  return kudos::is_one_of(
      first, {"great",      "good",       "nice",      "awesome", "amazing",   "excellent", "fantastic",
              "cool",       "love",       "loved",     "lovely",  "brilliant", "superb",    "wonderful",
              "incredible", "impressive", "that",      "you",     "your",      "such",      "what",
              "sounds",     "looks",      "beautiful", "sweet",   "super",     "so",        "this"});
}

bool says_first_person(pieces line) {
  return std::any_of(line.begin(), line.end(), [](kudos::lexeme const& piece) {
    return kudos::is_one_of(piece, {"i", "we", "my", "our", "me", "us"});
  });
}

/// Whether a line is addressed to a person: "great demo @ada", but not "great call with @ada".
bool is_about_others(pieces line) {
  kudos::lexeme const* before = nullptr;
  for (auto const& piece : line) {
    auto const joins =
        before != nullptr && kudos::is_one_of(*before, {"with", "to", "from", "by", "and", "of", "at"});
    if ((piece.kind == kudos::lexeme_kind::who && !joins) ||
        kudos::is_one_of(piece, {"you", "your", "yours", "u"}))
      return true;
    if (piece.kind != kudos::lexeme_kind::space) before = &piece;
  }
  return false;
}

/// "a big thank you", "many thanks", "huge kudos": from the noun on.
pieces without_size(pieces line) {
  auto rest = line;
  while (!rest.empty() && (rest.front().kind == kudos::lexeme_kind::space || rest.front().is("a") ||
                           kudos::decorates_kudos(rest.front())))
    rest = rest.subspan(1);
  auto const is_noun =
      !rest.empty() && (opens_thanks(rest.front()) ||
                        kudos::is_one_of(rest.front(), {"kudos", "props", "congrats", "congratulations",
                                                        "shoutout", "shout", "applause", "hug", "hand"}));
  return is_noun ? rest : line;
}

/// "me too", "got it": what one says when there is nothing to add.
bool is_nod(pieces line) {
  if (count_words(line) > 3) return false;
  std::string words;
  for (auto const& piece : line)
    if (is_word(piece)) words += (words.empty() ? "" : " ") + base::to_lower(piece.written);
  for (auto const* const nod :
       {"me too",     "me neither",    "got it",      "on it",       "will do",        "no worries",
        "no problem", "see you",       "same for me", "not yet",     "of course",      "my pleasure",
        "any time",   "be right back", "good point",  "makes sense", "will follow up", "coming soon",
        "one moment", "one sec",       "in a minute"})
    if (words == nod) return true;
  return false;
}

/// Praise or thanks for another person.
bool is_praise(pieces line) {
  line = without_size(line);
  if (opens_congratulations(line)) return true;
  if (opens_thanks(line.front())) {
    // "Thanks to @ada I shipped it"
    auto const rest = without_marks(line.subspan(1));
    return rest.empty() || !rest.front().is("to") || !says_first_person(rest);
  }
  if (!opens_praise(line.front())) return false;
  if (count_words(line) < 3) return true;
  return is_about_others(line) && !says_first_person(line);
}

/// Words that one says to the people named before them, rather than of them.
bool speaks_to(kudos::lexeme const& first) {
  return kudos::opens_question(first) || opens_thanks(first) ||
         kudos::is_one_of(first, {"for", "you", "your", "please", "pls", "let", "just", "congrats", "same",
                                  "me", "fyi", "cc", "see", "look", "check", "no", "not", "but"});
}

bool is_talk(pieces line) {
  line = without_marks(line);
  if (!line.empty() && opens_congratulations(line)) return true;  // "well done" begins with what may be one
  line = without_interjections(line);
  if (count_words(line) < 2 || std::none_of(line.begin(), line.end(), is_word)) return true;
  if (line.front().kind == kudos::lexeme_kind::plus || is_nod(line)) return true;
  if (line.front().kind == kudos::lexeme_kind::who) {
    auto rest = line;
    auto gives = false;
    while (!rest.empty() && !is_word(rest.front()) && rest.front().kind != kudos::lexeme_kind::opaque) {
      gives = gives || rest.front().kind == kudos::lexeme_kind::plus;
      rest = rest.subspan(1);
      while (!rest.empty() && rest.front().is("and"))
        rest = rest.subspan(1);
    }
    if (rest.empty() || gives || count_words(rest) < 2 || speaks_to(rest.front())) return true;
    return is_praise(rest);
  }
  return is_praise(line);
}

/// Whether all sentences of a line that have words are questions.
bool asks(kudos::lexemes const& line) {
  kudos::sentences const parts(line);
  auto found = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (!is_word(line[i]) && line[i].kind != kudos::lexeme_kind::opaque) continue;
    if (!parts.is_asked(i)) return false;
    found = true;
  }
  return found;
}

}  // namespace

bool asks_only(chat::rich_text const& text) {
  auto const lines = kudos::read_lines(text, {});
  auto found = false;
  for (auto const& line : lines) {
    if (count_words(line) == 0) continue;
    if (!asks(line)) return false;
    found = true;
  }
  return found;
}

bool is_talk(chat::rich_text const& text) {
  auto const lines = kudos::read_lines(text, {});
  return std::all_of(lines.begin(), lines.end(),
                     [](kudos::lexemes const& line) { return asks(line) || is_talk(pieces(line)); });
}

bool declines(chat::rich_text const& text) {
  auto const lines = kudos::read_lines(text, {});
  std::vector<kudos::lexeme> words;
  auto has_dash = false;
  for (auto const& line : lines)
    for (auto const& piece : line) {
      if (piece.kind == kudos::lexeme_kind::opaque || piece.kind == kudos::lexeme_kind::who ||
          words.size() > 10)
        return false;
      if (is_word(piece)) words.push_back(piece);
      has_dash = has_dash || kudos::is_one_of(piece, {"-", "–", "—"});
    }
  if (words.empty()) return has_dash && lines.size() == 1;
  pieces rest(words);
  auto const skip = [&](std::initializer_list<std::string_view> known) {
    while (!rest.empty() && kudos::is_one_of(rest.front(), known))
      rest = rest.subspan(1);
  };
  skip({"i",     "i'll",  "ll",  "d",        "m",    "ve",    "will",          "have",  "had", "got",
        "just",  "sorry", "hmm", "honestly", "well", "sadly", "unfortunately", "today", "my",  "win",
        "there", "was",   "is",  "um",       "oh",   "hi",    "all",           "guys"});
  if (rest.empty()) return false;
  auto const& first = rest.front();
  auto const second_is = [&](std::string_view word) { return rest.size() > 1 && rest[1].is(word); };
  if (!kudos::is_one_of(
          first, {"nothing", "none", "nope", "nada", "nil", "skip", "pass", "no", "not", "nothin", "nichts",
                  "nix", "rien", "niente", "na", "n", "skipping", "passing"}))
    return false;
  if (first.is("n") && !second_is("a")) return false;
  rest = rest.subspan(first.is("n") ? 2 : 1);
  return std::all_of(rest.begin(), rest.end(), [](kudos::lexeme const& word) {
    return kudos::is_one_of(
        word,
        {"today",   "yet",     "really", "from",   "me",   "here",   "this",    "week", "sorry",  "thanks",
         "for",     "now",     "so",     "far",    "i",    "m",      "afraid",  "to",   "report", "share",
         "special", "much",    "new",    "win",    "wins", "update", "updates", "news", "one",    "day",
         "it",      "the",     "one",    "please", "my",   "turn",   "of",      "note", "add",    "on",
         "side",    "morning", "at",     "all",    "say",  "time",   "heute",   "thx",  "big",    "round"});
  });
}

}  // namespace huzzah::wins
