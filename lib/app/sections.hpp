// What a feature shows within what another feature posts.
#pragma once

#include "app/people/viewer.hpp"
#include "base/clock.hpp"
#include "calendar/workdays.hpp"
#include "chat/directory.hpp"
#include "chat/document.hpp"

#include <functional>
#include <string>

namespace huzzah::store {
class connection;
}

namespace huzzah::app {

/// Who reads a section, and of which time it tells: after `from`, up to `until`. A home page tells of the
/// week of its person so far.
class reading {
 public:
  std::string workspace;
  people::viewer to;
  base::time_point from;
  base::time_point until;
  chat::person person = {};          ///< whose home page it is; without an id for what a place reads
  calendar::workdays workdays = {};  ///< those of the house; of a home page
};

/// Where sections are shown.
enum class surface { digest, home };

/// A section, made again each time. One without cards and buttons is left out.
class shown_section {
 public:
  surface where;
  std::function<chat::section(store::connection& on, reading const& by)> make;
  int order = 0;  ///< of a home page: lower ones come first
};

}  // namespace huzzah::app
