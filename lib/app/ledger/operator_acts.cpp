#include "app/ledger/operator_acts.hpp"

#include "store/connection.hpp"

namespace huzzah::ledger {

void note_act(store::connection& on, operator_act const& one) {
  on.run("INSERT INTO operator_act (workspace, act, person, at) VALUES ('', ?, ?, ?)", one.act, one.person,
         one.at);
}

std::vector<operator_act> acts_about(store::connection& on, std::string const& workspace,
                                     std::string const& person, base::time_point since, int most) {
  std::vector<operator_act> found;
  auto rows = on.select(
      "SELECT act, person, at FROM operator_act WHERE (person = '' OR person = ?) AND (workspace = '' OR"
      " workspace = ?) AND at > ? ORDER BY at DESC, id DESC LIMIT ?",
      person, workspace, since, most);
  while (rows.next())
    found.emplace_back(rows.text(0), rows.text(1), store::to_time(rows.integer(2)));
  return found;
}

}  // namespace huzzah::ledger
