// What follows when a kudos or win goes out of sight or comes back: our messages that show it.
#pragma once

#include "base/clock.hpp"
#include "chat/event.hpp"
#include "features/kudos/options.hpp"
#include "features/wins/options.hpp"
#include "store/unit_of_work.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace huzzah::moderation {

/// Within a unit of work. What is passed in must outlive it.
class shown_by_us {
 public:
  shown_by_us(store::unit_of_work& work, kudos::options const& kudos, wins::options const& wins,
              base::time_point now)
      : work_(work), kudos_(kudos), wins_(wins), now_(now) {}

  /// Takes back, or posts again, what shows a valid entry to others than its author and those it is for.
  void follow(std::int64_t entry, bool is_hidden);
  /// Takes back all that was said because of it; called before it is removed.
  void withdraw(std::int64_t entry);

 private:
  store::unit_of_work& work_;
  kudos::options const& kudos_;
  wins::options const& wins_;
  base::time_point now_;
};

}  // namespace huzzah::moderation
