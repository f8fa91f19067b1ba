// Shows the user how far an import has come.
#pragma once

#include "base/clock.hpp"

#include <cstdint>
#include <iosfwd>
#include <string>

namespace huzzah::bot::commands {

/// How far it is.
class import_standing {
 public:
  std::uint64_t size = 0;  ///< bytes in all
  std::uint64_t done = 0;
  std::uint64_t messages = 0;
  std::uint64_t found = 0;  ///< kudos and wins
};

/// A bar on a terminal; elsewhere a line now and then. One thread.
class import_progress {
 public:
  import_progress(std::ostream& err, base::clock const& clock, bool on_terminal);

  /// Shows it, but not more often than a person can read.
  void show(import_standing const& now);
  /// Takes the bar away, for what is printed next.
  void clear();

 private:
  std::ostream& err_;
  base::clock const& clock_;
  bool on_terminal_;
  bool shown_ = false;
  base::duration next_;
};

/// "[#####-----]  50%  1,234 messages, 12 found"
std::string import_bar(import_standing const& now);

/// A number as people read it: "1,234,567".
std::string grouped(std::uint64_t number);

}  // namespace huzzah::bot::commands
