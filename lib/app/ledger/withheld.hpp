// Entries that are out of the sight of all but their author and those they are for: because a person they are
// about wants it, or while the moderators look at a report.
#pragma once

#include "base/clock.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace huzzah::store {
class connection;
}

namespace huzzah::ledger {

/// How far a report has come; the numbers are those of the table.
enum class report_state { none, waiting, kept, removed };

/// Moves entries out of sight and back, within a unit of work. They go on counting for the people on them,
/// and in nothing that others see.
class withheld_entries {
 public:
  explicit withheld_entries(store::connection& on) : on_(&on) {}

  /// Whether only its author and those it is for see it now.
  bool is_hidden(std::int64_t entry);
  bool is_hidden_by_person(std::int64_t entry);
  report_state report_of(std::int64_t entry);

  /// By the wish of a person it is about, or shown again. False where nothing changes.
  bool hide(std::int64_t entry, bool is_wanted);
  /// False for what the moderators have kept, or look at already.
  bool report(std::int64_t entry);
  /// False where no report waits.
  bool keep(std::int64_t entry);
  /// Takes back a reported entry, for ever: no edit brings it back. False where no report waits.
  bool remove(std::int64_t entry, base::time_point at);

  /// The valid entries of a workspace with a report that waits.
  std::vector<std::int64_t> waiting(std::string const& workspace);

 private:
  void set(std::int64_t entry, bool by_person, report_state report);

  store::connection* on_;
};

/// Hides in an older ledger what a newer one that it takes the place of has hidden since.
void withhold_again(store::connection& older, std::filesystem::path const& newer);

}  // namespace huzzah::ledger
