#include "features/standups/opt_outs.hpp"

#include "app/people/away_days.hpp"

#include "base/text.hpp"
#include "features/standups/rounds.hpp"

namespace huzzah::standups {

namespace {

constexpr auto* out = "out";
constexpr auto* in = "in";

std::string setting_of(std::string const& standup) {
  return "standup_asks:" + base::to_lower(standup);
}

}  // namespace

bool has_opted_out(people::people from, std::string const& workspace, std::string const& person,
                   std::string const& standup) {
  return from.setting(workspace, person, setting_of(standup)) == out;
}

bool wants_no_question(people::people from, standup_round const& round, std::string const& person) {
  return people::away_days::of(from, round.workspace, person).includes(round.date) ||
         has_opted_out(from, round.workspace, person, round.name) || from.left_out(round.workspace, person);
}

void set_opted_out(people::people people, std::string const& workspace, std::string const& person,
                   std::string const& standup, bool is_out) {
  people.set_setting(workspace, person, setting_of(standup), is_out ? out : in);
}

}  // namespace huzzah::standups
