#include "features/standups/fields.hpp"

#include "app/ritual_fields.hpp"
#include "app/text_file.hpp"
#include "base/catalog.hpp"
#include "base/clock.hpp"
#include "calendar/holidays.hpp"
#include "features/standups/prompt_packs.hpp"

#include <algorithm>

namespace huzzah::standups {

namespace {

namespace fs = std::filesystem;
namespace kind = app::kind;
using app::problem;
using base::translatable;

constexpr std::size_t most_days_off = 500;

// Labels are the choices of the form: they come back as they are.
constexpr app::named_values<standup_mode, 2> mode_words{
    {{"thread", standup_mode::thread, base::translatable("In the channel, answered in a thread")},
     {"dm", standup_mode::dm, base::translatable("Each member privately, in their own time zone")}}};

std::string mend_name(std::string const& name) {
  constexpr std::size_t longest = 40;
  auto const is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20; };
  if (name.empty()) return base::translate("A stand-up needs a name, such as core");
  if (base::length(name) > longest) return base::translate("At most 40 characters, please");
  if (std::any_of(name.begin(), name.end(), is_control)) return base::translate("On one line, please");
  return {};
}

std::string mend_channel(std::string const& channel) {
  return channel.empty() ? base::translate("Choose the channel of the stand-up") : std::string();
}

problem check_question_or_pack(std::string& question) {
  auto found = check_question(question);
  return question.empty() ? problem({}, "is empty", "write the question, or \"pack:general\"") : found;
}

/// The dates of a calendar that may still matter: up to where the system's zones reach.
void read_calendar(app::json_section& from, std::string const& place, fs::path const& file,
                   std::set<calendar::local_date>& into) {
  constexpr std::size_t largest = 8u << 20;
  auto const text = app::read_text_file(file, largest);
  if (!text) {
    from.wrong(place, file.string() + " " + text.error().detail,
               "name an iCalendar file; paths are relative to the configuration's folder");
    return;
  }
  auto const now = std::chrono::floor<std::chrono::days>(base::system_clock().now());
  auto const today = calendar::local_date(now.time_since_epoch());
  auto const last = calendar::local_date(std::chrono::local_days{std::chrono::year{2037} / 12 / 31});
  auto const holidays = calendar::read_holidays(*text, today - std::chrono::days{366}, last);
  if (holidays)
    into.insert(holidays->begin(), holidays->end());
  else
    from.wrong(place, file.string() + " is no iCalendar file that can be read: " + holidays.error().detail,
               "export it anew as iCalendar (.ics), which begins with BEGIN:VCALENDAR");
}

bool read_days_off(app::json_section& from, fs::path const& folder, std::size_t most,
                   std::set<calendar::local_date>& into) {
  std::vector<std::string> written;
  auto const check = [](std::string& one) {
    one = std::string(base::trim(one));
    auto const is_file = base::to_lower(one).ends_with(".ics");
    auto const date = calendar::parse_date(one);
    return is_file || date
               ? app::fine()
               : app::fault("is neither a date nor the name of an .ics file", date.error().detail);
  };
  if (!from.read("days_off", written, most, check)) return false;
  for (std::size_t i = 0; i < written.size(); ++i) {
    if (auto const date = calendar::parse_date(written[i]))
      into.insert(*date);
    else
      read_calendar(from, "days_off[" + std::to_string(i) + "]", folder / written[i], into);
  }
  return true;
}

/// Only dates are stored; what the configuration has needs to know where its files are.
app::value_kind<std::set<calendar::local_date>> days_off() {
  using set = std::set<calendar::local_date>;
  app::value_kind<set> made;
  made.type = R"({"type": "array", "items": {"type": "string",
    "pattern": "^([0-9]{4}-[0-9]{2}-[0-9]{2}|.+\\.[Ii][Cc][Ss])$"}, "maxItems": 500, "uniqueItems": true})";
  made.restore = [](app::json_section& from, std::string_view, set& into) {
    return read_days_off(from, {}, std::string::npos, into);
  };
  made.written = [](set const& all) {
    std::string dates;
    for (auto const day : all)
      dates += (dates.empty() ? "\"" : ",\"") + calendar::to_string(day) + "\"";
    return "[" + dates + "]";
  };
  return made;
}

void check_times(app::json_section& from, settings const& standup) {
  for (auto const* time : {"prompt_at", "remind_at", "close_at"})
    if (from.has_problem(time)) return;
  auto const asked = calendar::to_string(standup.prompt_at);
  auto const closed = calendar::to_string(standup.close_at);
  auto const misplaced = misplaced_time(standup);
  if (misplaced == "close_at")
    from.wrong("close_at", closed + " is not after prompt_at, " + asked,
               "a stand-up is asked and closed on the same day: choose a later time");
  else if (!misplaced.empty())
    from.wrong("remind_at",
               calendar::to_string(*standup.remind_at) + " is not between prompt_at, " + asked +
                   ", and close_at, " + closed,
               "choose a time between them, or leave it out: then nobody is reminded");
}

/// A question of a pack needs one of the packs that there are.
void check_pack(app::json_section& from, prompt_packs const& packs, std::string& question) {
  if (!question.starts_with(pack_prefix)) return;
  auto const name = std::string(base::trim(std::string_view(question).substr(pack_prefix.size())));
  question = std::string(pack_prefix) + name;
  if (packs.contains(name)) return;
  std::vector<std::string_view> names;
  std::string all;
  for (auto const& [one, pack] : packs) {
    names.push_back(one);
    all += (all.empty() ? "" : ", ") + one;
  }
  auto const meant = base::nearest(base::to_lower(name), names);
  from.wrong("question", "there is no prompt pack \"" + base::shorten(name, 40) + "\"",
             meant.empty() ? "there are: " + all + "; packs of your own are named in \"prompts\""
                           : "did you mean pack:" + std::string(meant) + "?");
}

}  // namespace

app::fields<settings> const& fields() {
  using asked = app::asked_field;
  static auto const all =
      app::fields<settings>()
          .add("name", "What it is called; no other stand-up may have the same name, in whatever case.",
               kind::ritual_name(mend_name), &settings::name,
               asked{translatable("Name"),
                     translatable("What you call it in commands; one word is best, such as core")})
          .add("channel", "\"#name\" of a channel that Huzzah is a member of, or the channel's ID.",
               kind::ritual_channel(mend_channel), &settings::channel,
               asked{translatable("Channel"), translatable("Huzzah and you have to be members of it")})
          .add("time_zone", "The team's IANA time zone, such as \"Europe/Berlin\"; all times are by it.",
               kind::ritual_zone(), &settings::zone,
               asked{translatable("Time zone"), translatable("Such as Europe/Berlin")})
          .add(
              "days", "The days of the week: a list of words, or one text such as \"mon-fri\".",
              kind::days_of_week(), [](auto& whole) -> auto& { return whole.on.days; },
              asked{translatable("Days")})
          .add("prompt_at", "When it asks, by the 24-hour clock.", kind::time_of_day(), &settings::prompt_at,
               asked{translatable("Question at")})
          .add("remind_at", "When those who have not answered are reminded; null or left out: never.",
               kind::time_or_none(), &settings::remind_at,
               asked{translatable("One reminder at"),
                     translatable("Only for who has not answered and is not away; empty for none"), true})
          .add("close_at", "When the answers are gathered; later on the same day.", kind::time_of_day(),
               &settings::close_at, asked{translatable("Summary at")})
          .add("mode",
               "\"thread\" asks once in the channel, \"dm\" each member privately at prompt_at of their own "
               "time zone.",
               kind::one_of(mode_words), &settings::mode, asked{translatable("Where to ask")})
          .add("members",
               "IDs of those who are asked in private and reminded; empty: the people of the channel.",
               kind::people(), &settings::members,
               asked{translatable("Whom to ask"), translatable("Empty for everybody in the channel"), true})
          .add("question",
               "The question itself, or \"pack:NAME\" for the questions of a prompt pack in turn.",
               kind::checked(kind::text(R"({"type": "string", "minLength": 1, "maxLength": 300})"),
                             check_question_or_pack),
               &settings::question)
          .add(
              "days_off",
              "Days without it: dates such as \"2026-12-24\", and iCalendar files (.ics), whose paths are "
              "relative to the configuration's folder.",
              days_off(), [](auto& whole) -> auto& { return whole.on.off; });
  return all;
}

app::settings_section section() {
  auto const more = [](app::json_section& from, settings& into, app::settings_source const& source) {
    check_times(from, into);
    if (!from.has_problem("question"))
      check_pack(from, source.chosen.of<prompt_packs>(prompts_key), into.question);
    read_days_off(from, source.folder, most_days_off, into.on.off);
  };
  return fields().list("standups", "On working days a team is asked for its win of the day.",
                       app::most_rituals, more);
}

std::string_view misplaced_time(settings const& standup) {
  if (standup.close_at <= standup.prompt_at) return "close_at";
  auto const& remind = standup.remind_at;
  return remind && (*remind <= standup.prompt_at || *remind >= standup.close_at) ? "remind_at" : "";
}

std::string_view to_string(standup_mode mode) {
  return app::word_of(mode_words, mode);
}
std::optional<standup_mode> standup_mode_from(std::string_view word) {
  return app::value_of(mode_words, word);
}

}  // namespace huzzah::standups
