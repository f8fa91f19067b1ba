#include "support/record_scene.hpp"

#include <doctest/doctest.h>

using namespace huzzah;
using namespace huzzah::test;

namespace {

/// The form with the lines of somebody, as it is open.
chat::form lines_of(record_scene& s, std::string person, std::string const& words = "record lines") {
  auto const typed = s.typed(std::move(person), words, "/huzzah");
  REQUIRE(test::run(s.io, s.with.operations->front().run(typed)));
  return s.workspace.forms.back();
}

/// Sends it; what isn't said stays as the form has it.
chat::reply send(record_scene& s, std::string person, chat::form const& form,
                 std::map<std::string, std::string> values) {
  for (auto const& field : form.fields)
    values.emplace(field.name, field.initial);
  return s.tell(s.submitted(std::move(person), form.action, form.context, std::move(values))).value().value();
}

chat::form_field field_of(chat::form const& form, std::string const& name) {
  for (auto const& field : form.fields)
    if (field.name == name) return field;
  FAIL("no such field: ", name);
  return form.fields.front();
}

/// The choice whose label has those words.
std::string choice_of(chat::form const& form, std::string const& field, std::string const& words) {
  auto const asked = field_of(form, field);
  for (std::size_t i = 0; i < asked.labels.size(); ++i)
    if (has(asked.labels[i], words)) return asked.choices[i];
  return {};
}

}  // namespace

TEST_CASE("a line is left out of the record and put back, and the choice is remembered") {
  record_scene s;
  REQUIRE(s.tell(s.posted("U1", "<@U2> ++ for the soup", "60.1")));
  REQUIRE(s.tell(s.posted("U2", "win: the build is faster", "60.2")));
  auto form = lines_of(s, "U2");
  CHECK(field_of(form, "hidden").labels.size() == 2);
  CHECK(field_of(form, "win").labels.size() == 1);
  auto const soup = choice_of(form, "hidden", "Ada: the soup");
  REQUIRE_FALSE(soup.empty());
  send(s, "U2", form, {{"hidden", soup}});
  s.ask("U2");
  CHECK_FALSE(has(s.file(), "the soup"));
  CHECK(has(s.file(), "the build is faster"));
  form = lines_of(s, "U2");
  CHECK(field_of(form, "hidden").initial == soup);
  send(s, "U2", form, {{"hidden", ""}});
  s.ask("U2");
  CHECK(has(s.file(), "the soup"));
  // Others, and the ledger, know nothing of it.
  CHECK(s.received("U2") == 1);
}

TEST_CASE("one's own win is reworded in the record alone, and the words of others stay as they are") {
  record_scene s;
  REQUIRE(s.tell(s.posted("U1", "<@U2> ++ for the soup", "60.1")));
  REQUIRE(s.tell(s.posted("U2", "win: built faster", "60.2")));
  auto const form = lines_of(s, "U2");
  send(s, "U2", form,
       {{"win", choice_of(form, "win", "built")}, {"words", "Sped up the build, saves 3 hours a week"}});
  s.ask("U2");
  CHECK(has(s.file(), "Sped up the build, saves 3 hours a week"));
  CHECK(has(s.file(), "3 hours a week, by now"));
  CHECK_FALSE(has(s.file(), "built faster"));
  CHECK(s.last_win("U2") == "built faster");
  // A kudos is no win to be reworded, whatever a form says.
  auto const kudos = choice_of(form, "hidden", "the soup");
  send(s, "U2", form, {{"win", kudos}, {"words", "for everything"}});
  s.ask("U2");
  CHECK(has(s.file(), "the soup"));
  CHECK_FALSE(has(s.file(), "for everything"));
  send(s, "U2", form, {{"win", choice_of(form, "win", "built")}, {"words", ""}});
  s.ask("U2");
  CHECK(has(s.file(), "built faster"));
}

TEST_CASE("a line is added with its day, marked as added, once, and for its person only") {
  record_scene s;
  REQUIRE(s.tell(s.posted("U2", "win: the build is faster", "60.2")));
  auto const form = lines_of(s, "U2");
  auto filled = s.submitted("U2", form.action, form.context,
                            {{"added", "Gave a talk, 40 guests"}, {"day", "2026-10-01"}});
  for (int i = 0; i < 3; ++i)
    CHECK(has(chat::to_plain(s.tell(filled).value().value().said->summary), "Saved"));
  s.ask("U2");
  CHECK(has(s.file(), "10-01  Gave a talk, 40 guests · added"));
  CHECK(s.wins_of("U2").size() == 2);
  CHECK(s.shared_wins().size() == 1);
  s.ask("U2", {{"private", "No"}});
  CHECK(has(s.file(), "Gave a talk"));
  s.ask("U2", {{"format", "A table (CSV)"}});
  CHECK(has(s.file(), "win added,2026-10-01,Bruno,\"Gave a talk, 40 guests\""));
}

TEST_CASE("what can't be is refused at its field") {
  record_scene s;
  REQUIRE(s.tell(s.posted("U2", "win: the build is faster", "60.2")));
  auto const form = lines_of(s, "U2");
  for (auto const* day : {"2026-11-19", "2025-11-17", "", "soon"})
    CHECK(send(s, "U2", form, {{"added", "a talk"}, {"day", day}}).errors.contains("day"));
  for (auto const* day : {"2026-11-18", "2025-11-18"})
    CHECK(send(s, "U2", form, {{"added", "a talk"}, {"day", day}}).errors.empty());
  CHECK(send(s, "U2", form, {{"day", "2026-11-01"}}).errors.contains("added"));
  CHECK(send(s, "U2", form, {{"words", "other words"}}).errors.contains("win"));
  CHECK(send(s, "U2", form, {{"added", std::string(4000, 'x')}, {"day", "2026-11-01"}})
            .errors.contains("added"));
}

TEST_CASE("without a line there is still one to add, and the older ones are behind a day") {
  record_scene s;
  CHECK(lines_of(s, "U4").fields.size() == 2);
  REQUIRE(s.tell(s.posted("U2", "win: the old one", "60.2")));
  s.clock.advance(std::chrono::days(10));
  for (int i = 0; i < 120; ++i) {
    s.clock.advance(std::chrono::hours(3));
    REQUIRE(s.tell(s.posted("U2", "win: number " + std::to_string(i), "61." + std::to_string(i))));
  }
  auto const newest = lines_of(s, "U2");
  CHECK(field_of(newest, "hidden").labels.size() == 100);
  CHECK(choice_of(newest, "hidden", "the old one").empty());
  auto const older = lines_of(s, "U2", "record lines 2026-11-18");
  auto const old = choice_of(older, "hidden", "the old one");
  REQUIRE_FALSE(old.empty());
  send(s, "U2", older, {{"hidden", old}});
  // The form with the newest ones leaves it as it is.
  send(s, "U2", newest, {});
  s.ask("U2");
  CHECK_FALSE(has(s.file(), "the old one"));
  auto const asked = s.typed("U2", "record lines yesterday", "/huzzah");
  auto const answer = test::run(s.io, s.with.operations->front().run(asked)).value();
  CHECK(has(chat::to_plain(answer.said->summary), "/huzzah record lines 2026-11-21"));
}
