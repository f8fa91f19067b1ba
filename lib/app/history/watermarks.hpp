// Up to when everything that was said in a channel is settled.
#pragma once

#include "base/clock.hpp"

#include <map>
#include <optional>
#include <string>

namespace huzzah::store {
class connection;
}

namespace huzzah::history {

/// What is known of a channel that we follow.
class watermark {
 public:
  friend bool operator==(watermark const&, watermark const&) = default;

  base::time_point followed;  ///< since then; what was said before is nothing to us
  base::time_point settled;   ///< all up to there is
  bool has_gap = false;       ///< what was said from there until events came again is to be read
  base::time_point spoke{};   ///< when a person spoke there last, as far as it was written down
};

/// Writes watermarks within a unit of work. While a connection is up, live events arrive: one row for the
/// whole workspace says until when that was so, and a channel's own row is written only now and then. Periods
/// are counted, since a clock may be turned back.
class watermarks {
 public:
  explicit watermarks(store::connection& on) : on_(&on) {}

  /// Live events arrive from `now` on, and did not until then: every channel has a gap, which begins where it
  /// was settled last.
  void begin_live(std::string const& workspace, base::time_point now);
  /// They still do.
  void still_live(std::string const& workspace, base::time_point now);
  /// Until when they did; none: they never did.
  std::optional<base::time_point> live_until(std::string const& workspace);

  /// A person spoke in a channel that we follow.
  void spoke(std::string const& workspace, std::string const& channel, base::time_point at);

  /// A channel is followed from now on; nothing happens if it was before.
  void follow(std::string const& workspace, std::string const& channel, base::time_point now);
  /// A channel that we came into at that moment, when no events came: it is followed from then on, and has a
  /// gap from there. Nothing happens if it was followed before.
  void arrived(std::string const& workspace, std::string const& channel, base::time_point at);
  /// A channel that we follow is settled up to that moment within its gap. Never moves it back.
  void settle(std::string const& workspace, std::string const& channel, base::time_point up_to);
  /// Its gap is closed: it is settled for as long as events come.
  void close(std::string const& workspace, std::string const& channel);
  /// The bot left the channel: if it joins again, what was said in between is not read.
  void forget(std::string const& workspace, std::string const& channel);

  /// The channels that we follow.
  std::map<std::string, watermark> all(std::string const& workspace);

 private:
  store::connection* on_;
};

}  // namespace huzzah::history
