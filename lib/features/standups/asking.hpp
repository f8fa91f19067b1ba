// Asks the members of a stand-up one by one, in dm mode.
#pragma once

#include "app/context.hpp"
#include "features/standups/book.hpp"
#include "features/standups/people.hpp"
#include "features/standups/rounds.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace huzzah::standups {

/// Asks members, each once, unless they are away. Members are looked up in parts, and those of a
/// part are written to before the next one is looked up. Several stand-ups may ask at the same time. I/O
/// thread only; what is passed in must outlive it.
class asking {
 public:
  explicit asking(app::context const& with) : with_(with), people_(with.workspace) {}

  /// In dm mode: asks everybody whose time has come since `since`, and returns when to look again. Members
  /// are asked for as long as their own time allows (two hours), also when the round has closed by then:
  /// a member who lives far to the west still has a day, and their answer joins the summary. A member who
  /// does not want to be disturbed is asked when that is over, within the same two hours.
  awaitable<base::time_point> ask(book::entry one, base::time_point since);

  /// What is under way ends with the part that it is at.
  void stop() { stopping_ = true; }

 private:
  class pass;
  class verdict;
  using some_people = std::vector<chat::person>;

  awaitable<base::time_point> ask_in(book::entry const& one, standup_round const& round,
                                     base::time_point since);
  awaitable<> ask_known(pass& wave);
  awaitable<> ask_unknown(pass& wave, std::vector<std::string> ids);
  /// Asks those of them whose time has come, as many at once as the platform tells about.
  awaitable<> ask_all(pass& wave, some_people people);
  awaitable<> ask_some(pass& wave, some_people due);
  /// A member who is yet to be asked.
  class waiting {
   public:
    bool wants_none = false;  ///< has said to be away, or not to be asked
    people::asking patience = people::asking::ask;
  };
  awaitable<std::optional<std::map<std::string, waiting>>> open_among(pass& wave, some_people const& due);
  awaitable<> carry_out(pass& wave, std::vector<verdict> const& verdicts);
  void log_late(pass const& wave) const;

  /// What is remembered of a round's members.
  class roll {
   public:
    some_people people;                         ///< all of them, when they were looked up last
    std::optional<base::time_point> called_at;  ///< when that was
    base::time_point made_at;
    std::set<std::string> settled;  ///< who was asked or left out
  };
  bool is_settled(standup_round const& round, std::string const& person) const;

  app::context with_;
  participants people_;
  std::map<std::int64_t, roll> rolls_;  ///< by round
  bool stopping_ = false;
};

}  // namespace huzzah::standups
