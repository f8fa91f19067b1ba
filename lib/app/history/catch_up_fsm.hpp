// Decides which channel's past is read next. Without I/O and without a clock: what happened goes in, what is
// to be read comes out. The shell that obeys it is catch_up.
#pragma once

#include "base/clock.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <tuple>

namespace huzzah::history {

/// Which part of a channel's past is read.
enum class look {
  gap,  ///< from shortly before the gap on: what was said without a connection
  day,  ///< after that, the day before the gap: what was edited, deleted and reacted to during it
  all,  ///< both at once
};

/// Two readers work side by side: one reads what a person waits for, the other the rest.
enum class lane { ahead, behind };

/// A part of a channel's past that is to be read now.
class catch_up_job {
 public:
  catch_up_job(std::string channel_, look part_) : channel(std::move(channel_)), part(part_) {}
  friend bool operator==(catch_up_job const&, catch_up_job const&) = default;

  std::string channel;
  look part;
};

/// The order of catching up after one gap. Ahead goes, only by its gap: what was talked in during the last
/// hour, what a ritual waits for, then conversations where an answer is expected or a person writes. Behind
/// come the other channels, longest unsettled first, the days before those gaps, and the other direct
/// channels. Uptimes that are passed in must not run backwards.
class catch_up_fsm {
 public:
  /// There is a connection, and what was said after `gap_began` is missing. Forgets what was before.
  void begin(base::time_point gap_began);
  /// A channel with a gap: up to when it is settled, and when a person spoke there last.
  void add(std::string const& channel, base::time_point settled, base::time_point spoke);
  /// The platform lists a channel, so that it can be read.
  void listed(std::string const& channel, bool is_direct);
  /// There are no more: what was not listed can't be read.
  void all_listed();

  /// Gives a channel priority: a ritual waits for it, an answer is expected there, or a person writes. Says
  /// whether that changes the order.
  bool ritual_waits(std::string const& channel);
  bool person_waits(std::string const& channel);

  /// What is to be read next, if anything is; answer with done() or failed().
  std::optional<catch_up_job> next(lane of, base::duration now);
  /// Says whether a ritual waited for it.
  bool done(catch_up_job const& job);
  /// It is tried again after a minute.
  void failed(catch_up_job const& job, base::duration now);
  /// When next() may have something that failed before `now`.
  std::optional<base::duration> wake_at(base::duration now) const;

  /// Whether what was said in that channel during the gap is yet to be read.
  bool is_missing(std::string const& channel) const;
  /// Whether all is read that readiness waits for: channels that were talked in, and those of rituals. Stays
  /// so until the next gap.
  bool is_ready() const { return is_ready_; }
  /// Whether there is nothing more to read.
  bool is_complete() const { return all_listed_ && channels_.empty(); }
  /// Channels in which something is yet to be read, and up to when the oldest of them is settled.
  std::size_t channels() const { return channels_.size(); }
  std::optional<base::time_point> settled() const;

 private:
  enum class rank { spoke, ritual, person, rest, day, direct };
  struct entry {
    base::time_point settled;
    base::time_point spoke;
    bool is_listed = false;
    bool is_direct = false;
    bool awaited_by_ritual = false;
    bool awaited_by_person = false;
    bool gap_is_read = false;
    std::optional<look> ahead;   ///< is being read
    std::optional<look> behind;  ///< the same
    base::duration not_before{0};
  };
  /// Who comes first is the least.
  using order = std::tuple<rank, base::duration, base::duration, std::string>;

  rank rank_of(entry const& one) const;
  static bool goes_ahead(rank one) { return one < rank::rest; }
  std::optional<look> part_of(entry const& one, lane of) const;
  order order_of(std::string const& name, entry const& one) const;
  entry* find(std::string const& name);
  void look_if_ready();

  std::map<std::string, entry> channels_;  ///< what is yet to be read
  base::time_point gap_began_;
  bool all_listed_ = false;
  bool is_ready_ = false;
};

}  // namespace huzzah::history
