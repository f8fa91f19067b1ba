// One kudos or win, as it is shown where something is to be done about it.
#pragma once

#include "app/ledger/entries.hpp"
#include "app/people/viewer.hpp"
#include "chat/event.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace huzzah::ledger {

/// What is valid now, and visible to the one who asks.
class entry_view {
 public:
  std::int64_t id = 0;
  entry_kind kind = entry_kind::kudos;
  std::string author;
  std::vector<std::string> receivers;
  std::vector<std::string> texts;  ///< its reasons, as chat::to_markup() writes them

  /// Whether a person who is not its author is thanked or mentioned in it.
  bool is_about(std::string const& person) const;
};

/// Nothing where it was taken back, or `to` can't see it.
std::optional<entry_view> view_entry(store::connection& on, std::string const& workspace, std::int64_t entry,
                                     people::viewer const& to);
/// The entries that a message gave, or that it shows if it is ours.
std::vector<std::int64_t> entries_shown_by(store::connection& on, chat::message_ref const& where);

}  // namespace huzzah::ledger
