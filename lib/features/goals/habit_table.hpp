// The tables of habits and of the days on which they were kept. They are in the migrations of goals::table.
#pragma once

#include "base/clock.hpp"
#include "calendar/local_date.hpp"
#include "store/feature_tables.hpp"

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace huzzah::store {
class connection;
}

namespace huzzah::goals {

inline constexpr int most_habits = 10;  ///< of one person

/// A habit as it is now.
class habit {
 public:
  std::int64_t id = 0;
  std::string reference;
  std::string workspace;
  std::string person;  ///< whose it is; only they see it
  std::string view;    ///< of the form that it comes from: its identity
  std::string text;
  int times = 1;  ///< so often a week it is wanted
  calendar::local_date since;
  std::optional<base::time_point> ended_at;
  std::set<calendar::local_date> kept;
};

/// The habits of a ledger. Within a unit of work; what only reads also within a query.
class habit_table {
 public:
  explicit habit_table(store::connection& on) : on_(on) {}

  /// Whether that form was taken before.
  bool knows(std::string const& workspace, std::string const& view);
  void add(habit const& fresh);
  /// By what a button carries.
  std::optional<habit> find_referenced(std::string const& reference);
  /// Those of a person that are not ended. Oldest first.
  std::vector<habit> open(std::string const& workspace, std::string const& person);
  /// It is kept on a day, or not, as of a moment. False if something newer is known of that day.
  bool set_kept(habit const& one, calendar::local_date day, bool is_kept, base::time_point at);
  void end(habit const& one, base::time_point at);

  static char const* migration();
  static std::vector<store::stored> tables();

 private:
  std::optional<habit> find(std::int64_t id);

  store::connection& on_;
};

}  // namespace huzzah::goals
