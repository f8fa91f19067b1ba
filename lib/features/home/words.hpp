// What /huzzah and the home page say in Huzzah's own words. Pure.
#pragma once

#include "app/operation.hpp"
#include "chat/document.hpp"

#include <string>
#include <vector>

namespace huzzah::home {

/// The buttons of a home page: the value is a word of /huzzah.
inline constexpr auto* word_action = "home.word";

/// All words, with what each does.
chat::message all_words(app::operations const& known);
/// For a word that is not among them: the nearest one, or how to see all.
chat::message unknown_word(app::operations const& known, std::string const& word);

/// A button for each word.
chat::section buttons_of(app::operations const& known);
/// Where nothing is recorded of a person: what this is and how to begin.
chat::section for_somebody_new();

}  // namespace huzzah::home
