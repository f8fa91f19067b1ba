#include "features/standups/feature.hpp"

#include "app/people/directory.hpp"
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
      store_(with.store),
      workspace_(with.workspace),
      clock_(with.clock),
      readers_(with.audience),
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

awaitable<result<int>> feature::questions_ahead(chat::person who, base::time_point now) {
  auto const loaded = co_await book_.load();
  if (!loaded) co_return loaded.error();
  auto const zone = people::zone_of(who);
  auto const today = zone.date_of(now);
  std::vector<schedule::ritual_step> ahead;
  for (auto const& one : book_.all()) {
    auto const& standup = one.settings;
    if (standup.mode != standup_mode::dm || !standup.on.includes(today) || one.notes.rests_on(today))
      continue;
    if (asked_at(standup, today, zone) + grace(standup_step::prompt) < now) continue;
    auto is_member =
        std::find(standup.members.begin(), standup.members.end(), who.id) != standup.members.end();
    if (standup.members.empty()) {
      auto channel = standup.channel;
      auto const found = co_await workspace_.find_channel(std::move(channel));
      if (!found) continue;
      auto const there = co_await readers_.members_of(found->id);
      is_member = there && there->contains(who.id);
    }
    if (is_member)
      ahead.emplace_back(workspace_.id(), book::key_of(standup.name),
                         std::string(to_string(standup_step::prompt)), today, who.id);
  }
  if (ahead.empty()) co_return 0;
  auto query = [&ahead](store::reader& from) {
    return static_cast<int>(std::count_if(ahead.begin(), ahead.end(), [&](auto const& step) {
      return !schedule::rituals(from).outcome(step);
    }));
  };
  co_return co_await store_.read(std::move(query));
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
    with.topics->push_back({questions_topic, base::translatable("Questions of stand-ups, in private")});
    with.topics->push_back({reminders_topic, base::translatable("Reminders of stand-ups")});
    with.offered->add<schedule::working_days>(*one);
    with.offered->add<delivery::asker>(*one);
    return one;
  };
  return made;
}

}  // namespace huzzah::standups
