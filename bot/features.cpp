#include "bot/features.hpp"

#include "features/digests/feature.hpp"
#include "features/goals/feature.hpp"
#include "features/home/feature.hpp"
#include "features/kudos/feature.hpp"
#include "features/moderation/feature.hpp"
#include "features/record/feature.hpp"
#include "features/standups/feature.hpp"
#include "features/welcome/feature.hpp"
#include "features/wins/feature.hpp"

namespace huzzah::bot {

std::vector<app::contribution> const& contributions() {
  static std::vector<app::contribution> const all{
      kudos::contribution(),      standups::contribution(), wins::contribution(),
      digests::contribution(),    record::contribution(),   goals::contribution(),
      moderation::contribution(), welcome::contribution(),  home::contribution(),
  };
  return all;
}

}  // namespace huzzah::bot
