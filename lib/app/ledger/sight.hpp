// What of the ledger a viewer sees: as ranges of audiences to read, and as a question about one entry.
#pragma once

#include "app/ledger/entries.hpp"
#include "app/people/viewer.hpp"

#include <cstdint>
#include <optional>
#include <set>
#include <unordered_map>
#include <vector>

namespace huzzah::ledger {

/// A column that may hold a number, such as the place in which an entry is heard.
inline std::optional<std::int64_t> number_or_none(store::query const& row, int column) {
  if (row.is_null(column)) return {};
  return row.integer(column);
}

/// A viewer in one workspace, in numbers of the tables. Lives as long as the connection's transaction.
class sight {
 public:
  sight(store::connection& on, std::int64_t workspace, people::viewer const& to);

  /// The audiences whose entries can be visible; a query reads one range for each. Entries within still have
  /// to be asked for with sees().
  std::vector<std::int64_t> const& audiences() const { return audiences_; }
  /// The audiences whose sums together are all that is visible. Empty where there is nothing to compare:
  /// people who can't read what every full member can.
  std::vector<std::int64_t> const& sums() const { return sums_; }

  /// Whether the words of an entry are visible: to those who could read them where they were said, to its
  /// author, and to everybody named on what was said in a direct conversation.
  bool sees(entry_row const& row);
  bool sees(std::int64_t entry, std::int64_t author, std::int64_t audience,
            std::optional<std::int64_t> heard_in);

 private:
  bool is_named_on(std::int64_t entry);
  bool is_being_erased(std::int64_t entry, std::int64_t author);
  people::reach reach_of_place(std::int64_t place);

  store::connection& on_;
  bool sees_open_ = false;
  bool whole_ = false;
  std::int64_t person_ = 0;
  std::set<std::int64_t> erased_;  // people whose slices are under way: as if they were gone
  std::set<std::int64_t> places_;
  std::unordered_map<std::int64_t, people::reach> reaches_;  // of the places that were asked for
  std::vector<std::int64_t> audiences_;
  std::vector<std::int64_t> sums_;
};

}  // namespace huzzah::ledger
