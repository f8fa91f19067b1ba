// The pieces that the words of several features are made of. Pure.
#pragma once

#include "chat/message.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace huzzah::app {

/// A message of one line of plain words.
chat::message one_line(std::string words);

/// A channel: alive by its id, as text by its "#name".
chat::token channel_token(std::string const& id_or_name);

/// Something to be typed as it is.
chat::token code(std::string words);

/// What people are called, by id.
using names_by_id = std::map<std::string, std::string>;
/// Finds names there; `known` must outlive it.
chat::name_finder finder(names_by_id const& known);
/// The people who are mentioned in a text, in chat::to_markup()'s form.
std::set<std::string> mentioned_in(std::string const& markup);

/// The words behind a command, in lower case: "board", "week".
std::vector<std::string> words_of(chat::rich_text const& text);

/// A paragraph, with a button beside it where there is one.
chat::section_block section(chat::rich_text words, std::optional<chat::button> beside = {});

}  // namespace huzzah::app
