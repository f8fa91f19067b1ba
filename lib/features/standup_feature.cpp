#include "features/standup_feature.hpp"

#include "features/standup_form.hpp"
#include "features/standup_status.hpp"
#include "features/standup_words.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>
#include <variant>

namespace huzzah::features {

standup_feature::standup_feature(storage::store& store, chat::workspace& workspace, base::clock& clock,
                                 ritual_options options, std::function<void()> wake, past_first past)
    : options_(std::move(options)),
      clock_(clock),
      book_(store, workspace.id(), options_.standups),
      summary_(options_.standups,
               [&workspace](chat::message_ref const& where) { return workspace.link_to(where); }),
      steps_(store, workspace, clock, summary_, options_.packs, std::move(past)),
      setup_(workspace, clock, book_, options_.packs, wake),
      commands_(store, workspace, clock, book_, setup_, wake) {}

bool standup_feature::concerns(chat::event const& happened) const {
  return std::holds_alternative<chat::command_invoked>(happened) ||
         std::holds_alternative<chat::form_submitted>(happened);
}

awaitable<result<std::optional<chat::reply>>> standup_feature::handle(chat::event const& happened) {
  auto const* command = std::get_if<chat::command_invoked>(&happened);
  auto const* form = std::get_if<chat::form_submitted>(&happened);
  if (command != nullptr && command->name != "/standup") command = nullptr;
  if (form != nullptr && form->action != standup_setup_action) form = nullptr;
  if (command == nullptr && form == nullptr) co_return std::optional<chat::reply>();

  auto loaded = co_await book_.load();
  if (!loaded) co_return std::move(loaded).error();
  auto answered = result<chat::reply>(chat::reply());
  if (command != nullptr)
    answered = co_await commands_.handle(*command);
  else
    answered = co_await setup_.submit(*form);
  if (!answered) co_return std::move(answered).error();
  co_return std::optional<chat::reply>(std::move(*answered));
}

awaitable<base::time_point> standup_feature::run_due() {
  auto const loaded = co_await book_.load();
  if (!loaded) {
    spdlog::error("the stand-ups can't be read, trying again: {}", to_string(loaded.error()));
    co_return clock_.now() + before_next_try;
  }
  // Commands may change the book while one of them waits for the platform.
  auto const all = book_.all();
  auto next = co_await steps_.close_rounds(all);
  for (auto const& one : all) {
    auto const again = co_await steps_.run(one);
    next = std::min(next, again);
  }
  co_return next;
}

std::vector<upcoming> standup_feature::coming_up() {
  using enum recognition::standup_step;
  std::vector<upcoming> all;
  auto const now = clock_.now();
  for (auto const& one : book_.all())
    for (auto const step : {prompt, remind, close})
      if (auto const next = next_of(one, step, now)) {
        auto& coming = all.emplace_back();
        coming.what = fmt::format("Stand-up {}: {}", one.settings.name, in_words(step));
        coming.at = next->at;
      }
  std::stable_sort(all.begin(), all.end(), [](upcoming const& a, upcoming const& b) { return a.at < b.at; });
  return all;
}

}  // namespace huzzah::features
