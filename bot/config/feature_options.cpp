#include "bot/config/feature_options.hpp"

namespace huzzah::bot {

app::chosen_settings feature_options::chosen() const {
  auto all = sections;
  all["kudos"] = kudos;
  all["standups"] = rituals.of_standups();
  all["digests"] = rituals.of_digests();
  return all;
}

}  // namespace huzzah::bot
