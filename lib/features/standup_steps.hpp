// Does what is due of one stand-up: opens its rounds, reminds, and closes them; each step once a date.
#pragma once

#include "base/clock.hpp"
#include "chat/workspace.hpp"
#include "features/past_first.hpp"
#include "features/ritual_book.hpp"
#include "features/standup_asking.hpp"
#include "features/standup_summary.hpp"
#include "features/standup_words.hpp"
#include "storage/store.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

namespace huzzah::features {

/// I/O thread only; what is passed in must outlive it.
class standup_steps {
 public:
  using packs = std::map<std::string, recognition::prompt_pack>;

  standup_steps(storage::store& store, chat::workspace& workspace, base::clock& clock,
                standup_summary const& summary, packs const& questions, past_first past = {});

  /// Opens a stand-up's rounds, asks and reminds, skips what is too late; returns when to ask again.
  awaitable<base::time_point> run(standup_book::entry one);

  /// Closes the rounds whose time has come. A round that was opened is always closed, whether its stand-up
  /// rests meanwhile or not: people have answered. One of a stand-up that is none of `all` is closed now.
  awaitable<base::time_point> close_rounds(std::vector<standup_book::entry> const& all);

 private:
  /// When to try again, for what could not be done now.
  using again = std::optional<base::time_point>;
  /// Where a stand-up happens, why it can't, or that this can't be told just now.
  using place = std::variant<chat::channel_facts, channel_trouble, error>;

  awaitable<again> prompt(standup_book::entry const& one, recognition::due_step due);
  awaitable<again> remind(standup_book::entry const& one, recognition::due_step due);
  awaitable<again> close(standup_book::entry const& one, storage::standup_round round, base::time_point at);
  awaitable<again> link_summary(standup_book::entry const& one);

  awaitable<place> find_channel(std::string channel);
  /// Leaves a step out for ever. `loudly`: with a line in the log.
  awaitable<again> skip(standup_book::entry const& one, recognition::standup_step step,
                        calendar::local_date date, std::string why, bool loudly);
  /// The same because of its channel; tells whoever set it up, once.
  awaitable<again> give_up(standup_book::entry const& one, recognition::standup_step step,
                           calendar::local_date date, channel_trouble what, std::string channel);
  std::string question_for(standup_book::entry const& one, calendar::local_date date) const;
  again soon() const;

  storage::store& store_;
  chat::workspace& workspace_;
  base::clock& clock_;
  past_first past_;
  base::time_point began_;  ///< since when what the configuration names is known
  standup_summary const& summary_;
  packs const& packs_;
  standup_asking asking_;
  std::set<std::int64_t> linked_;  ///< rounds whose summaries have all their links
};

}  // namespace huzzah::features
