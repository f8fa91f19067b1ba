// In a language in which every letter has an accent, a day with every feature shows no plain letter of
// Huzzah's own: what people said and what they are called is in Greek.
#include "app/ledger/operator_acts.hpp"
#include "base/catalog.hpp"
#include "support/catalog_file.hpp"
#include "support/temporary_folder.hpp"
#include "team.hpp"

#include <cctype>

using namespace huzzah;
using namespace huzzah::test;

namespace {

constexpr auto in_greek = R"({
  "kudos": {"values": ["Θάρρος"]},
  "standups": [{"name": "Αα", "channel": "#general", "time_zone": "Etc/UTC", "prompt_at": "10:00",
                "remind_at": "11:00", "close_at": "14:00", "question": "Τι;"},
               {"name": "Ββ", "channel": "#wins", "mode": "dm", "time_zone": "Etc/UTC", "prompt_at": "10:00",
                "close_at": "14:00", "question": "Τι;"}],
  "digests": [{"name": "Γγ", "channel": "#general", "time_zone": "Etc/UTC", "day": "Wednesday", "at": "16:00",
               "sections": ["first_time", "shoutouts", "wins", "values", "streaks", "breadth", "comparison",
                            "board"]}]})";

/// The accented language for one test.
class accented_language {
 public:
  accented_language() {
    write_catalog(folder_.path(), "xx", accented(HUZZAH_SOURCE_DIR "/config/locale/huzzah.pot"));
    REQUIRE(base::use_language(folder_.path(), "xx").has_value());
  }
  accented_language(accented_language const&) = delete;
  accented_language& operator=(accented_language const&) = delete;
  ~accented_language() { static_cast<void>(base::use_language({}, "en")); }

 private:
  temporary_folder folder_;
};

/// All that Huzzah shows, without what is to be typed and who is mentioned.
class reading {
 public:
  void add(chat::message const& said) {
    add(said.summary);
    for (auto const& block : said.blocks)
      std::visit([&](auto const& one) { add(one); }, block);
  }
  void add(chat::form const& asked) {
    add(asked.title);
    for (auto const& field : asked.fields) {
      add(field.label);
      add(field.hint);
      for (auto const& label : field.labels)
        if (!label.starts_with('@')) add(label);
    }
  }
  void add(chat::reply const& answer) {
    if (answer.said) add(*answer.said);
    for (auto const& [field, fault] : answer.errors)
      add(fault);
  }
  void add(std::string const& words) { all.insert(words); }

  std::set<std::string> all;

 private:
  void add(chat::rich_text const& text) {
    for (auto const& piece : text)
      if (piece.kind == chat::token_kind::text || piece.kind == chat::token_kind::bold ||
          piece.kind == chat::token_kind::link)
        add(piece.text);
  }
  void add(chat::header_block const& one) { add(one.text); }
  void add(chat::section_block const& one) {
    add(one.text);
    if (one.accessory) add(one.accessory->label);
  }
  void add(chat::context_block const& one) { add(one.text); }
  void add(chat::divider_block const&) {}
  void add(chat::buttons_block const& one) {
    for (auto const& button : one.buttons)
      add(button.label);
  }
  void add(chat::image_block const& one) { add(one.alt_text); }
};

/// What people type behind commands, right and wrong.
std::vector<std::pair<char const*, std::vector<char const*>>> const words_of_commands{
    {"/kudos", {"",           "help",        "χχχ",       "undo",        "me",
                "board week", "board month", "board all", "board χ",     "mute",
                "unmute",     "<@U1> χχχ",   "<@U2> χχχ", "<@UBOT> χχχ", "<@UGONE> χχχ",
                "<@U9> χχχ",  "<@U2> χχχ",   "<@U3> χχχ", "<@U4> χχχ",   "<@U2>"}},
    {"/win", {"", "help", "χχχ <@U2>", "χχχ"}},
    {"/wins", {"", "help", "week", "month", "undo", "χχχ"}},
    {"/standup",
     {"",
      "help",
      "χχχ",
      "status",
      "setup",
      "setup Αα",
      "skip",
      "skip today",
      "skip χ",
      "skip Αα today",
      "pause until monday",
      "pause until 2026-12-01",
      "pause",
      "pause until χ",
      "pause Αα until monday",
      "resume",
      "resume Αα",
      "leave",
      "leave Αα",
      "join Αα",
      "join",
      "away until monday",
      "away",
      "away until χ",
      "back",
      "off",
      "off Αα",
      "status χ",
      "prompt all"}},
    {"/huzzah",
     {"", "help", "χχχ", "privacy", "settings", "goal", "habit", "record", "record lines", "record lines χ",
      "record send", "data", "erase"}},
    {"/digest",
     {"", "help", "χχχ", "status", "list", "preview", "preview Γγ", "preview χ", "setup", "setup Γγ", "off",
      "off Γγ", "on Γγ", "now", "now Γγ"}}};

/// What the catalogue of what is stored says, which is in English for all.
std::vector<std::string> words_of_catalogue(ledger_scene& at) {
  std::vector<std::string> all;
  for (auto const& one : at.read([](store::reader& from) { return store::catalogue(from); }))
    for (auto const& words : {one.what, one.why, one.seen_by, one.kept})
      all.push_back(words);
  std::sort(all.begin(), all.end(), [](auto const& a, auto const& b) { return a.size() > b.size(); });
  return all;
}
std::string without(std::string text, std::vector<std::string> const& all) {
  for (auto const& words : all)
    for (auto at = text.find(words); at != std::string::npos && !words.empty(); at = text.find(words))
      text.erase(at, words.size());
  return text;
}

/// Plain letters that follow each other, without those that are no words of a language.
std::vector<std::string> plain_words(std::string text) {
  // Time zones, channels, commands, and what the people of a team say.
  static std::regex const no_words(
      R"(Etc/UTC|Europe/London|UTC|#general|#wins|/[a-z]+( [a-z]+)?|YYYY-MM-DD|the (new )?ωωω [a-z]+( is gone)?|(whispering|answered) ωωω|#craft|\"prompt\")");
  text = std::regex_replace(text, no_words, "");
  std::vector<std::string> found;
  std::string word;
  for (auto const c : text + " ") {
    if (std::isalpha(static_cast<unsigned char>(c)) != 0 && static_cast<unsigned char>(c) < 0x80) {
      word += c;
      continue;
    }
    if (word.size() > 1) found.push_back(word);
    word.clear();
  }
  return found;
}

}  // namespace

TEST_CASE("in another language no sentence of Huzzah's own is left in English") {
  accented_language const spoken;
  auto parts = bot::contributions();
  std::erase_if(parts, [](app::contribution const& one) { return one.name == "water"; });
  ledger_scene at;
  team one(at, "T1", "ωωω", in_greek, parts);
  for (auto& [id, person] : one.workspace.people)
    person.name = person.is_bot ? "Ρομπότ" : "Άνθρωπος";

  std::vector<chat::message> shown_with_files;
  one.live();
  at.write([&](store::unit_of_work& work) {
    for (auto const* act : {"export", "export --include-private", "export --person", "tally",
                            "tally --include-private", "digest --include-private", "import"})
      ledger::note_act(work, {act, "", at.clock.now()});
    return true;
  });
  one.press("U2", "home.erase", "");
  one.submit("U2", "home.erase", {{"word", "χ"}});
  one.submit("UGONE", "home.erase", {{"word", base::translate("erase")}});
  for (auto const& [name, all] : words_of_commands)
    for (auto const* words : all) {
      one.command("U1", words, name);
      one.command("U2", words, name, "C2");
    }
  for (auto const* channel : {"C1", "", "C9"})
    for (auto const* people : {"U2", "U3", "U1", "UBOT", ""})
      for (auto const* where : {"announced", "private"})
        one.submit("U4", "kudos.given",
                   {{"people", people}, {"reason", "χχχ"}, {"where", where}, {"channel", channel}});
  for (auto const* what : {"", "χχχ"})
    for (auto const* day : {"2026-01-01", "", "2027-01-01"})
      for (auto const* steps : {"", "χχχ\nχχχ"})
        for (auto const* channel : {"", "C1"})
          one.submit("U2", "goals.made",
                     {{"what", what},
                      {"day", day},
                      {"steps", steps},
                      {"where", *channel == '\0' ? "private" : "shared"},
                      {"channel", channel}});
  one.submit("U2", "goals.made", {{"what", "χχχ"}, {"steps", std::string(100, '\n') + "χ"}});
  one.press_in_home("U2", "goals.tick");
  for (auto const* what : {"", "χχχ"})
    for (auto const* times : {"", "3"})
      one.submit("U2", "goals.habit_made", {{"what", what}, {"times", times}});
  one.press_in_home("U2", "goals.keep");
  one.press("U3", "goals.tick", "χ");
  one.shortcut("U4", "kudos.give_for", "U2", "1.1");
  one.shortcut("U4", "kudos.give_for", "", "1.1");
  one.shortcut("U4", "win.keep", "U2", "1.1");
  one.shortcut("U4", "win.keep", "U2", "1.1");
  one.deliver();
  one.shortcut("U2", "moderation.choose", "U3", "1.2");
  auto const about = one.workspace.forms.back().fields.front().choices.front();
  for (auto const* what : {"hide", "hide", "show", "show", "report", "report"})
    for (auto const* person : {"U2", "U3"})
      one.submit(person, "moderation.submit", {{"which", about}, {"what", what}});
  one.submit("U2", "moderation.submit", {{"which", "χ"}, {"what", "hide"}});
  one.bring_reports();
  one.deliver();
  one.press("U2", "moderation.keep", about);
  one.workspace.people["U2"].is_admin = true;
  at.clock.advance(2min);
  one.press("U2", "moderation.keep", about);
  one.press("U2", "moderation.remove", about);
  one.submit("U2", "moderation.submit", {{"which", about}, {"what", "report"}});
  for (auto const* person : {"U1", "U9"})
    one.submit(person, "record.make", {{"days", "90 days"}, {"private", "Yes"}, {"format", "Markdown"}});
  for (auto const* to : {"U1", "U3", "UBOT", "", "U9"})
    one.submit("U2", "record.send",
               {{"person", to}, {"note", "χ"}, {"days", "90 days"}, {"format", "Markdown"}});
  one.submit("U2", "record.send", {{"person", "U3"}, {"note", std::string(600, 'x')}});
  one.press("U2", "record.send_now", one.value_of_button("record.send_now"));
  one.press("U2", "record.send_now", "");
  one.submit("U2", "record.lines", {{"added", "χχχ"}, {"day", "2030-01-01"}});
  one.submit("U2", "record.lines", {{"words", "χχχ"}, {"day", "2026-11-01"}});
  one.submit("U2", "record.lines", {{"added", std::string(4000, '1')}, {"day", "2026-11-01"}});
  one.submit("U2", "record.lines", {{"added", "χχχ"}, {"day", "2026-11-01"}});
  one.give_records();
  for (auto const& [id, file] : one.workspace.files)
    shown_with_files.push_back(file.said);
  for (int hour = 0; hour < 8; ++hour) {
    if (hour == 1) one.answer();
    one.deliver();
    at.clock.advance(1h);
    one.run_due();
  }
  one.deliver();

  reading seen;
  one.workspace.add("U7", "Άνθρωπος", "Etc/UTC");
  for (auto const* person : {"U1", "U2", "U3", "U7"})
    one.home_of(person);
  for (auto const& [person, page] : one.workspace.homes)
    seen.add(page);
  for (auto const& post : one.workspace.posts)
    seen.add(post.said);
  for (auto const& [to, words] : one.workspace.whispers)
    seen.add(words);
  for (auto const& form : one.workspace.forms)
    seen.add(form);
  for (auto const& about : shown_with_files)
    seen.add(about);
  for (auto const& answer : one.answers)
    seen.add(answer);
  CHECK(seen.all.size() > 150);
  auto const in_english = words_of_catalogue(at);
  for (auto const& words : seen.all) {
    CAPTURE(words);
    CHECK(plain_words(without(words, in_english)) == std::vector<std::string>{});
  }
}
