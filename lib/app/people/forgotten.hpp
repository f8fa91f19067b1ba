// Who was forgotten: kept so that reading the past restores no one, and so that no one can be read from it.
#pragma once

#include "base/clock.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace huzzah::store {
class connection;
}

namespace huzzah::people {

/// How a forgotten person is remembered: by a keyed hash of their id. A caller that knows an id can ask for
/// it, but the ids can't be listed.
class forgotten_mark {
 public:
  forgotten_mark(std::string key_, std::string hash_, base::time_point at_)
      : key(std::move(key_)), hash(std::move(hash_)), at(at_) {}

  bool is_of(std::string const& person) const;

  std::string key;
  std::string hash;
  base::time_point at;  ///< what was said until then is forgotten
};

/// Those who were forgotten. What was said until then, by them or of them, is theirs to have untold, from
/// wherever it comes; what is said later is new. Used within a unit of work.
class forgotten_people {
 public:
  explicit forgotten_people(store::connection& on) : on_(&on) {}

  /// Records a person as forgotten.
  void add(std::string const& person, base::time_point now);
  /// The same by what another ledger remembers; false if that is known, or a later time.
  bool add(forgotten_mark const& one);
  std::vector<forgotten_mark> marks();

  /// Whether anybody at all was forgotten after something was said: asked first, since it costs nothing.
  bool may_include_anybody(base::time_point said_at);
  /// Whether a person was forgotten.
  bool include(std::string const& person, base::time_point said_at);
  /// Leaves them out of those who were thanked, and out of the words; how many that were.
  template <class Thanked>
  std::size_t leave_out_of(std::vector<Thanked>& thanked, base::time_point said_at) {
    if (!may_include_anybody(said_at)) return 0;
    for (auto& one : thanked)
      one.reason = without_them(one.reason, said_at);
    return std::erase_if(thanked, [&](Thanked const& one) { return include(one.receiver, said_at); });
  }
  /// The same of chat::to_markup()'s form: of them is said "a teammate".
  std::string without_them(std::string const& markup, base::time_point said_at);

 private:
  store::connection* on_;
};

}  // namespace huzzah::people
