// Kudos that were found late, until their receivers are told of them all at once.
#pragma once

#include "storage/ledger.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace huzzah::storage {

class connection;

/// What somebody is to be told.
class late_note {
 public:
  std::string receiver;
  std::vector<entry> given;  ///< in the order recorded
};

/// Writes what is yet to be told within a unit of work.
class late_kudos {
 public:
  explicit late_kudos(connection& on) : on_(&on) {}

  /// The receiver of that recognition is to be told of it later.
  void remember(std::int64_t recognition);
  /// Those who are to be told something and want to be, each with what still stands; all is forgotten.
  std::vector<late_note> take(std::string const& workspace);

 private:
  connection* on_;
};

}  // namespace huzzah::storage
