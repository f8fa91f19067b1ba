#include "features/kudos/section.hpp"

#include "app/fields.hpp"
#include "base/text.hpp"
#include "features/kudos/options.hpp"

#include <array>

namespace huzzah::kudos {

namespace {

constexpr std::size_t longest_name = 100;

app::problem fault(std::string message, std::string hint = {}) {
  return {{}, std::move(message), std::move(hint)};
}
app::problem fine() {
  return fault({});
}

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

constexpr std::array<std::pair<std::string_view, acknowledgement>, 3> acknowledgements{
    {{"reaction", acknowledgement::reaction},
     {"thread", acknowledgement::thread},
     {"none", acknowledgement::none}}};

app::fields<options> const& all() {
  static auto const table = [] {
    app::fields<options> made;
    made.texts(
        "emoji", "emoji", 20, check_emoji,
        "Names of the emoji that give kudos, beside a mention or as a reaction, with or without colons. "
        "The first one is what Huzzah shows.",
        [](options & all) -> auto& { return all.emoji; });
    made.texts(
        "values", "", 50, check_value,
        "What the house stands for; \"#teamwork\" in a kudos is recorded as a value. With or without "
        "\"#\".",
        [](options & all) -> auto& { return all.values; });
    made.number(
        "daily_limit", 0, 1000, "How many receivers one person can thank in one local day; 0 is any number.",
        [](options & all) -> auto& { return all.rules.daily_limit; });
    made.number(
        "minimum_reason", 0, 500, "The least number of characters that a reason must have; 0 asks for none.",
        [](options & all) -> auto& { return all.rules.minimum_reason; });
    made.word(
        "acknowledge", acknowledgements,
        "How the giver sees that it was recorded: a reaction on the message, a reply in its thread, or "
        "nothing.",
        [](options & all) -> auto& { return all.acknowledge; });
    made.yes_or_no(
        "notify_receiver",
        "Whether receivers get a direct message. Each of them can also turn it off with \"/kudos "
        "mute\".",
        [](options & all) -> auto& { return all.notify_receiver; });
    return made;
  }();
  return table;
}

}  // namespace

app::settings_section section() {
  return all().section("The rules of the house.");
}

}  // namespace huzzah::kudos
