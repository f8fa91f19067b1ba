// The table of the feature.
#pragma once

#include "base/clock.hpp"
#include "calendar/local_date.hpp"
#include "store/feature_tables.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace huzzah::water {

/// Glasses that people had. Within a unit of work.
class glasses {
 public:
  explicit glasses(store::connection& on) : on_(on) {}

  void add(std::string const& workspace, std::string const& person, base::time_point at,
           std::string const& note);
  /// False if there is none.
  bool take_back(std::string const& workspace, std::string const& person);
  std::int64_t of_day(std::string const& workspace, std::string const& person, calendar::local_date day);
  std::int64_t of_everybody(std::string const& workspace, calendar::local_date day);
  std::int64_t of_everybody(std::string const& workspace, base::time_point from, base::time_point until);

  static store::feature_tables tables();
  /// What does not add up.
  static std::vector<std::string> wrong(store::connection& on);

 private:
  store::connection& on_;
};

}  // namespace huzzah::water
