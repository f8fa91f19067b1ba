#include "app/ledger/personal_copy.hpp"

#include "app/ledger/sight.hpp"
#include "app/people/ids.hpp"
#include "calendar/timestamp.hpp"

#include <nlohmann/json.hpp>

namespace huzzah::ledger {

personal_copy copy_of(store::connection& on, std::string const& workspace, std::string const& person,
                      people::viewer const& to) {
  constexpr int most_acts = 10'000;
  personal_copy found;
  found.record = record_in(on, workspace, person);
  // What is about to be said may have words in it that they can't read: that is decided when it is said.
  for (auto& one : found.record.messages)
    one.body.clear();
  found.acts = acts_about(on, workspace, person, base::time_point::min(), most_acts);
  auto const in = people::find_workspace(on, workspace);
  auto const who = in ? people::find_person(on, *in, person) : std::nullopt;
  if (!who) return found;
  sight seen(on, *in, to);
  found.kudos = all_kudos_of(on, seen, *who);
  found.wins = all_wins_of(on, workspace, person);
  return found;
}

std::string to_json(operator_act const& one) {
  nlohmann::ordered_json line{{"kind", "operator_act"}, {"act", one.act}};
  line["whose"] = one.person.empty() ? nlohmann::ordered_json() : nlohmann::ordered_json(one.person);
  line["at"] = calendar::to_rfc3339(one.at);
  return line.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace huzzah::ledger
