// What a feature shows within what another feature posts.
#pragma once

#include "app/people/viewer.hpp"
#include "base/clock.hpp"
#include "chat/document.hpp"

#include <functional>
#include <string>

namespace huzzah::store {
class connection;
}

namespace huzzah::app {

/// Who reads a section, and of which time it tells: after `from`, up to `until`.
class reading {
 public:
  std::string workspace;
  people::viewer to;
  base::time_point from;
  base::time_point until;
};

/// Where sections are shown.
enum class surface { digest };

/// A section, made again each time. One without cards is left out.
class shown_section {
 public:
  surface where;
  std::function<chat::section(store::connection& on, reading const& by)> make;
};

}  // namespace huzzah::app
