// The first week: a line where Huzzah is invited, one for a person's first kudos, and a checklist for admins.
#pragma once

#include "app/contribution.hpp"

namespace huzzah::welcome {

/// The welcome section of the configuration, with its defaults.
class options {
 public:
  bool first_kudos = true;  ///< a line for a person's first kudos
  friend bool operator==(options const&, options const&) = default;
};

/// Who does nothing is sent nothing. I/O thread only.
class feature final : public app::feature {
 public:
  explicit feature(app::context const& with, options chosen = {});

  std::string name() const override { return "welcome"; }
  bool wants(chat::event const& happened) const override;
  awaitable<result<app::plan>> prepare(chat::event const& happened) override;
  /// Meets the people whose first kudos was recorded.
  awaitable<> work_behind() override;
  /// One look at what was recorded since the last one; false where there is more to look at.
  awaitable<result<bool>> look();

 private:
  app::context with_;
  options chosen_;
};

/// Comes after all features that have a step for admins, and before the home page.
app::contribution contribution();

}  // namespace huzzah::welcome
