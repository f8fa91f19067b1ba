#include "features/standups/feature.hpp"

#include "features/standups/book.hpp"
#include "features/standups/form.hpp"
#include "features/standups/opt_outs.hpp"
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

feature::feature(store::store& store, chat::workspace& workspace, base::clock& clock,
                 people::audience& readers, options options, std::function<void()> wake,
                 schedule::hold_until_caught_up past)
    : options_(std::move(options)),
      clock_(clock),
      book_(store, workspace.id(), options_.configured),
      summary_(options_.configured,
               [&workspace](chat::message_ref const& where) { return workspace.link_to(where); }),
      answers_(store, workspace, summary_),
      steps_(store, workspace, clock, readers, summary_, options_.packs, std::move(past)),
      rights_(workspace, readers, options_.policy),
      setup_(workspace, clock, book_, rights_, options_.packs, wake),
      commands_(store, workspace, clock, book_, rights_, setup_, wake) {}

bool feature::concerns(chat::event const& happened) const {
  return std::holds_alternative<chat::command_invoked>(happened) ||
         std::holds_alternative<chat::form_submitted>(happened) ||
         std::holds_alternative<chat::button_pressed>(happened);
}

awaitable<result<std::optional<chat::reply>>> feature::handle(chat::event const& happened) {
  auto const* command = std::get_if<chat::command_invoked>(&happened);
  auto const* form = std::get_if<chat::form_submitted>(&happened);
  if (command != nullptr && command->name != "/standup") command = nullptr;
  if (form != nullptr && form->action != standup_setup_action) form = nullptr;
  auto const* button = std::get_if<chat::button_pressed>(&happened);
  if (button != nullptr && button->action != opt_out_action && button->action != opt_in_action)
    button = nullptr;
  if (command == nullptr && form == nullptr && button == nullptr) co_return std::optional<chat::reply>();

  auto loaded = co_await book_.load();
  if (!loaded) co_return std::move(loaded).error();
  auto answered = result<chat::reply>(chat::reply());
  if (command != nullptr)
    answered = co_await commands_.handle(*command);
  else if (button != nullptr)
    answered = co_await commands_.handle(*button);
  else
    answered = co_await setup_.submit(*form);
  if (!answered) co_return std::move(answered).error();
  co_return std::optional<chat::reply>(std::move(*answered));
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

}  // namespace huzzah::standups
