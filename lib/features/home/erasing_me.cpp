#include "features/home/erasing_me.hpp"

#include "app/ledger/erasing.hpp"
#include "app/open_form.hpp"
#include "app/phrases.hpp"
#include "base/catalog.hpp"
#include "base/text.hpp"
#include "chat/say.hpp"
#include "features/home/privacy.hpp"
#include "features/home/words.hpp"

#include <utility>

namespace huzzah::home {

namespace {

using base::translate;
using chat::say;

constexpr auto* word_field = "word";

/// What is typed to be sure.
std::string sure_word() {
  return translate("erase");
}

}  // namespace

erasing_me::erasing_me(app::context const& with, app::keeping chosen,
                       std::function<awaitable<>(std::string)> show_home)
    : with_(with), chosen_(std::move(chosen)) {
  if (with.eraser == nullptr) return;
  with.eraser->when_begun(show_home);
  with.eraser->when_done(std::move(show_home));
}

awaitable<result<chat::reply>> erasing_me::explain(chat::command_invoked const&) {
  chat::document shown;
  shown.title = translate("Erase me");
  auto& goes = shown.sections.emplace_back(translate("What goes"), chat::card_layout::list);
  goes.cards.emplace_back(
      say("Your name, your wins, the kudos you gave and received, your cheers, goals and "
          "choices, and messages to you that I keep."));
  goes.cards.emplace_back(
      say("Your name in what others wrote: there you are a teammate. Colleagues who have kept "
          "your words have \"a former colleague, words withdrawn\"."));
  goes.cards.emplace_back(
      say("What you have said so far doesn't come back. What you say later is new: see "
          "`/huzzah settings` to be left out."));
  auto& stays = shown.sections.emplace_back(translate("What stays"), chat::card_layout::list);
  stays.cards.emplace_back(say("Counts that belong to nobody, so that the sums of others stay right."));
  stays.cards.emplace_back(
      say("Messages in the chat, yours and mine: they are Slack's. Files that I gave you "
          "are removed."));
  stays.cards.emplace_back(times_in_words(chosen_, with_.clock.now()).back());
  stays.buttons.emplace_back(word_action, translate("First my data"), "data");
  stays.buttons.emplace_back(erase_action, translate("Erase me"), "");
  auto said = chat::to_message(shown, with_.workspace.limits());
  co_return chat::reply(std::move(said));
}

awaitable<result<chat::reply>> erasing_me::ask(chat::button_pressed const& pressed) {
  chat::form form(erase_action, translate("Erase me"));
  auto& word = form.fields.emplace_back(
      word_field, translate("This can't be undone. To go on, type: {word}", {{"word", sure_word()}}));
  word.hint = translate("If you want to have your data first, cancel this and ask for it.");
  co_return co_await app::open_form(with_.workspace, pressed.trigger, std::move(form));
}

awaitable<result<chat::reply>> erasing_me::begin(chat::form_submitted const& sent) {
  chat::reply reply;
  auto const typed = sent.values.find(word_field);
  auto const entered = typed == sent.values.end() ? std::string() : std::string(base::trim(typed->second));
  if (base::to_lower(entered) != base::to_lower(sure_word())) {
    reply.errors.emplace(word_field, translate("Type the word, or cancel"));
    co_return reply;
  }
  auto unit = [person = sent.person, now = with_.clock.now(), at = sent.at](store::unit_of_work& work) {
    ledger::begin_erasing(work, person, now, at);
  };
  auto const done = co_await with_.store.write(std::move(unit));
  if (!done) co_return done.error();
  if (with_.eraser != nullptr) with_.eraser->wake();
  with_.files_changed();
  reply.said = chat::message(say(
      "You are erased: nothing shows you any more. Within a minute no byte of it is in the database; where "
      "another program is reading that just now, within a day."));
  co_return reply;
}

}  // namespace huzzah::home
