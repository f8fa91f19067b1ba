// The weekly digest: posted when it is due, and what /digest does about it.
#pragma once

#include "app/feature.hpp"
#include "app/schedule/ritual.hpp"
#include "features/digests/commands.hpp"
#include "features/digests/options.hpp"
#include "features/digests/poster.hpp"

#include <string>
#include <utility>
#include <vector>

namespace huzzah::digests {

/// Digests, as a feature and as a ritual. I/O thread only; what is passed in must outlive it.
class feature final : public app::feature, public schedule::ritual {
 public:
  feature(store::store& store, chat::workspace& workspace, base::clock& clock, people::audience& readers,
          options const& options, schedule::hold_until_caught_up past = {});

  bool concerns(chat::event const& happened) const override;
  awaitable<result<std::optional<chat::reply>>> handle(chat::event const& happened) override;
  awaitable<result<std::vector<std::string>>> parts() override { return poster_.parts(); }
  awaitable<base::time_point> run_due(std::string part) override { return poster_.run_due(std::move(part)); }
  std::vector<schedule::upcoming> coming_up() override { return poster_.coming_up(); }
  void reread() override { poster_.book().reread(); }

 private:
  poster poster_;
  schedule::policy policy_;
  commands commands_;
};

}  // namespace huzzah::digests
