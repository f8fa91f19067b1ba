// Up to when everything that was said in a channel is settled.
#pragma once

#include "base/clock.hpp"

#include <map>
#include <optional>
#include <string>

namespace huzzah::storage {

class connection;

/// What is known of a channel that we follow.
class watermark {
 public:
  friend bool operator==(watermark const&, watermark const&) = default;

  base::time_point followed;  ///< since then; what was said before is nothing to us
  base::time_point settled;   ///< all up to there is
  bool has_gap = false;       ///< what was said from there until events came again is to be read
};

/// Writes watermarks within a unit of work. While a connection is up, events come by themselves: one row for
/// the whole workspace says until when that was so, and talk costs no row of its channel's. Periods are
/// counted, since a clock may be turned back.
class watermarks {
 public:
  explicit watermarks(connection& on) : on_(&on) {}

  /// Events come by themselves from `now` on, and did not until then: every channel has a gap, which begins
  /// where it was settled last.
  void begin_live(std::string const& workspace, base::time_point now);
  /// They still do.
  void still_live(std::string const& workspace, base::time_point now);
  /// Until when they did; none: they never did.
  std::optional<base::time_point> live_until(std::string const& workspace);

  /// A channel is followed from now on; nothing happens if it was before.
  void follow(std::string const& workspace, std::string const& channel, base::time_point now);
  /// A channel that we came into at that moment, when no events came: it is followed from then on, and has a
  /// gap from there. Nothing happens if it was followed before.
  void arrived(std::string const& workspace, std::string const& channel, base::time_point at);
  /// A channel that we follow is settled up to that moment within its gap. Never moves it back.
  void settle(std::string const& workspace, std::string const& channel, base::time_point up_to);
  /// Its gap is closed: it is settled for as long as events come.
  void close(std::string const& workspace, std::string const& channel);
  /// We are in it no more: should we come again, what was said meanwhile is nothing to us.
  void forget(std::string const& workspace, std::string const& channel);

  /// The channels that we follow.
  std::map<std::string, watermark> all(std::string const& workspace);

 private:
  connection* on_;
};

}  // namespace huzzah::storage
