// The weekly digest: posted when it is due, and what /digest does about it.
#pragma once

#include "app/contribution.hpp"
#include "features/digests/commands.hpp"
#include "features/digests/options.hpp"
#include "features/digests/poster.hpp"

#include <string>
#include <utility>
#include <vector>

namespace huzzah::digests {

/// Answers /digest and its form. I/O thread only.
class feature final : public app::feature {
 public:
  feature(app::context const& with, options const& options);

  std::string name() const override { return "digests"; }
  bool wants(chat::event const& happened) const override;
  awaitable<result<app::plan>> prepare(chat::event const& happened) override;
  schedule::ritual* ritual() override { return &poster_; }
  awaitable<> work_behind() override { return poster_.watch(); }

 private:
  poster poster_;
  schedule::policy policy_;
  commands commands_;
};

/// Takes the working days of the house, if another feature offers them.
app::contribution contribution();

}  // namespace huzzah::digests
