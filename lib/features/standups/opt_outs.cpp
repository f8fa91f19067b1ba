#include "features/standups/opt_outs.hpp"

#include "app/people/away_days.hpp"
#include "app/people/calm_choices.hpp"

#include "app/ledger/wins.hpp"
#include "app/schedule/steps.hpp"
#include "base/text.hpp"
#include "features/standups/book.hpp"
#include "features/standups/rounds.hpp"

namespace huzzah::standups {

namespace {

constexpr auto* out = "out";
constexpr auto* in = "in";

std::string setting_of(std::string const& standup) {
  return "standup_asks:" + base::to_lower(standup);
}

/// Up to which date questions without an answer are forgiven.
std::string patience_of(std::string const& standup) {
  return "standup_patience:" + base::to_lower(standup);
}

}  // namespace

bool has_opted_out(people::people from, std::string const& workspace, std::string const& person,
                   std::string const& standup) {
  return from.setting(workspace, person, setting_of(standup)) == out;
}

bool wants_no_question(people::people from, standup_round const& round, std::string const& person) {
  return people::away_days::of(from, round.workspace, person).includes(round.date) ||
         has_opted_out(from, round.workspace, person, round.name) ||
         people::rhythm_of(from, round.workspace, person, questions_topic) == people::rhythm::never;
}

people::asking patience_with(store::connection& on, standup_round const& round, std::string const& person) {
  // More than anybody is asked who does not answer, days on which they were not asked included.
  constexpr int looked_at = 60;
  auto const since = people::people(on).setting(round.workspace, person, patience_of(round.name));
  std::optional<calendar::local_date> last;
  int unanswered = 0;
  for (auto const& one : rounds(on).last_rounds(round.workspace, round.name, looked_at)) {
    if (one.date >= round.date) continue;
    if (since && calendar::to_string(one.date) <= *since) break;
    if (ledger::win_ledger(on).has_answered(one.id, one.workspace, person)) break;
    schedule::ritual_step const asked{one.workspace, book::key_of(one.name),
                                      std::string(to_string(standup_step::prompt)), one.date, person};
    if (schedule::rituals(on).outcome(asked) != schedule::ritual_outcome::done) continue;
    if (!last) last = one.date;
    ++unanswered;
  }
  return people::whether_to_ask(unanswered, last, round.date);
}

void set_opted_out(store::connection& on, std::string const& workspace, std::string const& person,
                   std::string const& standup, bool is_out) {
  people::people people(on);
  people.set_setting(workspace, person, setting_of(standup), is_out ? out : in);
  if (is_out) return;
  for (auto const& last : rounds(on).last_rounds(workspace, standup, 1))
    people.set_setting(workspace, person, patience_of(standup), calendar::to_string(last.date));
}

}  // namespace huzzah::standups
