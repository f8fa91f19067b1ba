// The catalog of what people read: a sentence in English is its own key. Other languages are data in
// gettext's format (`huzzah.mo`); without one, everybody reads English.
#pragma once

#include "base/error.hpp"

#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace huzzah::base {

/// What replaces `{name}` in a sentence.
class argument {
 public:
  argument(std::string_view name_, std::string_view value_) : name(name_), value(value_) {}
  argument(std::string_view name_, std::int64_t value_) : name(name_), value(std::to_string(value_)) {}

  std::string_view name;
  std::string value;
};

/// Reads `folder`/`language`/LC_MESSAGES/huzzah.mo, and translates with it from then on. "en" needs no file.
/// Call it before there are threads. Fails with not_found or bad_message, and says how to mend it.
result<> use_language(std::filesystem::path const& folder, std::string const& language);

/// A sentence in the language that is used, with its arguments. Placeholders without an argument stay.
std::string translate(char const* english, std::initializer_list<argument> arguments = {});
/// The same, with the form that goes with a number; `{count}` is the number.
std::string translate(std::int64_t count, char const* one, char const* many,
                      std::initializer_list<argument> arguments = {});

/// A number as people read it: "1,200".
std::string spell_number(std::int64_t number);

/// Marks a sentence that is translated where it is shown, for the tool that collects the catalog.
constexpr char const* translatable(char const* english) {
  return english;
}

/// The sentence itself, in the language that is used, with its placeholders.
std::string find_translation(char const* english);
std::string find_translation(std::int64_t count, char const* one, char const* many);

/// A sentence, cut at its placeholders.
class sentence_piece {
 public:
  explicit sentence_piece(std::string_view text_, bool is_placeholder_ = false)
      : text(text_), is_placeholder(is_placeholder_) {}

  std::string_view text;  ///< as it is, or the name of a placeholder
  bool is_placeholder;
};
/// The pieces refer to `sentence`. A brace without its other one is text.
std::vector<sentence_piece> pieces_of(std::string_view sentence);

}  // namespace huzzah::base
