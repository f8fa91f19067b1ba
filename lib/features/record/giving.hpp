// The file of a record: asked for in the unit that takes the wish down, and made when it is its turn.
#pragma once

#include "app/context.hpp"
#include "features/record/gathering.hpp"

#include <optional>
#include <string>

namespace huzzah::record {

/// A record that is to be given.
class wish {
 public:
  std::string view;    ///< of the form that asked: its identity
  std::string person;  ///< who is given it
  std::string author;  ///< whose it is; empty: the person's own
  choices chosen;
  std::string note;  ///< plain words to its reader; may be empty
};

/// Keeps wishes until their files are uploaded. I/O thread only; what is passed in must outlive it.
class giving {
 public:
  explicit giving(app::context const& with);

  /// Takes a wish down; one with the same view is given once. app::context::files_changed() is to follow.
  static void ask(store::unit_of_work& work, std::string const& workspace, wish const& what,
                  base::time_point now);

 private:
  awaitable<result<std::optional<delivery::made_file>>> make(delivery::file_request asked);

  app::context with_;
};

}  // namespace huzzah::record
