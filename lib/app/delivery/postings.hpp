// What is posted and shows several entries: made again when one of them changes. Triggers of the schema see
// to it that every such change is known.
#pragma once

#include "base/clock.hpp"

#include <cstdint>
#include <set>
#include <string>
#include <vector>

namespace huzzah::store {
class connection;
}

namespace huzzah::delivery {

/// Messages that are posted together: one, and those in its thread.
class posting {
 public:
  std::int64_t id = 0;
  std::string workspace;
  std::string channel;
  std::string recipe;              ///< what makes it: "digest"
  std::string argument;            ///< JSON: how, so that it is the same again while nothing has changed
  std::vector<std::string> keys;   ///< of its messages in the outbox, in their order
  std::string file;                ///< the platform's id of its picture; empty: none
  std::string hash;                ///< of what it shows
  int dirty = 0;                   ///< how many changes it may not show yet
  std::set<std::int64_t> entries;  ///< those that it shows, or has shown: no other comes in later
};

/// Writes and reads them within a unit of work.
class postings {
 public:
  explicit postings(store::connection& on) : on_(&on) {}

  /// Puts the messages into the outbox, with the keys of `what`, and remembers what they are. It is looked at
  /// again at once, as an entry may have changed since it was read.
  void add(posting const& what, std::vector<std::string> const& bodies, base::time_point now);
  /// Those of a recipe that may not show what is so now, oldest first.
  std::vector<posting> dirty(std::string const& workspace, std::string const& recipe);
  /// Whether there is one of those.
  bool is_any_dirty(std::string const& workspace, std::string const& recipe);
  /// It shows what was so when `known` was read.
  void clean(posting const& known);
  /// Its messages say that instead: revised in place, taken back where there are fewer, and added where there
  /// are more. `file` and `hash` are those of the new ones; the file before is removed.
  void show(posting known, std::vector<std::string> const& bodies, std::string const& file,
            std::string const& hash, base::time_point now);

 private:
  store::connection* on_;
};

}  // namespace huzzah::delivery
