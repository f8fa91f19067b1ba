// The weekly digest: posted when it is due, and what /digest does about it.
#pragma once

#include "features/digest_commands.hpp"
#include "features/digest_poster.hpp"
#include "features/feature.hpp"
#include "features/feature_options.hpp"
#include "features/ritual.hpp"

#include <vector>

namespace huzzah::features {

/// Digests, as a feature and as a ritual. I/O thread only; what is passed in must outlive it.
class digest_feature final : public feature, public ritual {
 public:
  digest_feature(storage::store& store, chat::workspace& workspace, base::clock& clock,
                 feature_options const& options, past_first past = {});

  bool concerns(chat::event const& happened) const override;
  awaitable<result<std::optional<chat::reply>>> handle(chat::event const& happened) override;
  awaitable<base::time_point> run_due() override { return poster_.run_due(); }
  std::vector<upcoming> coming_up() override { return poster_.coming_up(); }

 private:
  digest_poster poster_;
  digest_commands commands_;
};

}  // namespace huzzah::features
