// Up to when everything that was said in a channel is settled.
#pragma once

#include "base/clock.hpp"

#include <map>
#include <optional>
#include <string>

namespace huzzah::storage {

class connection;

/// Writes watermarks within a unit of work. While a connection is up, events come by themselves: one row for
/// the whole workspace says until when that was so, and talk costs no row of its channel's. A channel's own
/// row is behind the beginning of that time only while it has a gap that was not read yet.
class watermarks {
 public:
  explicit watermarks(connection& on) : on_(&on) {}

  /// Events come by themselves from `now` on, and did not until then: every channel has a gap, which begins
  /// where it was settled last.
  void begin_live(std::string const& workspace, base::time_point now);
  /// They still do.
  void still_live(std::string const& workspace, base::time_point now);

  /// The channel is settled up to that moment, and has been followed from there if it wasn't known. Never
  /// moves it back.
  void settle(std::string const& workspace, std::string const& channel, base::time_point up_to);
  /// We are in it no more: should we come again, what was said meanwhile is nothing to us.
  void forget(std::string const& workspace, std::string const& channel);

  /// Up to when each channel that we follow is settled.
  std::map<std::string, base::time_point> all(std::string const& workspace);

 private:
  connection* on_;
};

}  // namespace huzzah::storage
