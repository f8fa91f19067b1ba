// Two workspaces in one ledger with the same ids, names, channels and times: nothing crosses. Each lives a
// day with every feature of the program, and then shows what it would show if it had the ledger to itself.
// The same day with one private thing more shows the same to every third person.
#include "team.hpp"

using namespace huzzah;
using namespace huzzah::test;
using namespace std::chrono_literals;

namespace {

/// What is seen of the last of some workspaces, all of which live the same day.
std::vector<std::string> a_day(std::vector<std::pair<std::string, std::string>> const& names) {
  ledger_scene at;
  std::vector<std::unique_ptr<team>> teams;
  for (auto const& [id, word] : names)
    teams.push_back(std::make_unique<team>(at, id, word));
  // What all have to say is waiting when the first of them says it.
  auto const deliver = [&] {
    for (auto one = teams.rbegin(); one != teams.rend(); ++one)
      (*one)->deliver();
  };
  auto const an_hour = [&](auto const& happens) {
    auto const began = at.clock.now();
    for (auto& one : teams)
      happens(*one);
    deliver();
    at.clock.advance(began + 1h - at.clock.now());
    for (auto& one : teams)
      one->run_due();
    deliver();
  };
  an_hour([](team& one) { one.live(); });             // 09:00
  an_hour([](team& one) { one.answer(); });           // 10:00
  an_hour([](team& one) { one.change_its_mind(); });  // 11:00
  for (int i = 0; i < 8; ++i)
    an_hour([](team&) {});
  std::vector<std::string> seen;
  auto& last = *teams.back();
  seen.push_back(last.surfaces());
  seen.push_back(last.printed());
  for (auto const* person : {"U1", "U2", "U3", "U4"})
    seen.push_back(last.record_of(person));
  return seen;
}

bool has_words(std::string const& text, std::string const& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("two workspaces in one ledger, with the same ids, names, channels and times: nothing crosses") {
  auto const only = a_day({{"T2", "beta"}});
  // The day has something of everything.
  for (std::string const part :
       {"new beta release", "whispering beta", "beta test", "beta jug", "beta notes", "beta guide",
        "answered beta", "glasses of water", "The good work of the week"})
    CHECK_MESSAGE(has_words(only[0], part), part);
  for (auto const& first : {"T1", "T3"}) {
    auto const both = a_day({{first, "alpha"}, {"T2", "beta"}});
    REQUIRE(both.size() == only.size());
    for (std::size_t i = 0; i < only.size(); ++i) {
      CAPTURE(i);
      CHECK_FALSE(has_words(both[i], "alpha"));
      CHECK(both[i] == only[i]);
    }
  }
}

TEST_CASE("one private thing more changes no byte for any third person, with every feature of the program") {
  auto const a_day_with = [](bool secret) {
    ledger_scene at;
    team one(at, "T1", "alpha");
    one.live();
    if (secret) one.confide();
    one.deliver();
    for (int i = 0; i < 10; ++i) {
      at.clock.advance(1h);
      one.run_due();
      one.deliver();
    }
    return one.surfaces({"U3", "U4"});
  };
  auto const without = a_day_with(false);
  auto const with = a_day_with(true);
  CHECK(has_words(without, "glasses of water"));
  CHECK_FALSE(has_words(with, "merger"));
  CHECK(with == without);
}

TEST_CASE(
    "one private goal more, set and reached before a shared one, changes no byte for any third person") {
  auto const seen_with = [](bool secret) {
    ledger_scene at;
    team one(at, "T1", "alpha");
    one.live();
    if (secret) {
      one.set_goal("U1", "");
      one.press_in_home("U1", "goals.tick");
      one.press_in_home("U1", "goals.tick");
    }
    at.clock.advance(1min);
    one.set_goal("U1", "C2");
    one.press_in_home("U1", "goals.tick");
    one.deliver();
    return one.surfaces({"U3", "U4"}) + one.record_of("U3");
  };
  auto const without = seen_with(false);
  CHECK(has_words(without, "the alpha guide"));
  CHECK(has_words(without, "1 of 2"));
  CHECK(seen_with(true) == without);
}

TEST_CASE("a record that is sent has no byte of what was private, whoever looks") {
  auto const sent_with = [](bool secret) {
    ledger_scene at;
    team one(at, "T1", "alpha");
    one.live();
    if (secret) {
      one.confide();
      one.set_goal("U2", "");
    }
    one.submit("U2", "record.send", {{"person", "U3"}, {"days", "90 days"}, {"format", "Markdown"}});
    one.press("U2", "record.send_now", one.value_of_button("record.send_now"));
    one.give_records();
    std::string all;
    for (auto const& [id, file] : one.workspace.files)
      if (file.to == "U3") all += file.name + file.content + chat::to_json(file.said);
    return all + one.surfaces({"U3", "U4"});
  };
  auto const without = sent_with(false);
  CHECK(has_words(without, "the alpha jug"));
  CHECK(has_words(without, "The record of Bruno"));
  auto const with = sent_with(true);
  CHECK_FALSE(has_words(with, "merger"));
  CHECK(with == without);
}
