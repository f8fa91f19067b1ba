#include "recognition/kudos_sentences.hpp"

#include <algorithm>

namespace huzzah::recognition {

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

bool is_denied(lexemes const& line, std::size_t place) {
  while (place > 0 && line[place - 1].kind == lexeme_kind::space)
    --place;
  if (place == 0) return false;
  if (is_one_of(line[place - 1], {"no", "not", "dont", "never", "stop", "without"})) return true;
  return place > 2 && line[place - 1].is("t") && is_one_of(line[place - 2], {"'", "’"});
}

}  // namespace huzzah::recognition
