// Who was forgotten: kept so that the past brings nobody back, and so that nobody can be read from it.
#pragma once

#include "base/clock.hpp"
#include "recognition/house_rules.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace huzzah::storage {

class connection;

/// How somebody is remembered who was forgotten: by a keyed hash of their id. Whoever knows an id can ask for
/// it, and nobody can list them.
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
  explicit forgotten_people(connection& on) : on_(&on) {}

  /// From now on somebody is one of them.
  void add(std::string const& person, base::time_point now);
  /// The same by what another ledger remembers; false if that is known, or a later time.
  bool add(forgotten_mark const& one);
  std::vector<forgotten_mark> marks();

  /// Whether anybody at all was forgotten after something was said: asked first, since it costs nothing.
  bool may_include_anybody(base::time_point said_at);
  /// Whether somebody was.
  bool include(std::string const& person, base::time_point said_at);
  /// Leaves them out of those who were thanked, and out of the words; how many that were.
  std::size_t leave_out_of(std::vector<recognition::candidate>& thanked, base::time_point said_at);
  /// The same of chat::to_markup()'s form: of them is said "a teammate".
  std::string without_them(std::string const& markup, base::time_point said_at);

 private:
  connection* on_;
  /// When the last one was, which can't change while the ledger is in use.
  std::optional<base::time_point> newest_;
};

}  // namespace huzzah::storage
