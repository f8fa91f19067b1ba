// /huzzah: its words, what is kept about people, and a person's own settings.
#include "app/people/away_days.hpp"
#include "app/people/calm_choices.hpp"
#include "support/home_scene.hpp"

#include <stdexcept>

using namespace huzzah;
using namespace huzzah::test;

namespace {

std::string initial_of(chat::form const& asked, std::string_view name) {
  for (auto const& field : asked.fields)
    if (field.name == name) return field.initial;
  return "no such field";
}

}  // namespace

TEST_CASE("the command lists what can be asked for, and knows a word that is nearly right") {
  home_scene s;
  auto const all = s.huzzah("U1", "");
  CHECK(holds(all, "/huzzah settings – what I send you"));
  CHECK(holds(all, "/huzzah privacy – what is kept about you"));
  CHECK(s.huzzah("U1", "help") == all);
  CHECK(s.huzzah("U1", "privcy") == "I don't know \"privcy\". Did you mean /huzzah privacy?");
  CHECK(holds(s.huzzah("U1", "zzz"), "/huzzah alone shows all"));
}

TEST_CASE("a word of another feature is listed, is a button and runs; the same word twice is refused") {
  home_scene s;
  s.with.operations->push_back({"sing", "a song", [](chat::command_invoked const& command) {
                                  return [](std::string words) -> awaitable<result<chat::reply>> {
                                    chat::message said({chat::text("la " + words)});
                                    co_return chat::reply(std::move(said));
                                  }(chat::to_plain(command.text));
                                }});
  CHECK(holds(s.huzzah("U1", ""), "/huzzah sing – a song"));
  CHECK(holds(s.opened("U1"), "[/huzzah sing|home.word|sing]"));
  CHECK(s.huzzah("U1", "sing loudly") == "la sing loudly");

  app::contribution other;
  other.name = "choir";
  other.start = [](app::context const& with, app::chosen_settings const&) {
    with.operations->push_back({"privacy", "none", {}});
    return std::make_unique<home::feature>(with);
  };
  std::vector<app::contribution> const both{home::contribution(), other};
  app::context fresh(*s.store, s.workspace, s.clock, s.readers);
  CHECK_THROWS_WITH_AS(app::start(both, fresh, {}),
                       "the features home and choir both have the word privacy of /huzzah", std::logic_error);
}

TEST_CASE("a button in the page does what the word does; what it says comes in private") {
  home_scene s;
  auto pressed = s.pressed("U1", "home.word", "privacy", "");
  auto const reply = s.tell(pressed).value().value();
  CHECK_FALSE(reply.said);
  s.deliver();
  REQUIRE(s.workspace.texts("DU1").size() == 1);
  CHECK(holds(s.workspace.texts("DU1").front(), "What I keep about people here"));
  REQUIRE(s.tell(s.pressed("U1", "home.word", "settings", "")));
  REQUIRE(s.workspace.forms.size() == 1);
}

TEST_CASE("privacy says of every table what it is for, who sees it, for how long, and how much is there") {
  home_scene s;
  s.say("U2", "<@U1> ++ for the tea", "1.1");
  s.say("U2", "<@U1> ++ for the cake", "1.2");
  auto const said = s.huzzah("U1", "privacy");
  for (auto const& one : s.read([](store::reader& from) { return store::catalogue(from); }))
    CHECK(holds(said, one.what + ": " + one.why));
  CHECK(holds(said,
              "kudos received: to remember what went well. Seen by: those who can read where it was said."
              " Kept until it is erased. About you: 2."));
  CHECK(holds(s.huzzah("U3", "privacy"), "Kept until it is erased. About you: 0."));
  CHECK(holds(said, "huzzah forget --person U1"));
}

TEST_CASE("the form of settings shows what was chosen, and keeps what is entered") {
  home_scene s;
  CHECK(s.huzzah("U1", "settings").empty());
  REQUIRE(s.workspace.forms.size() == 1);
  auto const& form = s.workspace.forms.front();
  CHECK(initial_of(form, "notes") == "At once");
  CHECK(initial_of(form, "away_until").empty());
  CHECK(initial_of(form, "left_out") == "No");

  REQUIRE(s.send("U1", {{"notes", "Never"}, {"away_until", "2026-11-23"}, {"left_out", "No"}}).said);
  s.write([](store::unit_of_work& work) {
    CHECK(people::people(work).muted("T1", "U1"));
    auto const days = people::away_days::of(people::people(work), "T1", "U1");
    CHECK(days.includes(calendar::parse_date("2026-11-22").value()));
    CHECK_FALSE(days.includes(calendar::parse_date("2026-11-23").value()));
  });
  s.huzzah("U1", "settings");
  CHECK(initial_of(s.workspace.forms.back(), "notes") == "Never");
  CHECK(initial_of(s.workspace.forms.back(), "away_until") == "2026-11-23");

  REQUIRE(s.send("U1", {{"notes", "At once"}, {"away_until", ""}, {"left_out", "No"}}).said);
  s.write([](store::unit_of_work& work) {
    CHECK_FALSE(people::people(work).muted("T1", "U1"));
    CHECK_FALSE(people::away_days::of(people::people(work), "T1", "U1")
                    .includes(calendar::parse_date("2026-11-20").value()));
  });
}

TEST_CASE("working hours, switches, boards and days of the year are kept as entered, and never a year") {
  home_scene s;
  s.say("U2", "<@U1> ++ for the tea", "1.1");
  REQUIRE(s.send("U1", {{"notes", "Once a day"},
                        {"send_reminders", "No"},
                        {"hours_from", "07:00"},
                        {"hours_until", "13:00"},
                        {"days", "Monday,Tuesday"},
                        {"on_boards", "No"},
                        {"birthday", "1984-02-29"},
                        {"first_day", "2019-03-01"}})
              .said);
  s.write([](store::unit_of_work& work) {
    people::people const kept(work);
    CHECK(people::rhythm_of(kept, "T1", "U1", people::notes_topic) == people::rhythm::daily);
    CHECK(people::rhythm_of(kept, "T1", "U1", "reminders") == people::rhythm::never);
    CHECK(people::rhythm_of(kept, "T1", "U1", "questions") == people::rhythm::at_once);
    auto const hours = people::chosen_hours(kept, "T1", "U1");
    REQUIRE(hours);
    CHECK(hours->from == 7h);
    CHECK(hours->until == 13h);
    CHECK(hours->on.days == calendar::weekdays{std::chrono::Monday, std::chrono::Tuesday});
    CHECK(people::people(work).setting("T1", "U1", "birthday") == "02-29");
    CHECK(people::people(work).setting("T1", "U1", "first_day") == "03-01");
  });
  s.huzzah("U1", "settings");
  auto const& form = s.workspace.forms.back();
  CHECK(initial_of(form, "notes") == "Once a day");
  CHECK(initial_of(form, "send_reminders") == "No");
  CHECK(initial_of(form, "hours_from") == "07:00");
  CHECK(initial_of(form, "days") == "Monday,Tuesday");
  CHECK(initial_of(form, "birthday") == "2028-02-29");
  CHECK(initial_of(form, "first_day") == "2027-03-01");
  auto const board = s.command("U2", "board all", "/kudos");
  CHECK_FALSE(holds(home_scene::words_of(*board.said), "U1"));

  REQUIRE(s.send("U1", {{"notes", "At once"}, {"on_boards", "Yes"}}).said);
  s.write([](store::unit_of_work& work) {
    people::people const kept(work);
    CHECK_FALSE(people::chosen_hours(kept, "T1", "U1"));
    CHECK(people::people(work).setting("T1", "U1", "birthday") == "");
  });
  CHECK(holds(home_scene::words_of(*s.command("U2", "board all", "/kudos").said), "U1"));
}

TEST_CASE("hours that end before they begin are an error at the field") {
  home_scene s;
  auto const reply = s.send("U1", {{"notes", "Never"}, {"hours_from", "18:00"}, {"hours_until", "09:00"}});
  CHECK(reply.errors.contains("hours_until"));
  s.write([](store::unit_of_work& work) { CHECK_FALSE(people::people(work).muted("T1", "U1")); });
  CHECK(s.send("U1", {{"hours_from", "18:00"}, {"hours_until", "00:00"}}).said);
}

TEST_CASE("a day that is over, or years away, is an error at the field, and nothing is kept") {
  home_scene s;
  for (auto const* day : {"2026-11-18", "2026-11-01", "2036-01-01", "soon"}) {
    auto const reply = s.send("U1", {{"notes", "Never"}, {"away_until", day}, {"left_out", "Yes"}});
    CHECK(reply.errors.contains("away_until"));
    CHECK_FALSE(reply.said);
  }
  s.write([](store::unit_of_work& work) {
    CHECK_FALSE(people::people(work).muted("T1", "U1"));
    CHECK_FALSE(people::people(work).left_out("T1", "U1"));
  });
}
