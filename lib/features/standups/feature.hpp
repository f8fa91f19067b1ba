// Stand-ups: a question a day, gentle reminders, a summary; from the configuration and from chat.
#pragma once

#include "app/feature.hpp"
#include "app/schedule/ritual.hpp"
#include "base/clock.hpp"
#include "chat/workspace.hpp"
#include "features/standups/answers.hpp"
#include "features/standups/book.hpp"
#include "features/standups/commands.hpp"
#include "features/standups/options.hpp"
#include "features/standups/setup.hpp"
#include "features/standups/steps.hpp"
#include "features/standups/summary.hpp"
#include "store/store.hpp"

#include <functional>
#include <optional>
#include <vector>

namespace huzzah::standups {

/// As a feature it answers /standup and its form; as a ritual it does what is due. Answers to its questions
/// are the wins feature's. I/O thread only; what is passed in must outlive it.
class feature final : public app::feature, public schedule::ritual {
 public:
  /// `wake` is called when chat has changed what is due: wakes the runner. Questions don't wait for the past.
  feature(store::store& store, chat::workspace& workspace, base::clock& clock, people::audience& readers,
          options options, std::function<void()> wake, schedule::hold_until_caught_up past = {});

  bool concerns(chat::event const& happened) const override;
  awaitable<result<std::optional<chat::reply>>> handle(chat::event const& happened) override;
  /// The stand-ups, and what is left of those that are no more.
  awaitable<result<std::vector<std::string>>> parts() override;
  awaitable<base::time_point> run_due(std::string part) override;
  void stop() override { steps_.stop(); }
  std::vector<schedule::upcoming> coming_up() override;
  void reread() override { book_.reread(); }

  /// For digests; see standups::house_days().
  awaitable<result<calendar::workdays>> house_days() { return standups::house_days(book_); }

  /// For the wins feature.
  wins::questions& questions() { return answers_; }

 private:
  options options_;
  base::clock& clock_;
  book book_;
  summary_keeper summary_;
  answers answers_;
  steps steps_;
  schedule::rights rights_;
  setup setup_;
  commands commands_;
};

}  // namespace huzzah::standups
