#include "features/standups/feature.hpp"

#include "features/standups/book.hpp"
#include "features/standups/fields.hpp"
#include "features/standups/form.hpp"
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

namespace {

/// The part for the rounds of stand-ups that are no more.
std::string const no_standup;

}  // namespace

feature::feature(app::context const& with, options options)
    : options_(std::move(options)),
      workspace_(with.workspace),
      clock_(with.clock),
      book_(with.store, workspace_.id(), options_.configured),
      summary_(options_.configured, workspace_),
      answers_(with.store, workspace_, summary_),
      steps_(with.store, workspace_, clock_, with.audience, summary_, options_.packs, with.past),
      rights_(workspace_, with.audience, options_.policy),
      setup_(workspace_, clock_, book_, rights_, options_.packs, with.rituals_changed),
      commands_(with.store, workspace_, clock_, book_, rights_, setup_, with.rituals_changed) {}

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

awaitable<result<std::vector<std::string>>> feature::parts() {
  auto const loaded = co_await book_.load();
  if (!loaded) co_return loaded.error();
  std::vector<std::string> all{no_standup};
  for (auto const& one : book_.all())
    all.push_back(book::key_of(one.settings.name));
  co_return all;
}

awaitable<base::time_point> feature::run_due(std::string part) {
  // Commands may change the book while a part waits for the platform.
  auto const all = book_.all();
  if (part == no_standup) co_return co_await steps_.close_left_behind(all);
  for (auto const& one : all)
    if (book::key_of(one.settings.name) == part) co_return co_await steps_.run(one);
  co_return base::time_point::max();
}

std::vector<schedule::upcoming> feature::coming_up() {
  using enum standups::standup_step;
  std::vector<schedule::upcoming> all;
  auto const now = clock_.now();
  for (auto const& one : book_.all())
    for (auto const step : {prompt, remind, close})
      if (auto const next = next_of(one, step, now)) {
        auto& coming = all.emplace_back();
        coming.what = fmt::format("Stand-up {}: {}", one.settings.name, in_words(step));
        coming.at = next->at;
      }
  std::stable_sort(all.begin(), all.end(),
                   [](schedule::upcoming const& a, schedule::upcoming const& b) { return a.at < b.at; });
  return all;
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
    with.offered->add<schedule::working_days>(*one);
    return one;
  };
  return made;
}

}  // namespace huzzah::standups
