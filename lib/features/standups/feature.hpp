// Stand-ups: a question a day, gentle reminders, a summary; from the configuration and from chat.
#pragma once

#include "app/contribution.hpp"
#include "app/delivery/gate.hpp"
#include "app/schedule/book_ritual.hpp"
#include "app/schedule/working_days.hpp"
#include "features/standups/answers.hpp"
#include "features/standups/book.hpp"
#include "features/standups/commands.hpp"
#include "features/standups/options.hpp"
#include "features/standups/setup.hpp"
#include "features/standups/steps.hpp"
#include "features/standups/summary.hpp"

#include <optional>
#include <vector>

namespace huzzah::standups {

/// As a feature it answers /standup and its form; as a ritual it does what is due. Answers to its questions
/// are the wins feature's. I/O thread only.
class feature final : public app::feature,
                      public schedule::book_ritual<settings>,
                      public schedule::working_days,
                      public delivery::asker {
 public:
  feature(app::context const& with, options options);

  std::string name() const override { return "standups"; }
  bool wants(chat::event const& happened) const override;
  awaitable<result<app::plan>> prepare(chat::event const& happened) override;
  schedule::ritual* ritual() override { return this; }
  std::vector<chat::message_ref> awaits_answers(store::unit_of_work& work) override;
  void stop() override { steps_.stop(); }

  /// See standups::house_days().
  awaitable<result<calendar::workdays>> house_days() override { return standups::house_days(book_); }

  /// Those of stand-ups that ask each member on their own.
  awaitable<result<int>> questions_ahead(chat::person who, base::time_point now) override;

  /// For the wins feature.
  wins::questions& questions() { return answers_; }

 private:
  awaitable<base::time_point> run(book::entry one) override { return steps_.run(std::move(one)); }
  /// Closes what is left of those that are no more.
  awaitable<base::time_point> run_rest() override;
  void add_upcoming(book::entry const& one, std::vector<schedule::upcoming>& to) const override;

  options options_;
  store::store& store_;
  chat::workspace& workspace_;
  base::clock& clock_;
  people::audience& readers_;
  book book_;
  summary_keeper summary_;
  answers answers_;
  steps steps_;
  schedule::rights rights_;
  setup setup_;
  commands commands_;
};

/// Offers the questions that wins answer, and the working days of the house.
app::contribution contribution();

}  // namespace huzzah::standups
