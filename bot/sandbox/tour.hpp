// `huzzah sandbox --tour`: a week in a minute.
#pragma once

#include "base/clock.hpp"
#include "bot/sandbox/people.hpp"

#include <chrono>
#include <iosfwd>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace huzzah::bot::sandbox {

/// One thing that happens in the tour. `at` is on the wall clock in London; the clock is turned there.
class tour_step {
 public:
  enum class kind {
    say,     ///< kudos: waits until Huzzah has noted it
    prompt,  ///< Huzzah asks for the win of the day
    answer,  ///< in the prompt's thread
    cheer,   ///< a reaction on the answer of `about`
    edit,    ///< of one's own last answer
    win,     ///< by /win
    pass,    ///< only time passes
    close,   ///< Huzzah gathers the answers
    digest,  ///< Friday's
  };
  int day;  ///< 0 is Monday
  std::chrono::minutes at;
  kind what;
  std::string_view who;
  std::string_view text;  ///< of a cheer the emoji
  std::string_view about;
};

/// The week, in order.
std::vector<tour_step> const& tour_of_a_week();

/// The Monday with which a tour begins, 8:55 in London: the first one after `now`.
base::time_point tour_start(base::time_point now);

/// Plays the week in a sandbox, and tells it line by line. I/O thread only; what is passed in must outlive
/// it.
class tour {
 public:
  /// `pace` is the pause between two steps, so that a viewer can follow.
  tour(people& people, base::clock& clock, std::ostream& out, base::duration pace);

  /// Returns when the week is over; fails when something does not happen in time.
  awaitable<result<>> play();

 private:
  awaitable<result<>> do_step(tour_step const& step);
  /// Waits for what Huzzah posts from that moment on.
  awaitable<result<>> hear(std::string channel, base::time_point since, std::string_view what);
  void tell(std::string_view who, std::string_view text);

  people& people_;
  base::clock& clock_;
  std::ostream& out_;
  base::duration pace_;
  base::time_point start_;
  std::string heard_;  ///< the timestamp of what was heard last
  std::string prompt_;
  std::map<std::string, std::string, std::less<>> answers_;  ///< of today, by person
};

}  // namespace huzzah::bot::sandbox
