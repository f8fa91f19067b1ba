// Stand-ups: a question a day, gentle reminders, a summary; from the configuration and from chat.
#pragma once

#include "base/clock.hpp"
#include "chat/workspace.hpp"
#include "features/feature.hpp"
#include "features/feature_options.hpp"
#include "features/ritual.hpp"
#include "features/ritual_book.hpp"
#include "features/standup_commands.hpp"
#include "features/standup_setup.hpp"
#include "features/standup_steps.hpp"
#include "features/standup_summary.hpp"
#include "storage/store.hpp"

#include <functional>
#include <optional>
#include <vector>

namespace huzzah::features {

/// As a feature it answers /standup and its form; as a ritual it does what is due. Answers to its questions
/// are the wins feature's. I/O thread only; what is passed in must outlive it.
class standup_feature final : public feature, public ritual {
 public:
  /// `wake` is called when chat has changed what is due: wakes the runner. Questions don't wait for the past.
  standup_feature(storage::store& store, chat::workspace& workspace, base::clock& clock,
                  ritual_options options, std::function<void()> wake, past_first past = {});

  bool concerns(chat::event const& happened) const override;
  awaitable<result<std::optional<chat::reply>>> handle(chat::event const& happened) override;
  awaitable<base::time_point> run_due() override;
  std::vector<upcoming> coming_up() override;

  /// For the wins feature: keeps summaries true, knows working days. A copy is as good.
  standup_summary const& summary() const { return summary_; }

 private:
  ritual_options options_;
  base::clock& clock_;
  standup_book book_;
  standup_summary summary_;
  standup_steps steps_;
  standup_setup setup_;
  standup_commands commands_;
};

}  // namespace huzzah::features
