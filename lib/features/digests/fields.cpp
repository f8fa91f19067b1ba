#include "features/digests/fields.hpp"

#include "app/ritual_fields.hpp"
#include "base/catalog.hpp"
#include "features/digests/book.hpp"

#include <algorithm>

template class huzzah::schedule::registry<huzzah::digests::settings>;

namespace huzzah::digests {

namespace {

namespace kind = app::kind;

// Labels are the choices of the form: they come back as they are.
constexpr app::named_values<digest_section, 8> section_words{
    {{"first_time", digest_section::first_time, base::translatable("People recognised for the first time")},
     {"shoutouts", digest_section::shoutouts, base::translatable("Shoutouts")},
     {"wins", digest_section::wins, base::translatable("Wins")},
     {"values", digest_section::values, base::translatable("Values that were lived")},
     {"streaks", digest_section::streaks, base::translatable("Streaks and milestones")},
     {"breadth", digest_section::breadth, base::translatable("Who recognised others most widely")},
     {"comparison", digest_section::comparison, base::translatable("A line that compares with last week")},
     {"board", digest_section::board, base::translatable("A board that ranks by number")}}};
constexpr app::named_values<digest_period, 3> period_words{
    {{"week", digest_period::week, base::translatable("Every week")},
     {"two_weeks", digest_period::two_weeks, base::translatable("Every two weeks")},
     {"month", digest_period::month, base::translatable("Every month")}}};
constexpr app::named_values<empty_digest, 2> empty_words{
    {{"encourage", empty_digest::encourage, base::translatable("One encouraging line")},
     {"nothing", empty_digest::nothing, base::translatable("Nothing")}}};

std::string mend_name(std::string const& name) {
  constexpr std::size_t longest = 60;
  auto const is_control = [](unsigned char c) { return c < 0x20 || c == 0x7F; };
  auto const fits =
      !name.empty() && base::length(name) <= longest && std::none_of(name.begin(), name.end(), is_control);
  return fits ? "" : base::translate("Give it a short name in one line, such as weekly.");
}

std::string mend_channel(std::string const& channel) {
  return channel.empty() ? base::translate("Choose the channel that it is posted to.") : "";
}

/// Stored as whether it encourages.
app::value_kind<empty_digest> when_empty() {
  auto made = kind::one_of(empty_words);
  made.stored_key = "encourage";
  made.store = [](empty_digest what) { return kind::yes_or_no().written(what == empty_digest::encourage); };
  made.restore = [](app::json_section& from, std::string_view key, empty_digest& into) {
    auto encourages = false;
    auto const is_right = from.read(key, encourages);
    into = encourages ? empty_digest::encourage : empty_digest::nothing;
    return is_right;
  };
  return made;
}

}  // namespace

app::fields<settings> const& fields() {
  using asked = app::asked_field;
  static auto const all =
      app::fields<settings>()
          .add("name", "What it is called; no other digest may have the same name, in whatever case.",
               kind::ritual_name(mend_name), &settings::name, asked{base::translatable("What it is called")})
          .add("channel", "\"#name\" of a channel that Huzzah is a member of, or the channel's ID.",
               kind::ritual_channel(mend_channel), &settings::channel,
               asked{base::translatable("Where it is posted")})
          .add("time_zone", "The IANA time zone by which it is posted, such as \"Europe/Berlin\".",
               kind::ritual_zone(), &settings::zone,
               asked{base::translatable("By which time zone"),
                     base::translatable("An IANA name, such as Europe/Berlin or America/New_York"), false,
                     "zone"})
          .add("day", "The day of the week on which it is posted.", kind::day_of_week(), &settings::day,
               asked{base::translatable("On which day")})
          .add("at", "When, by the 24-hour clock.", kind::time_of_day(), &settings::at,
               asked{base::translatable("At what time")})
          .add("period", "How much time it covers.", kind::one_of(period_words), &settings::period,
               asked{base::translatable("How often")})
          .add("sections",
               "What it tells; where each stands is not chosen. Nobody is ranked unless \"board\" is among "
               "them.",
               kind::some_of(section_words, "section"), &settings::sections,
               asked{base::translatable("What it tells")})
          .add("when_empty",
               "What is posted when nothing was given and won: one encouraging line, or nothing.",
               when_empty(), &settings::when_empty,
               asked{base::translatable("When there is nothing to tell, it posts")})
          .add("ping", "Whether those who are shouted out are mentioned so that they hear of it.",
               kind::yes_or_no(), &settings::ping)
          .add("picture", "Whether a picture of the week goes with it.", kind::yes_or_no(),
               &settings::picture);
  return all;
}

app::settings_section section() {
  return fields().list("digests", "The shoutouts and wins of a week, posted to a channel.",
                       app::most_rituals);
}

std::string to_json(settings const& digest) {
  return fields().stored(digest);
}
result<settings> read_settings(settings const* /*kind*/, std::string_view text) {
  return fields().restored(text);
}

std::string_view to_string(digest_section section) {
  return app::word_of(section_words, section);
}
std::optional<digest_section> digest_section_from(std::string_view word) {
  return app::value_of(section_words, word);
}
std::string_view to_string(digest_period period) {
  return app::word_of(period_words, period);
}
std::optional<digest_period> digest_period_from(std::string_view word) {
  return app::value_of(period_words, word);
}

}  // namespace huzzah::digests
