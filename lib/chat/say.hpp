// What the bot says: sentences of the catalog (base/catalog) with people, emoji and links in them.
#pragma once

#include "chat/rich_text.hpp"

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace huzzah::chat {

/// What replaces `{name}` in a sentence: words, a number, a token or a text.
class part {
 public:
  part(std::string_view name_, std::string words) : name(name_), value{text(std::move(words))} {}
  part(std::string_view name_, std::string_view words) : part(name_, std::string(words)) {}
  part(std::string_view name_, char const* words) : part(name_, std::string(words)) {}
  part(std::string_view name_, std::int64_t number) : part(name_, std::to_string(number)) {}
  part(std::string_view name_, std::size_t number) : part(name_, std::to_string(number)) {}
  part(std::string_view name_, int number) : part(name_, std::to_string(number)) {}
  part(std::string_view name_, token one) : name(name_), value{std::move(one)} {}
  part(std::string_view name_, rich_text many) : name(name_), value(std::move(many)) {}

  std::string_view name;
  rich_text value;
};

/// A sentence of the catalog in the language that is used. `*strong*` and `` `as typed` `` in the sentence
/// are bold and code; in what is put in they are plain characters.
rich_text say(char const* english, std::initializer_list<part> parts = {});
/// The same, with the form that goes with a number; `{count}` is the number.
rich_text say(std::int64_t count, char const* one, char const* many, std::initializer_list<part> parts = {});

/// "Ada, Ben and Cleo"; `more` of them are only counted: "Ada, Ben and 3 more".
rich_text list_of(std::vector<rich_text> const& items, std::size_t more = 0);
rich_text list_of(std::vector<token> const& items, std::size_t more = 0);
/// The same in plain words.
std::string list_of(std::vector<std::string> const& items, std::size_t more = 0);

/// Lines, each behind a bullet, below a first line.
rich_text bullets(rich_text first, std::vector<rich_text> const& lines);

}  // namespace huzzah::chat
