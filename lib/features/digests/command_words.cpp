#include "features/digests/command_words.hpp"

#include "app/phrases.hpp"
#include "base/catalog.hpp"
#include "calendar/spoken_dates.hpp"
#include "chat/quotes.hpp"
#include "chat/say.hpp"
#include "features/digests/fields.hpp"

namespace huzzah::digests {

namespace {

using chat::rich_text;
using chat::say;
using chat::text;

}  // namespace

chat::form digest_form(settings const& shown) {
  chat::form form(std::string(digest_form_action), base::translate("Weekly digest"));
  form.fields = fields().form(shown);
  return form;
}

std::string when_posted(calendar::time_zone const& zone, base::time_point at) {
  auto const day = zone.date_of(at);
  auto const shown = zone.to_local(at) - std::chrono::local_time<base::duration>(day);
  return base::translate("{weekday}, {date}, {time} ({zone})",
                         {{"weekday", calendar::in_words(std::chrono::weekday(day))},
                          {"date", calendar::to_string(day)},
                          {"time", calendar::to_string(std::chrono::floor<std::chrono::minutes>(shown))},
                          {"zone", zone.name()}});
}

chat::message digest_help() {
  auto lines = chat::bullets(say("*The good work of a week, posted to a channel*"),
                             {say("`/digest setup` – choose channel, day, time and what it tells"),
                              say("`/digest preview` – what it would say now; only you see it"),
                              say("`/digest now` – post this week's now instead of when it is due"),
                              say("`/digest status` – which digests there are, and when they come"),
                              say("`/digest off` or `on` – stops the digest, or starts it again")});
  lines.push_back(text("\n"));
  chat::append(lines, say("Where there are several, say which: `/digest preview weekly`"));
  std::vector<chat::block> blocks{chat::section_block{std::move(lines), {}}};
  return chat::message(say("What /digest can do: setup, preview, now, status, off, on"), std::move(blocks));
}

chat::message digest_status(std::vector<book::entry> const& all, base::time_point now) {
  if (all.empty())
    return chat::message(say("There is no digest yet. `/digest setup` makes one for a channel."));
  rich_text lines;
  for (auto const& one : all) {
    if (!lines.empty()) lines.push_back(text("\n"));
    auto const channel = app::channel_token(one.settings.channel);
    auto const next = next_window(one.settings, now).until;
    chat::append(lines, one.notes.off ? say("*{digest}* in {channel}: off; {command}",
                                            {{"digest", one.settings.name},
                                             {"channel", channel},
                                             {"command", app::code("/digest on " + one.settings.name)}})
                                      : say("*{digest}* in {channel}: next on {moment}",
                                            {{"digest", one.settings.name},
                                             {"channel", channel},
                                             {"moment", when_posted(one.settings.zone, next)}}));
  }
  return chat::message(std::move(lines));
}

chat::message digest_was_set_up(settings const& digest, base::time_point now) {
  auto const next = next_window(digest, now).until;
  return chat::message(say(
      "Done. The digest *{digest}* comes to {channel}, first on {moment}. `/digest preview` shows what it "
      "would say now.",
      {{"digest", digest.name},
       {"channel", app::channel_token(digest.channel)},
       {"moment", when_posted(digest.zone, next)}}));
}

chat::message picture_alone(std::string file, std::string words) {
  chat::image_block image;
  image.alt_text = words;
  image.file = std::move(file);
  std::vector<chat::block> blocks{std::move(image)};
  return chat::message(rich_text{text(std::move(words))}, std::move(blocks));
}

}  // namespace huzzah::digests
