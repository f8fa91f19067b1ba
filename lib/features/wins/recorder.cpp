#include "features/wins/recorder.hpp"

#include "app/ledger/win_views.hpp"
#include "app/ledger/wins.hpp"
#include "app/people/forgotten.hpp"
#include "features/wins/grammar.hpp"
#include "features/wins/transaction.hpp"

#include <chrono>
#include <memory>

namespace huzzah::wins {

namespace {

/// As for kudos: who comes after this many, or when this time is used up, stays unknown.
constexpr std::size_t most_teammates = 10;
constexpr base::duration teammates_budget = std::chrono::milliseconds{1200};

/// A submission with its author and the people in it.
class prepared {
 public:
  explicit prepared(submission told_) : told(std::move(told_)) {}

  submission told;
  std::map<std::string, chat::person> known;
};

recorder::unit unit_of(std::shared_ptr<prepared const> facts, options const& options, base::time_point now) {
  return [facts = std::move(facts), &options, now](store::unit_of_work& work) {
    return transaction(work, facts->told, facts->known, options, now).run();
  };
}

}  // namespace

recorder::recorder(app::context const& with, options const& options)
    : with_(with), people_(with.workspace, with.clock), options_(options), early_(with.clock) {}

awaitable<std::map<std::string, chat::person>> recorder::look_up(submission const& told) {
  std::map<std::string, chat::person> known;
  if (told.labelled.empty() && told.answer.empty()) co_return known;
  auto wanted = teammates_in(told.labelled.empty() ? told.answer : told.labelled, told.author);
  wanted.insert(wanted.begin(), told.author);
  auto const until = with_.clock.uptime() + teammates_budget;
  for (auto const& id : wanted) {
    if (known.size() > most_teammates || with_.clock.uptime() > until) break;
    auto found = co_await people_.find(id);
    known[id] = found ? std::move(found).value() : chat::person();
  }
  co_return known;
}

awaitable<result<recorder::unit>> recorder::prepare(submission told) {
  auto const facts = std::make_shared<prepared>(std::move(told));
  facts->known = co_await look_up(facts->told);
  co_return unit_of(facts, options_, with_.clock.now());
}

awaitable<result<outcome>> recorder::record(submission told) {
  auto job = co_await prepare(std::move(told));
  if (!job) co_return job.error();
  co_return co_await with_.store.write(std::move(*job));
}

void recorder::forget_message(store::unit_of_work& work, chat::message_ref const& where,
                              base::time_point at) const {
  auto const change = ledger::win_ledger(work).retract_message(where, at);
  if (!change.removed) return;
  std::string const no_thread;
  replies answers(work, *change.removed, win_way::message, no_thread, options_, with_.clock.now());
  answers.withdraw();
  answers.tell_asker();
}

awaitable<result<bool>> recorder::take_back(std::int64_t win, std::string author) {
  auto job = [win, author, &options = options_, now = with_.clock.now()](store::unit_of_work& work) {
    auto const change = ledger::win_ledger(work).retract(win, author, now);
    if (!change.removed) return false;
    std::string const no_thread;
    replies answers(work, *change.removed, win_way::message, no_thread, options, now);
    answers.withdraw();
    answers.tell_asker();
    return true;
  };
  co_return co_await with_.store.write(std::move(job));
}

awaitable<result<>> recorder::cheer(chat::reaction_changed reaction) {
  // Kept before it is checked whether there is a win: the win may be recorded in the meantime. Of the past
  // the win came first.
  auto const is_past = reaction.seen_at.has_value();
  if (!is_past) early_.remember(reaction);
  auto query = [&where = reaction.where](store::reader& from) { return ledger::shows_win(from, where); };
  auto const is_win = co_await with_.store.read(std::move(query));
  if (!is_win) co_return is_win.error();
  if (!*is_win) co_return result<>();
  if (is_past) early_.remember(reaction);
  co_return co_await catch_up_on_cheers(reaction.where);
}

awaitable<result<>> recorder::catch_up_on_cheers(chat::message_ref where) {
  auto const waiting = early_.take(where);
  if (waiting.empty()) co_return result<>();
  auto job = [&waiting, &options = options_, now = with_.clock.now()](store::unit_of_work& work) {
    std::optional<ledger::win_entry> cheered;
    for (auto const& one : waiting)
      if (!people::forgotten_people(work).include(one.person, one.earliest()))
        cheered = ledger::win_ledger(work).cheer(one.where, one.person, one.emoji, one.added, one.revision());
    if (!cheered) return false;
    std::string const no_thread;
    replies(work, *cheered, win_way::message, no_thread, options, now).tell_asker();
    return true;
  };
  auto const done = co_await with_.store.write(std::move(job));
  if (!done || !*done)
    for (auto const& one : waiting)
      early_.remember(one);
  if (!done) co_return done.error();
  co_return result<>();
}

awaitable<result<std::optional<win_shown>>> recorder::share(std::int64_t win, std::string author,
                                                            std::string channel) {
  auto job = [win, &author, &channel, &options = options_,
              now = with_.clock.now()](store::unit_of_work& work) -> std::optional<win_shown> {
    if (!ledger::win_ledger(work).share(win, author, channel)) return std::nullopt;
    auto const shared = ledger::win_ledger(work).find(win);
    std::string const no_thread;
    replies answers(work, *shared, win_way::direct, no_thread, options, now);
    auto const shown = answers.show(channel);
    answers.now_shared(shown);
    answers.tell_asker();
    return shown;
  };
  co_return co_await with_.store.write(std::move(job));
}

}  // namespace huzzah::wins
