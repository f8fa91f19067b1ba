#include "features/goals/asking.hpp"

#include "app/delivery/outbox.hpp"
#include "features/goals/table.hpp"
#include "features/goals/words.hpp"

#include <spdlog/spdlog.h>

namespace huzzah::goals {

namespace {

/// One that found no room for so long does not come.
constexpr auto question_lasts = std::chrono::days(3);

std::string key_of_question(goal const& one) {
  return "goal:" + one.workspace + ":" + one.view +
         ":ask:" + std::to_string(one.ask_at->time_since_epoch().count());
}

}  // namespace

awaitable<result<std::vector<std::string>>> asking::parts() {
  co_return std::vector<std::string>{"goals:asking"};
}

awaitable<base::time_point> asking::run_due(std::string) {
  auto const now = with_.clock.now();
  auto unit = [now, in = with_.workspace.id()](store::unit_of_work& work) {
    table all(work);
    for (auto const& one : all.to_ask(in, now)) {
      auto const is_last = one.unanswered + 1 >= most_unanswered;
      auto what = delivery::outgoing::direct(key_of_question(one), one.workspace, one.person,
                                             chat::to_json(about_next_step(one, is_last)));
      what.topic = goals_topic;
      what.expires = now + question_lasts;
      delivery::outbox(work).add(what, now);
      auto const pause = between_questions * (one.unanswered + 2);
      all.set_asking(one.id, one.unanswered + 1, is_last ? std::nullopt : std::optional(now + pause));
    }
    return all.next_question(in);
  };
  auto const next = co_await with_.store.write(std::move(unit));
  if (next) co_return next->value_or(base::time_point::max());
  spdlog::error("questions about goals can't be asked, trying again: {}", to_string(next.error()));
  co_return now + schedule::before_next_try;
}

}  // namespace huzzah::goals
