// What wins need to know of the rest of the house.
#pragma once

#include "features/kudos/options.hpp"
#include "features/wins/questions.hpp"

#include <utility>

namespace huzzah::wins {

/// What the workspace has chosen, and what its people are asked. `asked` must outlive the feature.
class options {
 public:
  options(kudos::options kudos_, questions& asked_) : kudos(std::move(kudos_)), asked(asked_) {}

  kudos::options kudos;
  questions& asked;
};

}  // namespace huzzah::wins
