#include "features/digests/command_words.hpp"

#include "app/phrases.hpp"

#include "base/text.hpp"
#include "features/digests/book.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace huzzah::digests {

namespace {

using chat::bold;
using chat::rich_text;
using chat::text;

constexpr std::size_t longest_name = 60;

// How the choices of the form are called: they come back as they are.
constexpr std::array<std::pair<std::string_view, digest_section>, 8> section_labels{
    {{"People recognised for the first time", digest_section::first_time},
     {"Shoutouts", digest_section::shoutouts},
     {"Wins", digest_section::wins},
     {"Values that were lived", digest_section::values},
     {"Streaks and milestones", digest_section::streaks},
     {"Who recognised others most widely", digest_section::breadth},
     {"A line that compares with last week", digest_section::comparison},
     {"A board that ranks by number", digest_section::board}}};
constexpr std::array<std::pair<std::string_view, digest_period>, 3> period_labels{
    {{"Every week", digest_period::week},
     {"Every two weeks", digest_period::two_weeks},
     {"Every month", digest_period::month}}};
constexpr std::array<std::pair<std::string_view, empty_digest>, 2> empty_labels{
    {{"One encouraging line", empty_digest::encourage}, {"Nothing", empty_digest::nothing}}};
constexpr std::array<std::chrono::weekday, 7> week{
    std::chrono::Monday, std::chrono::Tuesday,  std::chrono::Wednesday, std::chrono::Thursday,
    std::chrono::Friday, std::chrono::Saturday, std::chrono::Sunday};

template <class Labels, class Value>
std::string label_of(Labels const& labels, Value value) {
  for (auto const& [label, one] : labels)
    if (one == value) return std::string(label);
  return {};
}

template <class Labels, class Value>
void read_label(Labels const& labels, std::string_view written, Value& into) {
  for (auto const& [label, one] : labels)
    if (label == written) into = one;
}

template <class Labels>
std::vector<std::string> all_of(Labels const& labels) {
  std::vector<std::string> all;
  all.reserve(std::size(labels));
  for (auto const& [label, value] : labels)
    all.emplace_back(label);
  return all;
}

chat::form_field field(std::string name, std::string label, chat::form_field::kind type, std::string initial,
                       std::vector<std::string> choices = {}) {
  chat::form_field made(std::move(name), std::move(label), type);
  made.initial = std::move(initial);
  made.choices = std::move(choices);
  return made;
}

std::string sections_of(settings const& shown) {
  std::string all;
  for (auto const section : shown.sections)
    all += (all.empty() ? "" : ",") + label_of(section_labels, section);
  return all;
}

}  // namespace

chat::form digest_form(settings const& shown) {
  using kind = chat::form_field::kind;
  std::vector<std::string> days;
  days.reserve(std::size(week));
  for (auto const day : week)
    days.emplace_back(calendar::to_string(day));
  chat::form form(std::string(digest_form_action), "Weekly digest");
  form.fields.push_back(field("name", "What it is called", kind::text, shown.name));
  form.fields.push_back(field("channel", "Where it is posted", kind::channel, shown.channel));
  form.fields.push_back(field("zone", "By which time zone", kind::text, shown.zone.name()));
  form.fields.back().hint = "An IANA name, such as Europe/Berlin or America/New_York";
  form.fields.push_back(field("day", "On which day", kind::choice,
                              std::string(calendar::to_string(shown.day)), std::move(days)));
  form.fields.push_back(field("at", "At what time", kind::time, calendar::to_string(shown.at)));
  form.fields.push_back(field("period", "How often", kind::choice, label_of(period_labels, shown.period),
                              all_of(period_labels)));
  form.fields.push_back(
      field("sections", "What it tells", kind::choices, sections_of(shown), all_of(section_labels)));
  form.fields.push_back(field("when_empty", "When there is nothing to tell, it posts", kind::choice,
                              label_of(empty_labels, shown.when_empty), all_of(empty_labels)));
  return form;
}

settings read_digest_form(std::map<std::string, std::string> const& values, settings settings,
                          std::map<std::string, std::string>& errors) {
  auto const written = [&](char const* name) {
    auto const found = values.find(name);
    return found == values.end() ? std::string() : std::string(base::trim(found->second));
  };
  settings.name = written("name");
  auto const is_control = [](unsigned char c) { return c < 0x20 || c == 0x7F; };
  if (settings.name.empty() || base::length(settings.name) > longest_name ||
      std::any_of(settings.name.begin(), settings.name.end(), is_control))
    errors["name"] = "Give it a short name in one line, such as weekly.";
  settings.channel = written("channel");
  if (settings.channel.empty()) errors["channel"] = "Choose the channel that it is posted to.";
  if (auto const zone = calendar::time_zone::find(written("zone")))
    settings.zone = *zone;
  else
    errors["zone"] = zone.error().detail;
  for (auto const day : week)
    if (calendar::to_string(day) == written("day")) settings.day = day;
  if (auto const time = calendar::parse_time_of_day(written("at")))
    settings.at = *time;
  else
    errors["at"] = time.error().detail;
  read_label(period_labels, written("period"), settings.period);
  read_label(empty_labels, written("when_empty"), settings.when_empty);
  settings.sections.clear();
  auto const chosen = "," + written("sections") + ",";
  for (auto const& [label, section] : section_labels)
    if (chosen.find("," + std::string(label) + ",") != std::string::npos)
      settings.sections.push_back(section);
  if (settings.sections.empty()) errors["sections"] = "Choose at least one.";
  return settings;
}

std::string when_posted(settings const& digest, base::time_point at) {
  auto const day = digest.zone.date_of(at);
  auto const shown = digest.zone.to_local(at) - std::chrono::local_time<base::duration>(day);
  return fmt::format(
      "{}, {}, {} ({})", calendar::to_string(std::chrono::weekday(day)), calendar::to_string(day),
      calendar::to_string(std::chrono::floor<std::chrono::minutes>(shown)), digest.zone.name());
}

std::string why_blocked(chat::channel_facts const& channel) {
  if (channel.is_archived) return "#" + channel.name + " is archived";
  if (!channel.is_member) return "Huzzah is not in #" + channel.name;
  return {};
}

chat::message digest_help() {
  rich_text lines{bold("The good work of a week, posted to a channel"),
                  text("\n• "),
                  app::code("/digest setup"),
                  text(" – choose channel, day, time and what it tells\n• "),
                  app::code("/digest preview"),
                  text(" – what it would say now; only you see it\n• "),
                  app::code("/digest now"),
                  text(" – post this week's now instead of when it is due\n• "),
                  app::code("/digest status"),
                  text(" – which digests there are, and when they come\n• "),
                  app::code("/digest off"),
                  text(" or "),
                  app::code("on"),
                  text(" – stops the digest, or starts it again\nWhere there are several, say which: "),
                  app::code("/digest preview weekly")};
  std::vector<chat::block> blocks{chat::section_block{std::move(lines), {}}};
  return chat::message(rich_text{text("What /digest can do: setup, preview, now, status, off, on")},
                       std::move(blocks));
}

chat::message digest_status(std::vector<book::entry> const& all, base::time_point now) {
  if (all.empty())
    return chat::message(rich_text{text("There is no digest yet. "), app::code("/digest setup"),
                                   text(" makes one for a channel.")});
  rich_text lines;
  for (auto const& one : all) {
    if (!lines.empty()) lines.push_back(text("\n"));
    lines.push_back(bold(one.settings.name));
    lines.push_back(text(" in "));
    lines.push_back(app::channel_token(one.settings.channel));
    if (one.notes.off) {
      lines.push_back(text(": off; "));
      lines.push_back(app::code("/digest on " + one.settings.name));
      continue;
    }
    auto const next = next_window(one.settings, now).until;
    lines.push_back(text(": next on " + when_posted(one.settings, next)));
  }
  return chat::message(std::move(lines));
}

chat::message digest_was_set_up(settings const& digest, base::time_point now) {
  auto const next = next_window(digest, now).until;
  rich_text line{text("Done. The digest "),
                 bold(digest.name),
                 text(" comes to "),
                 app::channel_token(digest.channel),
                 text(", first on " + when_posted(digest, next) + ". "),
                 app::code("/digest preview"),
                 text(" shows what it would say now.")};
  return chat::message(std::move(line));
}

chat::message digest_is_blocked(settings const& digest, std::string const& why) {
  rich_text line{text("I could not post the digest "),
                 bold(digest.name),
                 text(" to "),
                 app::channel_token(digest.channel),
                 text(": " + why + ". Invite me there with "),
                 app::code("/invite @Huzzah"),
                 text(", choose another channel with "),
                 app::code("/digest setup"),
                 text(", or end it with "),
                 app::code("/digest off"),
                 text(".")};
  return chat::message(std::move(line));
}

chat::message picture_alone(std::string file, std::string words) {
  chat::image_block image;
  image.alt_text = words;
  image.file = std::move(file);
  std::vector<chat::block> blocks{std::move(image)};
  return chat::message(rich_text{text(std::move(words))}, std::move(blocks));
}

}  // namespace huzzah::digests
