#include "features/standups/feature.hpp"

#include "app/schedule/steps.hpp"
#include "base/catalog.hpp"
#include "features/standups/book.hpp"
#include "features/standups/fields.hpp"
#include "features/standups/form.hpp"
#include "features/standups/home_section.hpp"
#include "features/standups/opt_outs.hpp"
#include "features/standups/rounds.hpp"
#include "features/standups/status.hpp"
#include "features/standups/words.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>
#include <variant>

namespace huzzah::standups {

feature::feature(app::context const& with, options options)
    : book_ritual(book_),
      options_(std::move(options)),
      workspace_(with.workspace),
      clock_(with.clock),
      book_(with.store, workspace_.id(), options_.configured),
      summary_(options_.configured, workspace_),
      answers_(with, summary_),
      steps_(with, summary_, options_.packs),
      rights_(workspace_, with.audience, options_.policy),
      setup_(with, book_, rights_, options_.packs),
      commands_(with, book_, rights_, setup_) {}

bool feature::wants(chat::event const& happened) const {
  if (auto const* command = std::get_if<chat::command_invoked>(&happened)) return command->name == "/standup";
  if (auto const* form = std::get_if<chat::form_submitted>(&happened))
    return form->action == standup_setup_action;
  auto const* button = std::get_if<chat::button_pressed>(&happened);
  return button != nullptr && (button->action == opt_out_action || button->action == opt_in_action);
}

awaitable<result<app::plan>> feature::prepare(chat::event const& happened) {
  auto loaded = co_await book_.load();
  if (!loaded) co_return std::move(loaded).error();
  auto answered = result<chat::reply>(chat::reply());
  if (auto const* command = std::get_if<chat::command_invoked>(&happened))
    answered = co_await commands_.handle(*command);
  else if (auto const* button = std::get_if<chat::button_pressed>(&happened))
    answered = co_await commands_.handle(*button);
  else if (auto const* form = std::get_if<chat::form_submitted>(&happened))
    answered = co_await setup_.submit(*form);
  if (!answered) co_return std::move(answered).error();
  co_return app::plan(std::move(*answered));
}

std::vector<chat::message_ref> feature::awaits_answers(store::unit_of_work& work) {
  return rounds(work).where_awaited(workspace_.id());
}

awaitable<base::time_point> feature::run_rest() {
  auto all = book_.all();
  co_return co_await steps_.close_left_behind(std::move(all));
}

void feature::add_upcoming(book::entry const& one, std::vector<schedule::upcoming>& to) const {
  using enum standups::standup_step;
  for (auto const step : {prompt, remind, close})
    if (auto const next = next_of(one, step, clock_.now()))
      to.push_back({fmt::format("Stand-up {}: {}", one.settings.name, in_words(step)), next->at});
}

app::contribution contribution() {
  app::contribution made;
  made.name = "standups";
  made.commands = {{"/standup", "Ask this channel for its win of the day",
                    "setup | status | skip today | pause until DATE | off | away until DATE"}};
  made.actions = {"standup."};
  made.settings = {prompts_section(), app::policy_section(), section()};
  made.start = [](app::context const& with, app::chosen_settings const& settings) {
    auto one = std::make_unique<feature>(with, options(settings));
    with.offered->add(one->questions());
    with.sections->push_back(home_section());
    with.steps->push_back({base::translatable("Ask for the win of the day: `/standup setup` in a channel"),
                           [](store::connection& on, std::string const& workspace) {
                             return schedule::rituals(on).is_any_known(workspace, "standup:");
                           }});
    with.offered->add<schedule::working_days>(*one);
    return one;
  };
  return made;
}

}  // namespace huzzah::standups
