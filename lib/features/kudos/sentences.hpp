// Internal to the kudos grammar: what the words around a kudos make of it, sentence by sentence.
#pragma once

#include "features/kudos/lexer.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace huzzah::kudos {

/// The sentences of a line, found once so that each place can be asked cheaply.
class sentences {
 public:
  explicit sentences(lexemes const& line);

  /// Where the sentence around a place begins.
  std::size_t start_of(std::size_t place) const { return starts_[place]; }

  /// Whether the sentence around a place ends with a question mark. A place past the end is in none.
  bool is_asked(std::size_t place) const { return place < asked_.size() && asked_[place]; }

  /// Whether a place is struck out: "~like this~".
  bool is_struck(std::size_t place) const { return struck_[place]; }

 private:
  void find_struck(lexemes const& line);

  std::vector<std::size_t> starts_;  // each for every lexeme
  std::vector<bool> asked_;
  std::vector<bool> struck_;
};

/// Whether a question may begin with this word.
bool opens_question(lexeme const& word);

/// Whether this may stand before the word "kudos" at the start of its sentence: "big", a bullet.
bool decorates_kudos(lexeme const& piece);

/// From the word "kudos" over what may stand between it and its receivers: "kudos go out to", "kudos and
/// thanks to", "kudos to the team:". Nothing if the word is part of another one.
std::optional<std::size_t> behind_kudos(lexemes const& line, std::size_t word);

/// Whether this word greets a person.
bool is_greeting(lexeme const& word);

/// Whether these words, behind which an emoji closes a line, thank the person among them: they praise,
/// ask for nothing, and the emoji is no part of the sentence ("saw the :trophy:").
bool are_praise(std::span<lexeme const> words);

/// Whether "no", "not", "don't" or the like comes directly before a place.
bool is_denied(lexemes const& line, std::size_t place);

}  // namespace huzzah::kudos
