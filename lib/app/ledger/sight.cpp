#include "app/ledger/sight.hpp"

#include "app/people/ids.hpp"

namespace huzzah::ledger {
namespace {

std::vector<std::int64_t> every_audience(store::connection& on, std::int64_t workspace) {
  std::vector<std::int64_t> found{people::every_member, people::people_named};
  auto rows = on.select("SELECT id FROM place WHERE workspace = ? AND reach = 2 ORDER BY id", workspace);
  while (rows.next())
    found.push_back(rows.integer(0));
  return found;
}

}  // namespace

sight::sight(store::connection& on, std::int64_t workspace, people::viewer const& to)
    : on_(on), sees_open_(to.sees_open()), whole_(to.sees_all()) {
  auto rows =
      on.select("SELECT id FROM person WHERE workspace = ? AND external > 'erased-' AND external < 'erased.'",
                workspace);
  while (rows.next())
    erased_.insert(rows.integer(0));
  if (!to.person().empty()) person_ = people::find_person(on, workspace, to.person()).value_or(0);
  if (whole_) {
    audiences_ = every_audience(on, workspace);
    // What only some can read counts in the sums of the people named as well.
    sums_ = {people::every_member, people::people_named};
    return;
  }
  for (auto const& channel : to.channels())
    if (auto const place = people::find_place(on, workspace, channel)) places_.insert(*place);
  audiences_.push_back(people::every_member);
  audiences_.push_back(people::people_named);
  if (sees_open_) sums_.push_back(people::every_member);
  for (auto const place : places_) {
    if (people::reach_of(on, place) != people::reach::members) continue;
    audiences_.push_back(place);
    sums_.push_back(place);
  }
}

bool sight::sees(entry_row const& row) {
  return sees(row.id, row.author, row.audience, row.heard_in);
}

bool sight::sees(std::int64_t entry, std::int64_t author, std::int64_t audience,
                 std::optional<std::int64_t> heard_in) {
  if (!erased_.empty() && is_being_erased(entry, author)) return false;
  if (whole_ || (person_ != 0 && author == person_)) return true;
  // What was shared without a channel is for every full member.
  if (!heard_in) return audience == people::every_member && sees_open_;
  if (places_.contains(*heard_in)) return true;
  if (audience > people::people_named) return false;
  auto const known = reach_of_place(*heard_in);
  // A channel may have turned private since; its entries follow in the background.
  if (audience == people::every_member) return sees_open_ && known == people::reach::everybody;
  return known == people::reach::named && person_ != 0 && is_named_on(entry);
}

people::reach sight::reach_of_place(std::int64_t place) {
  auto const known = reaches_.find(place);
  if (known != reaches_.end()) return known->second;
  return reaches_.emplace(place, people::reach_of(on_, place)).first->second;
}

bool sight::is_being_erased(std::int64_t entry, std::int64_t author) {
  if (erased_.contains(author)) return true;
  auto rows = on_.select("SELECT person FROM entry_person WHERE entry = ? AND state = 0", entry);
  while (rows.next())
    if (erased_.contains(rows.integer(0))) return true;
  return false;
}

bool sight::is_named_on(std::int64_t entry) {
  auto row =
      on_.select("SELECT 1 FROM entry_person WHERE entry = ? AND person = ? AND state = 0", entry, person_);
  return row.next();
}

}  // namespace huzzah::ledger
