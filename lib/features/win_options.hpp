// What wins need to know of the rest of the house.
#pragma once

#include "calendar/workdays.hpp"
#include "features/kudos_options.hpp"
#include "storage/unit_of_work.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <utility>

namespace huzzah::features {

/// How wins and stand-ups work together. Both functions are called within a unit of work, on the writer
/// thread; either may be empty.
class win_options {
 public:
  win_options() = default;
  // Without stand-ups.
  win_options(kudos_options kudos_) : kudos(std::move(kudos_)) {}  // NOLINT(google-explicit-constructor)

  kudos_options kudos;
  /// Something about the answers of a round that is closed has changed: its summary is to say so.
  std::function<void(storage::unit_of_work&, std::int64_t round)> round_changed;
  /// The days on which a stand-up's people work; with an empty name, those of the whole house. Monday to
  /// Friday where there is no such function.
  std::function<calendar::workdays(storage::unit_of_work&, std::string const& workspace,
                                   std::string const& standup)>
      workdays;
};

}  // namespace huzzah::features
