// Internal to the kudos grammar: a text cut into lines, and lines into the smallest pieces that the grammar
// tells apart. Everything is a view into the text, which must outlive it.
#pragma once

#include "chat/rich_text.hpp"

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace huzzah::kudos {

/// What a piece of a line is to the grammar.
enum class lexeme_kind {
  space,        ///< blanks
  word,         ///< letters, digits, and whatever is nothing else
  punctuation,  ///< one mark, such as a comma
  plus,         ///< "++" as a separate word: a marker
  trophy,       ///< an emoji that gives kudos: a marker
  other_emoji,  ///< any other emoji
  who,          ///< a mention, a user group or a broadcast
  tag,          ///< a configured value: "#craft", or a channel of that name
  opaque,       ///< code, a link, a channel: says nothing, but separates
};

/// One piece. `written` is set where it is text, `source` always.
class lexeme {
 public:
  lexeme_kind kind;
  std::string_view written;
  chat::token const* source;
  std::size_t value = 0;  ///< of a tag: which one of the configured values

  /// Whether it is this mark, or this word in any case (given in lower case).
  bool is(std::string_view text) const;
};

using lexemes = std::vector<lexeme>;

/// Whether a piece is one of these marks or words, given in lower case.
bool is_one_of(lexeme const& piece, std::initializer_list<std::string_view> texts);

/// Full stops and their like.
bool ends_sentence(lexeme const& piece);

/// What the lexer has to know of the workspace; views, too.
class vocabulary {
 public:
  std::span<std::string const> emoji;          ///< names without colons
  std::span<std::string const> folded_values;  ///< by base::fold_name()
};

/// The lines of a person's own words: quoted lines and code blocks are left out.
std::vector<lexemes> read_lines(chat::rich_text const& text, vocabulary const& known);

/// All of a text as one line, for the text after a command.
lexemes read_as_one_line(chat::rich_text const& text, vocabulary const& known);

}  // namespace huzzah::kudos
