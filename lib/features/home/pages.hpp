// The home pages that people look at: shown when they are opened, and again while they are when something in
// them has changed.
#pragma once

#include "app/context.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace huzzah::home {

/// A platform shows no page that it was not given, and does not say when one is closed: each counts as open
/// for ten minutes. I/O thread only; what is passed in must outlive it.
class pages {
 public:
  explicit pages(app::context const& with) : with_(with) {}

  /// Shows a person their page, unless it is shown as it is. What the platform refuses is only logged.
  awaitable<> opened(std::string person);
  /// That page is looked at again soon.
  void changed(std::string const& person);
  /// Looks at the open pages until it is cancelled: at each of them at most every ten seconds, first at those
  /// that were opened last.
  awaitable<> run();
  /// One such look at all of them.
  awaitable<> look();

 private:
  class page {
   public:
    base::duration opened_at = {};
    base::duration looked_at = {};
    std::uint64_t units = 0;           ///< of the ledger, when it was looked at
    std::optional<std::size_t> shown;  ///< of what is shown
    bool is_due = false;
    bool is_busy = false;
  };

  bool wants_look(page const& one) const;
  void make_room();
  /// Makes a page, and publishes it if it differs from what is shown.
  awaitable<> show(std::string person);
  /// Empty for a person who is gone.
  awaitable<result<std::optional<chat::message>>> make(std::string person);

  app::context with_;
  std::map<std::string, page> open_;
};

}  // namespace huzzah::home
