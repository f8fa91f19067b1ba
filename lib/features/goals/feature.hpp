// Goals and their steps: set by a form, ticked in the home page and in the channel that they are shared with.
#pragma once

#include "app/contribution.hpp"
#include "calendar/time_zone.hpp"
#include "features/goals/asking.hpp"
#include "features/goals/habits.hpp"
#include "features/goals/table.hpp"

#include <optional>
#include <string>
#include <utility>

namespace huzzah::goals {

/// Takes the form and the buttons of goals. I/O thread only.
class feature final : public app::feature {
 public:
  explicit feature(app::context const& with);

  std::string name() const override { return "goals"; }
  bool wants(chat::event const& happened) const override;
  awaitable<result<app::plan>> prepare(chat::event const& happened) override;
  schedule::ritual* ritual() override { return &asking_; }

 private:
  using answer = result<app::plan>;

  awaitable<result<chat::reply>> open(chat::command_invoked const& command);
  awaitable<answer> set(chat::form_submitted const& sent);
  awaitable<answer> press(chat::button_pressed const& pressed);
  /// Where the person of a goal lives, if the one who presses a button of another's step may tick it.
  using owner_zone = std::optional<calendar::time_zone>;
  awaitable<result<owner_zone>> may_tick(chat::button_pressed const& pressed);
  /// The goal of a form, and where it has to be mended.
  awaitable<std::pair<goal, chat::reply>> read(chat::form_submitted const& sent, calendar::local_date today);

  app::context with_;
  std::optional<habits> habits_;
  asking asking_;
};

/// Comes after wins, and before the home page.
app::contribution contribution();

}  // namespace huzzah::goals
