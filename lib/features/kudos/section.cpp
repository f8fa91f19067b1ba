// The section of the configuration.
#include "app/fields.hpp"
#include "base/text.hpp"
#include "features/kudos/feature.hpp"

namespace huzzah::kudos {

namespace {

using app::fault;
using app::fine;

constexpr std::size_t longest_name = 100;

/// See app::element_check; without colons and skin tone.
app::problem check_emoji(std::string& name) {
  std::string_view bare = base::trim(name);
  if (bare.starts_with(':')) bare.remove_prefix(1);
  if (bare.ends_with(':')) bare.remove_suffix(1);
  bare = bare.substr(0, bare.find("::skin-tone-"));
  if (bare.empty()) return fault("is an empty name", "write a name such as \"trophy\"");
  if (bare.find("\xF0\x9F") != std::string_view::npos || bare.find("\xE2\x9C") != std::string_view::npos ||
      bare.find("\xE2\xAD") != std::string_view::npos)
    return fault("is the emoji itself",
                 "write its name as Slack shows it between colons, such as \"trophy\"");
  if (bare.size() > longest_name || !base::is_utf8(bare) || !base::is_word(bare, "_-+'"))
    return fault("is no emoji's name", "write what Slack shows between the colons, such as \"trophy\"");
  name = base::to_lower(bare);
  return fine();
}

/// The same of a value, without "#".
app::problem check_value(std::string& name) {
  std::string_view bare = base::trim(name);
  if (bare.starts_with('#')) bare.remove_prefix(1);
  if (bare.empty()) return fault("is an empty value", "write a word such as \"teamwork\"");
  if (bare.size() > longest_name || !base::is_utf8(bare) || !base::is_word(bare, "_-"))
    return fault("can't be typed as a #tag", "use letters, digits, - and _ only, such as \"team-work\"");
  name = std::string(bare);
  return fine();
}

constexpr app::named_values<acknowledgement, 3> acknowledgements{{{"reaction", acknowledgement::reaction},
                                                                  {"thread", acknowledgement::thread},
                                                                  {"none", acknowledgement::none}}};

}  // namespace

app::settings_section section() {
  namespace kind = app::kind;
  static auto const all =
      app::fields<options>()
          .add("emoji",
               "Names of the emoji that give kudos, beside a mention or as a reaction, with or without "
               "colons. The first one is what Huzzah shows.",
               kind::texts(20, check_emoji, "emoji"), &options::emoji)
          .add("values",
               "What the house stands for; \"#teamwork\" in a kudos is recorded as a value. With or without "
               "\"#\".",
               kind::texts(50, check_value), &options::values)
          .add(
              "daily_limit", "How many receivers one person can thank in one local day; 0 is any number.",
              kind::number(0, 1000), [](auto& whole) -> auto& { return whole.rules.daily_limit; })
          .add(
              "minimum_reason", "The least number of characters that a reason must have; 0 asks for none.",
              kind::number(0, 500), [](auto& whole) -> auto& { return whole.rules.minimum_reason; })
          .add("acknowledge",
               "How the giver sees that it was recorded: a reaction on the message, a reply in its thread, "
               "or nothing.",
               kind::one_of(acknowledgements), &options::acknowledge)
          .add("notify_receiver",
               "Whether receivers get a direct message. Each of them can also turn it off with \"/kudos "
               "mute\".",
               kind::yes_or_no(), &options::notify_receiver);
  return all.section("kudos", "The rules of the house.");
}

}  // namespace huzzah::kudos
