#include "features/digests/command_words.hpp"

#include "app/phrases.hpp"
#include "features/digests/fields.hpp"

#include <fmt/format.h>

namespace huzzah::digests {

namespace {

using chat::bold;
using chat::rich_text;
using chat::text;

}  // namespace

chat::form digest_form(settings const& shown) {
  chat::form form(std::string(digest_form_action), "Weekly digest");
  form.fields = fields().form(shown);
  return form;
}

std::string when_posted(calendar::time_zone const& zone, base::time_point at) {
  auto const day = zone.date_of(at);
  auto const shown = zone.to_local(at) - std::chrono::local_time<base::duration>(day);
  return fmt::format("{}, {}, {} ({})", calendar::to_string(std::chrono::weekday(day)),
                     calendar::to_string(day),
                     calendar::to_string(std::chrono::floor<std::chrono::minutes>(shown)), zone.name());
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
    lines.push_back(text(": next on " + when_posted(one.settings.zone, next)));
  }
  return chat::message(std::move(lines));
}

chat::message digest_was_set_up(settings const& digest, base::time_point now) {
  auto const next = next_window(digest, now).until;
  rich_text line{text("Done. The digest "),
                 bold(digest.name),
                 text(" comes to "),
                 app::channel_token(digest.channel),
                 text(", first on " + when_posted(digest.zone, next) + ". "),
                 app::code("/digest preview"),
                 text(" shows what it would say now.")};
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
