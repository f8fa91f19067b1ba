#include "features/record/feature.hpp"

#include "app/open_form.hpp"
#include "app/people/directory.hpp"
#include "app/people/people.hpp"
#include "app/phrases.hpp"
#include "base/catalog.hpp"
#include "chat/say.hpp"

#include <utility>
#include <variant>

namespace huzzah::record {

namespace {

using base::translatable;

constexpr app::named_values<bool, 2> answers{
    {{"yes", true, base::translatable("Yes")}, {"no", false, base::translatable("No")}}};

app::fields<choices> const& fields_of_own() {
  namespace kind = app::kind;
  static auto const all =
      app::fields<choices>()
          .add("days", "How far back it goes.", kind::one_of(spans), &choices::days,
               app::asked_field{translatable("The last")})
          .add("private", "Whether private wins and kudos are in it.", kind::one_of(answers),
               &choices::with_private,
               app::asked_field{translatable("With private wins and kudos"),
                                translatable("Leave them out of what you hand to others.")})
          .add("format", "What kind of file it is.", kind::one_of(formats), &choices::format,
               app::asked_field{translatable("As")})
          .add("fridays", "Whether a short record of the week is offered on Fridays.", kind::one_of(answers),
               &choices::on_fridays,
               app::asked_field{translatable("Offer me a short update of my week on Fridays")});
  return all;
}

}  // namespace

feature::feature(app::context const& with)
    : with_(with), giving_(with), lines_(with), sending_(with), fridays_(with) {
  with.operations->push_back(
      {"record", translatable("what you did well, in your words and those of others, as a file"),
       [this](chat::command_invoked const& command) { return open(command); }, translatable("My record")});
}

bool feature::wants(chat::event const& happened) const {
  if (auto const* pressed = std::get_if<chat::button_pressed>(&happened))
    return pressed->action == send_now_action || pressed->action == offer_action;
  auto const* sent = std::get_if<chat::form_submitted>(&happened);
  return sent != nullptr &&
         (sent->action == form_action || sent->action == lines_action || sent->action == send_action);
}

awaitable<result<app::plan>> feature::prepare(chat::event const& happened) {
  if (auto const* pressed = std::get_if<chat::button_pressed>(&happened)) return press(*pressed);
  auto const& sent = std::get<chat::form_submitted>(happened);
  if (sent.action == lines_action) return lines_.take(sent);
  return sent.action == send_action ? sending_.preview(sent) : make(sent);
}

awaitable<result<app::plan>> feature::press(chat::button_pressed const& pressed) {
  if (pressed.action == offer_action) {
    auto opened = co_await sending_.open(pressed.trigger, days_of_week);
    if (!opened) co_return opened.error();
    co_return app::plan(std::move(*opened));
  }
  auto done = co_await sending_.send(pressed);
  if (!done) co_return done.error();
  co_return app::plan(std::move(*done));
}

awaitable<result<chat::reply>> feature::open(chat::command_invoked const& command) {
  auto const words = app::words_of(command.text);
  if (words.size() > 1 && words[1] == lines_word) co_return co_await lines_.open(command, words);
  if (words.size() > 1 && words[1] == send_word)
    co_return co_await sending_.open(command.trigger, choices().days);
  chat::form form(std::string(form_action), base::translate("My record"));
  choices shown;
  auto const now = co_await is_on_fridays(command.person);
  if (!now) co_return now.error();
  shown.on_fridays = *now;
  form.fields = fields_of_own().form(shown);
  co_return co_await app::open_form(with_.workspace, command.trigger, std::move(form));
}

awaitable<result<bool>> feature::is_on_fridays(std::string person) {
  auto query = [&](store::reader& on) {
    return people::people(on).setting(with_.workspace.id(), person, fridays_setting) == "yes";
  };
  co_return co_await with_.store.read(std::move(query));
}

awaitable<result<>> feature::set_on_fridays(std::string person, bool is_wanted) {
  people::directory directory(with_.workspace, with_.clock);
  auto const who = co_await directory.find(person);
  auto unit = [&](store::unit_of_work& work) {
    people::people known(work);
    if (who) known.upsert(with_.workspace.id(), person, who->name, who->time_zone);
    known.set_setting(with_.workspace.id(), person, fridays_setting, is_wanted ? "yes" : "no");
  };
  auto const done = co_await with_.store.write(std::move(unit));
  if (done) with_.rituals_changed();
  co_return done;
}

awaitable<result<app::plan>> feature::make(chat::form_submitted const& sent) {
  choices chosen;
  chat::reply reply;
  auto const before = co_await is_on_fridays(sent.person);
  if (!before) co_return before.error();
  chosen.on_fridays = *before;
  fields_of_own().enter(sent.values, chosen, reply.errors);
  if (!reply.errors.empty()) co_return app::plan(std::move(reply));
  if (chosen.on_fridays != *before) {
    auto const kept = co_await set_on_fridays(sent.person, chosen.on_fridays);
    if (!kept) co_return kept.error();
  }
  auto const from = co_await gather(with_, sent.workspace, sent.person, chosen);
  if (!from) co_return from.error();
  auto const shown = compose(*from);
  if (shown.sections.empty()) {
    reply.said = chat::message(shown.instead);
    co_return app::plan(std::move(reply));
  }
  reply.said = chat::message(chat::say("Your record is on its way to your direct message with me."));
  wish asked;
  asked.view = sent.view;
  asked.person = sent.person;
  asked.chosen = chosen;
  auto unit = [&, now = with_.clock.now()](store::unit_of_work& work) {
    giving::ask(work, sent.workspace, asked, now);
  };
  auto const done = co_await with_.store.write(std::move(unit));
  if (!done) co_return done.error();
  with_.files_changed();
  co_return app::plan(std::move(reply));
}

app::contribution contribution() {
  app::contribution made;
  made.name = "record";
  made.actions = {"record."};
  made.words = {"record"};
  made.tables = table::tables();
  made.start = [](app::context const& with, app::chosen_settings const&) {
    return std::make_unique<feature>(with);
  };
  return made;
}

}  // namespace huzzah::record
