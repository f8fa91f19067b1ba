// What a viewer sees of a span of time: the kudos and wins of a digest, and what they are compared with.
#pragma once

#include "app/ledger/win_views.hpp"
#include "app/people/viewer.hpp"
#include "base/clock.hpp"
#include "chat/event.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace huzzah::store {
class connection;
}

namespace huzzah::ledger {

class sight;

/// A kudos as others see it, to one of its receivers.
class kudos_view {
 public:
  std::int64_t id = 0;
  std::string giver;
  std::string giver_name;  ///< empty when never learned, as all names here
  std::string receiver;
  std::string receiver_name;
  int amount = 1;
  std::string reason;  ///< as chat::to_markup() writes it
  std::vector<std::string> values;
  chat::message_ref where;  ///< without an id for a command
  std::string link;         ///< opens the message; left empty here
  base::time_point given_at;
};

/// What was said after `from` and up to `until` in one workspace, as far as `to` sees it. Lives as long as
/// the connection's transaction.
class span {
 public:
  /// `late_since`: also what was said before and recorded after that moment.
  span(store::connection& on, std::string workspace, people::viewer const& to, base::time_point from,
       base::time_point until, std::optional<base::time_point> late_since = {});
  span(span const&) = delete;
  span& operator=(span const&) = delete;
  ~span();

  /// In the order given; without people who were erased.
  std::vector<kudos_view> kudos();
  /// The shared ones, in the order said.
  std::vector<win_view> wins();
  /// When a person's last kudos was given before the span, if ever.
  std::optional<base::time_point> last_received_before(std::string const& person);
  /// How many visible wins a person had at a moment.
  std::int64_t wins_until(std::string const& person, base::time_point moment);
  /// How many receivers of kudos, or shared wins, are visible of another span.
  std::int64_t count_kudos(base::time_point from, base::time_point until);
  std::int64_t count_wins(base::time_point from, base::time_point until);

 private:
  using words_key = std::pair<std::int64_t, std::int64_t>;  // entry and line
  using row_key = std::tuple<base::time_point, std::int64_t, std::int64_t, std::size_t>;

  void find_late(base::time_point since);
  bool is_within(std::int64_t entry, base::time_point said_at) const {
    return said_at > from_ || late_.contains(entry);
  }
  std::map<words_key, std::vector<std::string>> values_of(std::int64_t audience);
  std::int64_t count(int kind, base::time_point from, base::time_point until);
  void read_kudos(std::int64_t audience, std::map<row_key, kudos_view>& into);

  store::connection& on_;
  std::string name_;             // of the workspace
  std::int64_t workspace_ = 0;   // its number; 0 if the ledger has nothing of it
  std::unique_ptr<sight> seen_;  // null then
  base::time_point from_;
  base::time_point until_;
  base::time_point earliest_;    // nothing from before it is included
  std::set<std::int64_t> late_;  // from before the span, to be included
};

}  // namespace huzzah::ledger
