// Does what is due of one stand-up: opens its rounds, reminds, and closes them; each step once a date.
#pragma once

#include "app/schedule/hold_until_caught_up.hpp"
#include "base/clock.hpp"
#include "chat/workspace.hpp"
#include "features/standups/asking.hpp"
#include "features/standups/book.hpp"
#include "features/standups/prompt_packs.hpp"
#include "features/standups/reminding.hpp"
#include "features/standups/rounds.hpp"
#include "features/standups/summary.hpp"
#include "features/standups/words.hpp"
#include "store/store.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace huzzah::standups {

/// I/O thread only; what is passed in must outlive it.
class steps {
 public:
  steps(store::store& store, chat::workspace& workspace, base::clock& clock, people::audience& readers,
        summary_keeper const& summary, prompt_packs const& questions,
        schedule::hold_until_caught_up past = {}, delivery::calm const& rules = {});

  /// Closes and opens a stand-up's rounds, asks and reminds, skips what is too late; returns when to ask
  /// again. A round that was opened is always closed, whether its stand-up rests or not: people have
  /// answered.
  awaitable<base::time_point> run(book::entry one);
  /// Closes the open rounds of stand-ups that are none of `all`.
  awaitable<base::time_point> close_left_behind(std::vector<book::entry> all);
  /// Asking and reminding end soon, to be continued at the next start.
  void stop() {
    asking_.stop();
    reminding_.stop();
  }

 private:
  using open_rounds_of = std::pair<std::vector<standup_round>, base::time_point>;

  /// When to try again, for what could not be done now.
  using again = std::optional<base::time_point>;

  awaitable<base::time_point> do_due(book::entry const& one);
  awaitable<base::time_point> close_rounds(book::entry const& one);
  /// The rounds that are open, and when a backup took the ledger's place.
  awaitable<result<open_rounds_of>> open_rounds();
  awaitable<again> close_at(book::entry const& one, standup_round const& round, base::time_point at,
                            base::time_point waits_since, base::time_point restored);
  awaitable<again> prompt(book::entry const& one, due_step due);
  awaitable<again> remind(book::entry const& one, due_step due);
  awaitable<again> close(book::entry const& one, standup_round round, base::time_point at);
  awaitable<again> link_summary(book::entry const& one);

  /// Whether answers to a round may have been said that are yet to be read.
  awaitable<bool> waits_for_past(standup_round const& round, base::time_point due);
  /// Leaves a step out for ever. `loudly`: with a line in the log.
  awaitable<again> skip(book::entry const& one, standup_step step, calendar::local_date date, std::string why,
                        bool loudly);
  /// The same because of its channel; notifies the person who set it up, once.
  awaitable<again> give_up(book::entry const& one, standup_step step, calendar::local_date date,
                           schedule::channel_trouble what, std::string channel);
  std::string question_for(book::entry const& one, calendar::local_date date) const;
  again soon() const;

  store::store& store_;
  chat::workspace& workspace_;
  base::clock& clock_;
  schedule::hold_until_caught_up past_;
  base::time_point began_;  ///< since when what the configuration names is known
  summary_keeper const& summary_;
  prompt_packs const& packs_;
  asking asking_;
  reminding reminding_;
  std::set<std::int64_t> linked_;  ///< rounds whose summaries have all their links
};

}  // namespace huzzah::standups
