#include "features/home/feature.hpp"

#include "app/calm_fields.hpp"
#include "app/delivery/outbox.hpp"
#include "app/phrases.hpp"
#include "base/catalog.hpp"
#include "features/home/words.hpp"

#include <algorithm>
#include <utility>
#include <variant>

namespace huzzah::home {

namespace {

/// The answer to a button that was pressed in a page, where none can be shown.
app::plan in_direct(chat::button_pressed const& pressed, chat::message const& said, base::time_point now) {
  auto sent = delivery::outgoing::direct("home:" + pressed.workspace + ":" + pressed.trigger,
                                         pressed.workspace, pressed.person, chat::to_json(said));
  app::plan made(
      [sent = std::move(sent), now](store::unit_of_work& work) { delivery::outbox(work).add(sent, now); });
  made.answer.emplace();
  return made;
}

}  // namespace

feature::feature(app::context const& with, app::keeping const& chosen)
    : with_(with),
      pages_(with),
      settings_(with),
      privacy_(with, chosen),
      data_(with),
      erasing_(with, chosen, [this](std::string person) { return pages_.opened(std::move(person)); }) {
  add_words(*with.operations);
}

void feature::add_words(app::operations& to) {
  to.push_back({"settings",
                base::translatable("what I send you, when you are away, and whether to leave you out"),
                [this](chat::command_invoked const& command) { return settings_.open(command); },
                base::translatable("Settings")});
  to.push_back({"privacy", base::translatable("what is kept about you, who sees it and for how long"),
                [this](chat::command_invoked const& command) { return privacy_.show(command); },
                base::translatable("Privacy")});
  to.push_back({"data", base::translatable("all that is kept about you, as files"),
                [this](chat::command_invoked const& command) { return data_.ask(command); },
                base::translatable("My data")});
  to.push_back({"erase", base::translatable("what erasing you would take out, and a button to do it"),
                [this](chat::command_invoked const& command) { return erasing_.explain(command); },
                base::translatable("Erase me")});
}

bool feature::wants(chat::event const& happened) const {
  if (auto const* command = std::get_if<chat::command_invoked>(&happened)) return command->name == "/huzzah";
  if (auto const* pressed = std::get_if<chat::button_pressed>(&happened))
    return pressed->action == word_action || pressed->action == erase_action;
  if (auto const* sent = std::get_if<chat::form_submitted>(&happened))
    return sent->action == settings_action || sent->action == erase_action;
  return std::holds_alternative<chat::home_opened>(happened);
}

awaitable<feature::answer> feature::prepare(chat::event const& happened) {
  if (auto const* command = std::get_if<chat::command_invoked>(&happened)) return on(*command);
  if (auto const* pressed = std::get_if<chat::button_pressed>(&happened)) return on(*pressed);
  if (auto const* sent = std::get_if<chat::form_submitted>(&happened)) return on(*sent);
  return on(std::get<chat::home_opened>(happened));
}

awaitable<feature::answer> feature::on(chat::home_opened const& opened) {
  app::plan made;
  made.then = [this, person = opened.person] { return show(person); };
  co_return made;
}

awaitable<result<>> feature::show(std::string person) {
  co_await pages_.opened(std::move(person));
  co_return result<>();
}

awaitable<feature::answer> feature::on(chat::command_invoked const& command) {
  auto said = co_await do_word(command);
  if (!said) co_return std::move(said).error();
  co_return app::plan(std::move(*said));
}

awaitable<feature::answer> feature::on(chat::button_pressed const& pressed) {
  if (pressed.action == erase_action) {
    auto opened = co_await erasing_.ask(pressed);
    if (!opened) co_return std::move(opened).error();
    co_return app::plan(std::move(*opened));
  }
  chat::command_invoked command;
  command.workspace = pressed.workspace;
  command.channel = pressed.channel;
  command.person = pressed.person;
  command.name = "/huzzah";
  command.text = {chat::text(pressed.value)};
  command.trigger = pressed.trigger;
  command.at = pressed.at;
  command.in_direct = pressed.channel.empty();
  auto said = co_await do_word(command);
  if (!said) co_return std::move(said).error();
  if (said->said && pressed.channel.empty()) co_return in_direct(pressed, *said->said, with_.clock.now());
  co_return app::plan(std::move(*said));
}

awaitable<feature::answer> feature::on(chat::form_submitted const& sent) {
  if (sent.action == erase_action) {
    auto begun = co_await erasing_.begin(sent);
    if (!begun) co_return std::move(begun).error();
    co_return app::plan(std::move(*begun));
  }
  auto said = co_await settings_.submit(sent);
  if (!said) co_return std::move(said).error();
  pages_.changed(sent.person);
  co_return app::plan(std::move(*said));
}

awaitable<result<chat::reply>> feature::do_word(chat::command_invoked const& command) {
  auto const words = app::words_of(command.text);
  auto const& known = *with_.operations;
  if (words.empty() || words.front() == "help") co_return chat::reply(all_words(known));
  auto const one = std::find_if(known.begin(), known.end(),
                                [&](app::operation const& each) { return each.word == words.front(); });
  if (one == known.end()) co_return chat::reply(unknown_word(known, words.front()));
  auto const run = one->run;
  co_return co_await run(command);
}

app::contribution contribution() {
  app::contribution made;
  made.name = "home";
  made.commands = {{"/huzzah", "What is yours: your settings, and what is kept about you", "{words} | help"}};
  made.words = {"settings", "privacy", "data", "erase"};
  made.actions = {"home."};
  made.settings.push_back(app::calm_section());
  made.start = [](app::context const& with, app::chosen_settings const& chosen) {
    return std::make_unique<feature>(with, chosen.of<app::keeping>("keeping"));
  };
  return made;
}

}  // namespace huzzah::home
