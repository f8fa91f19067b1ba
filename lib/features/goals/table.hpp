// The tables of goals and their steps.
#pragma once

#include "base/clock.hpp"
#include "calendar/local_date.hpp"
#include "chat/event.hpp"
#include "store/feature_tables.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace huzzah::store {
class connection;
}

namespace huzzah::goals {

inline constexpr std::size_t most_steps = 20;
inline constexpr std::size_t longest_line = 200;  ///< of a goal or step, in characters
inline constexpr int most_unanswered = 3;         ///< questions about a goal
inline constexpr base::duration between_questions = std::chrono::days{7};
inline constexpr int most_open = 10;  ///< of one person

/// A step as it is now.
class step {
 public:
  std::int64_t id = 0;
  std::string reference;  ///< the number as buttons carry it
  std::string text;  ///< as it was typed; empty once it was withdrawn, as it named a person who was erased
  bool is_done = false;
  base::time_point decided_at;  ///< by the newest press that is known; the epoch before the first
  std::string ticked_by;        ///< the one who did, if not the goal's person; else empty
};

/// A goal as it is now.
class goal {
 public:
  std::size_t done() const;
  bool is_reached() const { return done() == steps.size(); }

  std::int64_t id = 0;
  std::string reference;
  std::string workspace;
  std::string person;  ///< whose it is
  std::string view;    ///< of the form that it comes from: its identity
  std::string text;
  std::optional<calendar::local_date> due_on;
  std::string channel;        ///< with which it is shared; empty: with no one
  bool members_tick = false;  ///< whether the members of that channel may tick its steps
  base::time_point made_at;
  bool is_asked_about = false;             ///< whether its person wants to be asked about the next step
  int unanswered = 0;                      ///< questions since a step was ticked last
  std::optional<base::time_point> ask_at;  ///< when it is asked next; none: not before a step is ticked
  std::optional<calendar::local_date> reached_on;  ///< where its person lives
  std::optional<base::time_point> ended_at;
  std::vector<step> steps;
};

/// The goals of a ledger. Within a unit of work; what only reads also within a query.
class table {
 public:
  explicit table(store::connection& on) : on_(on) {}

  /// Whether that form was taken before.
  bool knows(std::string const& workspace, std::string const& view);
  /// Puts a goal in; its number.
  std::int64_t add(goal const& fresh);
  std::optional<goal> find(std::int64_t id);
  /// By what a button of the goal, or of a step, carries.
  std::optional<goal> find_referenced(std::string const& reference);
  std::optional<goal> find_with_step(std::string const& reference);
  /// Those that a person sees on a day: not ended, and not reached before that day. Oldest first.
  std::vector<goal> open(std::string const& workspace, std::string const& person, calendar::local_date today);

  /// Where the message of a goal is, also long after it was posted.
  std::optional<chat::message_ref> where_posted(goal const& one);

  /// A step is done or not as of a moment. False if something newer is known of it. `by`: who ticks it, if
  /// that is not the goal's person.
  bool set_done(std::int64_t step, bool is_done, base::time_point at, std::string const& by = {});
  /// The goals that are not reached or ended and whose question is due, and when the next one is.
  std::vector<goal> to_ask(std::string const& workspace, base::time_point now);
  std::optional<base::time_point> next_question(std::string const& workspace);
  void set_asking(std::int64_t goal, int unanswered, std::optional<base::time_point> next);
  void set_reached(std::int64_t goal, std::optional<calendar::local_date> day);
  void end(std::int64_t goal, base::time_point at);

  static store::feature_tables tables();
  /// What does not add up.
  static std::vector<std::string> wrong(store::connection& on);

 private:
  store::connection& on_;
};

}  // namespace huzzah::goals
