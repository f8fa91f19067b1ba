#include "features/home/words.hpp"

#include "app/phrases.hpp"
#include "base/catalog.hpp"
#include "base/text.hpp"
#include "chat/quotes.hpp"
#include "chat/say.hpp"

#include <string_view>
#include <utility>

namespace huzzah::home {

namespace {

using base::translate;
using chat::say;

std::string typed(app::operation const& one) {
  return "/huzzah " + one.word;
}

std::string label_of(app::operation const& one) {
  return *one.label == '\0' ? typed(one) : translate(one.label);
}

}  // namespace

chat::message all_words(app::operations const& known) {
  std::vector<chat::rich_text> lines;
  for (auto const& one : known) {
    auto line =
        say("{command} – {about}", {{"command", app::code(typed(one))}, {"about", translate(one.about)}});
    std::vector<chat::token> people;
    people.reserve(one.people.size());
    for (auto const& person : one.people)
      people.push_back(chat::mention(person));
    if (!people.empty()) chat::append(line, say(" ({people})", {{"people", chat::list_of(people)}}));
    lines.push_back(std::move(line));
  }
  auto all = chat::bullets(say("*Yours to ask for*"), lines);
  std::vector<chat::block> blocks{app::section(all)};
  return chat::message(std::move(all), std::move(blocks));
}

chat::message unknown_word(app::operations const& known, std::string const& word) {
  std::vector<std::string_view> words{"help"};
  for (auto const& one : known)
    words.emplace_back(one.word);
  auto const near = base::nearest(word, words);
  if (near.empty())
    return chat::message(say("I don't know \"{word}\". /huzzah alone shows all that you can ask for.",
                             {{"word", base::shorten(word, 40)}}));
  return chat::message(say("I don't know \"{word}\". Did you mean {command}?",
                           {{"word", word}, {"command", "/huzzah " + std::string(near)}}));
}

chat::section buttons_of(app::operations const& known) {
  chat::section shown(translate("Yours to ask for"));
  shown.key = "words";
  for (auto const& one : known)
    shown.buttons.emplace_back(word_action, label_of(one), one.word);
  return shown;
}

chat::section for_somebody_new() {
  chat::section shown(translate("Good to have you here"), chat::card_layout::lines);
  shown.key = "new";
  shown.icon = "wave";
  shown.cards.emplace_back(say("Say thanks where you talk: `@name ++ for the flaky test` is a kudos."));
  shown.cards.emplace_back(say("Note what went well, however small: `win: the flaky test is gone`."));
  shown.cards.emplace_back(
      say("Here you find what was said of you, and your own wins. Only you see this page."));
  return shown;
}

}  // namespace huzzah::home
