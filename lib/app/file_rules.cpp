#include "app/file_rules.hpp"

#include "app/delivery/outbox_doubts.hpp"
#include "app/ledger/checks.hpp"
#include "app/ledger/erasure.hpp"
#include "app/ledger/kudos_records.hpp"
#include "app/ledger/withheld.hpp"
#include "app/people/keep_narrower.hpp"
#include "store/connection.hpp"

namespace huzzah::app {
namespace {

std::int64_t count_kudos(store::connection& on, int version) {
  constexpr auto with_entries = 6;
  if (version >= with_entries) return ledger::count_kudos(on);
  auto count = on.select("SELECT count(*) FROM recognition WHERE retracted_at IS NULL");
  count.next();
  return count.integer(0);
}

void before_restore(store::connection& on, base::time_point now) {
  on.execute("BEGIN IMMEDIATE");
  delivery::put_in_doubt(on, now);
  // Buttons of entries that it knows nothing of are there, too: their numbers are not given again.
  on.run("INSERT INTO workspace (external) VALUES ('') ON CONFLICT DO NOTHING");
  on.run(
      "INSERT INTO place (workspace, external, reach) SELECT id, '', 3 FROM workspace WHERE external = ''"
      " ON CONFLICT DO NOTHING");
  on.run(
      "INSERT INTO message (id, place, external, way, actor, mark, revision) SELECT (SELECT max(n) FROM"
      " (SELECT ?1 / 1000000 AS n UNION ALL SELECT coalesce(max(id), 0) + 1 FROM message) AS numbers),"
      " id, '', 2, 0, 'restored-' || ?1, 9223372036854775806 FROM place ORDER BY id LIMIT 1",
      now);
  on.execute("COMMIT");
}

void carry_over(store::connection& copy, std::filesystem::path const& replaced) {
  people::keep_narrower(copy, replaced);
  ledger::withhold_again(copy, replaced);
  ledger::forget_again(copy, replaced);
}

store::table_rules make_rules() {
  store::table_rules rules;
  rules.wrong = ledger::wrong_tallies;
  rules.count = count_kudos;
  rules.before_restore = before_restore;
  rules.carry_over = carry_over;
  return rules;
}

}  // namespace

store::table_rules const& file_rules() {
  static auto const rules = make_rules();
  return rules;
}

}  // namespace huzzah::app
