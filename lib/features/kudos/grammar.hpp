// Reads kudos out of what people write. The rules, with the reasons for the doubtful ones, are at the top
// of grammar.cpp; as examples they are in tests/unit/features/kudos/*grammar*_test.cpp.
#pragma once

#include "chat/rich_text.hpp"
#include "features/kudos/intent.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace huzzah::kudos {

/// What a workspace has chosen.
class grammar_options {
 public:
  std::vector<std::string> emoji{"trophy"};  ///< names without colons that give kudos
  std::vector<std::string> values;           ///< company values, without the #
};

/// The kudos grammar. Pure: the same text always says the same. May be used on any thread.
class grammar {
 public:
  explicit grammar(grammar_options options);

  /// The kudos in a message, in the order written; none for ordinary talk. One person may appear in several
  /// of them (see merge()).
  std::vector<intent> parse(chat::rich_text const& text) const;

  /// The kudos in the text after "/kudos", where no marker is needed: "@a reason", "@a and @b for reason";
  /// receivers come at the start, or at the end behind the reason. Nothing if they don't.
  std::optional<intent> parse_command(chat::rich_text const& text) const;

  /// Whether an emoji (a reaction, say) gives kudos. With or without colons and skin tone.
  bool gives(std::string_view emoji) const;

  /// False when parse() can't find anything: a glance that allocates nothing.
  bool may_give(chat::rich_text const& text) const;

 private:
  grammar_options options_;                 // emoji without colons, values without #
  std::vector<std::string> folded_values_;  // as tags are compared
};

}  // namespace huzzah::kudos
