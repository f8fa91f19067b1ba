#include "app/ledger/erasure.hpp"
#include "app/delivery/outbox.hpp"
#include "app/ledger/kudos.hpp"
#include "app/ledger/period.hpp"
#include "app/ledger/person_record.hpp"
#include "app/ledger/standings.hpp"
#include "app/ledger/win_views.hpp"
#include "app/ledger/wins.hpp"
#include "app/left_out.hpp"
#include "app/people/forgotten.hpp"
#include "app/people/people.hpp"
#include "app/schedule/steps.hpp"
#include "store/connection.hpp"
#include "store/database.hpp"
#include "support/ledger.hpp"

#include <doctest/doctest.h>

#include <map>
#include <random>
#include <set>

using namespace huzzah;
using namespace huzzah::ledger_test;

namespace {

constexpr auto their_id = "U0ZELDA";
auto const erased_at = at(1000);

ledger::kudos_statement kudos_by(std::string giver, ledger::kudos_source said,
                                 std::vector<ledger::candidate> gives,
                                 base::time_point revision = as_posted) {
  return openly({std::move(said), std::move(giver), revision, at(0), today, std::move(gives)});
}

ledger::win_statement win_by(std::string author, std::string ts, std::string text) {
  ledger::win_statement said(ledger::win_source(message_at(std::move(ts))), std::move(author), as_posted,
                             at(0), today);
  said.text = std::move(text);
  return openly(said);
}

/// What the chat delivers of what Zelda said and did, and of what others said of her.
void say_it_all(store::unit_of_work& work) {
  ledger::kudos_ledger(work).settle(
      kudos_by(their_id, ledger::kudos_source::message(message_at("1.1")),
               {to("ann", 2, "the marmalade", {"zest"}), to("bob", 1, "the marmalade")}));
  ledger::kudos_ledger(work).settle(
      kudos_by("ann", ledger::kudos_source::message(message_at("1.2")),
               {to(their_id, 3, "a periwinkle, Zelda"), to("bob", 1, "thanks, <@U0ZELDA|zeldaquux> knows")}));
  ledger::kudos_ledger(work).settle(
      kudos_by(their_id, ledger::kudos_source::reaction(message_at("1.3"), their_id, "trophy"), {to("ann")}));
  ledger::kudos_ledger(work).settle(
      kudos_by("bob", ledger::kudos_source::reaction(message_at("1.1"), "bob", "trophy"), {to(their_id)}));
  ledger::kudos_ledger(work).settle(kudos_by(their_id, ledger::kudos_source::command("T1", "C1", "trigger-1"),
                                             {to("bob", 1, "a tangerine")}));
  ledger::kudos_ledger(work).settle(
      kudos_by(their_id, ledger::kudos_source::message(message_at("1.4")), {to("ann", 1, "a mistake")}));
  ledger::kudos_ledger(work).retract_message(message_at("1.4"), at(5));
  ledger::win_ledger(work).settle(win_by(their_id, "2.1", "shipped the kumquat"));
  auto secret = win_by(their_id, "2.2", "a private clementine");
  secret.shared = false;
  ledger::win_ledger(work).settle(secret);
  ledger::win_ledger(work).settle(win_by("ann", "2.3", "closed the deal with <@U0ZELDA>"));
  ledger::win_ledger(work).cheer(message_at("2.3"), their_id, "clap", true, at(1));
  ledger::win_ledger(work).cheer(message_at("2.3"), "bob", "clap", true, at(1));
  ledger::win_ledger(work).cheer(message_at("2.1"), "bob", "clap", true, at(1));
}

/// The same, and what else is kept.
void live_a_life(store::unit_of_work& work) {
  people::people(work).upsert("T1", their_id, "Zelda Quux", "Europe/London");
  people::people(work).upsert("T1", "ann", "Ann", "Europe/London");
  people::people(work).set_muted("T1", their_id, true);
  people::people(work).set_setting("T1", their_id, "away", "2026-12-24");
  people::people(work).set_setting(
      "T1", "", "standup:core", R"({"by": "U0ZELDA", "settings": "{\"members\": [\"ann\", \"U0ZELDA\"]}"})");
  say_it_all(work);
  delivery::outbox(work).add(
      delivery::outgoing::direct("notice:1", "T1", their_id, R"({"text": "ann thanks you"})"), at(0));
  delivery::outbox(work).add(
      delivery::outgoing::direct("notice:2", "T1", "ann",
                                 R"({"text": "<@U0ZELDA> thanks you for the marmalade"})"),
      at(0));
  delivery::outbox(work).add(
      delivery::outgoing::post("digest@1", "T1", "C1", "", R"({"text": "the marmalade"})"), at(0));
  delivery::outbox(work).add(
      delivery::outgoing::post("answer@9", "T1", "C1", "", R"({"text": "for ann alone"})"), at(0));
  delivery::outbox(work).add(
      delivery::outgoing::whisper("refusal:x:U0ZELDA=away", "T1", "C1", "", "ann", R"({"text": "no"})"),
      at(0));
  auto const digest = delivery::outbox(work).find("digest@1")->id;
  delivery::outbox(work).mark_sending(digest);
  delivery::outbox(work).mark_sent(digest, {"T1", "C1", "9.9"});
  schedule::rituals(work).begin(schedule::ritual_step("T1", "standup:core", "remind", today, their_id),
                                at(0));
  schedule::rituals(work).begin(schedule::ritual_step("T1", "standup:core", "remind", today, "ann"), at(0));
  chat::message_posted failed;
  failed.where = message_at("2.1");
  app::keep_left_out(work, "wins", failed, "can't be read: \"marmalade\" by U0ZELDA", at(0));
}

std::vector<std::string> const unique_words{"U0ZELDA",    "Zelda",     "zeldaquux", "marmalade", "zest",
                                            "periwinkle", "tangerine", "kumquat",   "clementine"};

/// Which of the words are in the bytes of the database or of a file beside it.
std::set<std::string> words_left(fs::path const& folder) {
  std::set<std::string> found;
  for (auto const& one : fs::directory_iterator(folder)) {
    auto const bytes = bytes_of(one.path());
    for (auto const& word : unique_words)
      if (bytes.find(word) != std::string::npos) found.insert(word + " in " + one.path().filename().string());
  }
  return found;
}

std::string listed(std::set<std::string> const& all) {
  std::string line;
  for (auto const& one : all)
    line += one + "\n";
  return line;
}

std::map<std::string, std::pair<std::int64_t, std::int64_t>> sums(opened& with) {
  std::map<std::string, std::pair<std::int64_t, std::int64_t>> all;
  auto const lines = with.read([](store::reader& from) { return ledger::tally(from); }).value();
  for (auto const& one : lines)
    all[one.person] = {one.received, one.given};
  return all;
}

std::map<std::string, std::int64_t> counts(ledger::erasure const& parts) {
  std::map<std::string, std::int64_t> all;
  for (auto const& one : parts)
    all[one.what] = one.count;
  return all;
}

}  // namespace

TEST_CASE("of somebody who is erased no byte is left, in the database and beside it") {
  scratch here;
  {
    opened with(here.file());
    REQUIRE(with.write(live_a_life));
    CHECK(adds_up(with));
    CHECK(words_left(here.folder).size() >= unique_words.size());
  }
  auto const parts = ledger::erase_person(here.file(), their_id, erased_at);
  REQUIRE_MESSAGE(parts.has_value(), parts.error());
  CHECK(listed(words_left(here.folder)) == "");
  opened with(here.file());
  CHECK(adds_up(with));
  CHECK(listed(words_left(here.folder)) == "");
}

TEST_CASE("what they gave and received stays as a count of nobody in particular") {
  scratch here;
  {
    opened with(here.file());
    REQUIRE(with.write(live_a_life));
    auto const before = sums(with);
    CHECK(before.at(their_id) == std::pair<std::int64_t, std::int64_t>(4, 5));
  }
  auto const previewed = ledger::preview_erasure(here.file(), their_id).value();
  auto const parts = ledger::erase_person(here.file(), their_id, erased_at).value();
  CHECK(previewed == parts);
  CHECK(counts(parts) == std::map<std::string, std::int64_t>{{"names", 1},
                                                             {"kudos that they gave (a count stays)", 4},
                                                             {"kudos that they received (a count stays)", 2},
                                                             {"kudos of theirs that were taken back", 1},
                                                             {"wins", 2},
                                                             {"cheers (a count stays)", 1},
                                                             {"messages to them", 1},
                                                             {"messages about them", 2},
                                                             {"mentions in the words of others", 2},
                                                             {"choices", 3},
                                                             {"turns in rituals", 1}});
  opened with(here.file());
  auto const after = sums(with);
  CHECK(after.at("erased") == std::pair<std::int64_t, std::int64_t>(4, 5));
  CHECK(!after.contains(their_id));
  CHECK(after.at("ann") == std::pair<std::int64_t, std::int64_t>(3, 4));
  auto const board =
      with.read([](store::reader& from) {
            return ledger::board(from, "T1", ledger::period::all, today, 10, people::viewer::everybody());
          })
          .value();
  for (auto const& one : board)
    CHECK(one.person != "erased");
  CHECK(ledger::erase_person(here.file(), their_id, erased_at).error().code == errc::in_use);
}

TEST_CASE("of all that an erasure deletes a person gets a copy before") {
  scratch here;
  {
    opened with(here.file());
    REQUIRE(with.write(live_a_life));
  }
  auto const records = ledger::read_person(here.file(), their_id).value();
  REQUIRE(records.size() == 1);
  auto const& one = records.front();
  CHECK(one.name == "Zelda Quux");
  CHECK(one.choices.size() == 2);
  CHECK(one.cheers.size() == 1);
  CHECK(one.messages.size() == 1);
  REQUIRE(one.stored.size() == 1);
  CHECK(one.stored.front().table == "ritual_step");
  CHECK(one.stored.front().columns.front() ==
        std::pair<std::string, people::stored_row::value>("ritual", "standup:core"));
  REQUIRE(ledger::erase_person(here.file(), their_id, erased_at).has_value());
  CHECK(ledger::read_person(here.file(), their_id).value().empty());
}

TEST_CASE("what others said and chose stays as it is, without the one who is erased") {
  scratch here;
  {
    opened with(here.file());
    REQUIRE(with.write(live_a_life));
  }
  REQUIRE(ledger::erase_person(here.file(), their_id, erased_at).has_value());
  opened with(here.file());
  auto look = [](store::unit_of_work& work) {
    CHECK(people::people(work).name_of("T1", "ann") == "Ann");
    CHECK(people::people(work).setting("T1", "", "standup:core") ==
          R"({"by":"","settings":"{\"members\":[\"ann\"]}"})");
    auto const deal = ledger::win_ledger(work).find(message_at("2.3"));
    REQUIRE(deal.has_value());
    CHECK(deal->text == "closed the deal with a teammate");
    CHECK(deal->cheers == 2);
    CHECK(delivery::outbox(work).find("answer@9")->state == delivery::outgoing_state::pending);
    CHECK(delivery::outbox(work).find("answer@9")->what.body == R"({"text": "for ann alone"})");
    CHECK(delivery::outbox(work).find("notice:2")->state == delivery::outgoing_state::withdrawn);
    CHECK(delivery::outbox(work).find("digest@1")->state == delivery::outgoing_state::sent);
    CHECK(schedule::rituals(work)
              .outcome(schedule::ritual_step("T1", "standup:core", "remind", today, "ann"))
              .has_value());
  };
  REQUIRE(with.write(std::move(look)));
  auto const kudos = kudos_in(with);
  CHECK(std::count(kudos.begin(), kudos.end(), "ann>bob 1 thanks, a teammate knows") == 1);
}

TEST_CASE("what was said before brings nobody back, delivered or read again in any form") {
  scratch here;
  {
    opened with(here.file());
    REQUIRE(with.write(live_a_life));
  }
  REQUIRE(ledger::erase_person(here.file(), their_id, erased_at).has_value());
  {
    opened with(here.file());
    auto const before = kudos_in(with);
    REQUIRE(with.write(say_it_all));  // once more
    auto edited = [](store::unit_of_work& work) {
      CHECK(ledger::kudos_ledger(work)
                .settle(kudos_by("ann", ledger::kudos_source::message(message_at("1.2")),
                                 {to(their_id), to("bob")}, at(900)))
                .stale);
      CHECK(ledger::kudos_ledger(work)
                .settle(kudos_by(their_id, ledger::kudos_source::message(message_at("1.1")), {to("bob")},
                                 at(900)))
                .stale);
      CHECK(ledger::kudos_ledger(work)
                .settle(kudos_by(their_id,
                                 ledger::kudos_source::reaction(message_at("1.3"), their_id, "trophy"),
                                 {to("ann")}, at(900)))
                .stale);
      auto again = win_by(their_id, "2.1", "shipped the kumquat, really");
      again.revision = at(900);
      CHECK(ledger::win_ledger(work).settle(again).stale);
      CHECK(ledger::win_ledger(work).find(message_at("2.3"))->cheers == 2);
      // Who was there before still comes and goes.
      CHECK(ledger::win_ledger(work).cheer(message_at("2.3"), "bob", "clap", false, at(900))->cheers == 1);
    };
    REQUIRE(with.write(std::move(edited)));
    CHECK(kudos_in(with) == before);
    CHECK(adds_up(with));
    CHECK(listed(words_left(here.folder)) == "");
  }
}

TEST_CASE("who was forgotten is known by their id alone, also one of whom there was nothing") {
  scratch here;
  {
    opened with(here.file());
    REQUIRE(with.write(live_a_life));
  }
  REQUIRE(ledger::preview_erasure(here.file(), "bob").has_value());
  REQUIRE(ledger::erase_person(here.file(), their_id, erased_at).has_value());
  REQUIRE(ledger::erase_person(here.file(), "U0NOBODY", erased_at).value().empty());
  REQUIRE(ledger::erase_person(here.file(), "U0NOBODY", at(2000)).value().empty());
  REQUIRE(ledger::erase_person(here.file(), "U0NOBODY", erased_at).value().empty());
  CHECK(listed(words_left(here.folder)) == "");
  CHECK(bytes_of(here.file()).find("U0NOBODY") == std::string::npos);
  opened with(here.file());
  auto look = [](store::unit_of_work& work) {
    CHECK(people::forgotten_people(work).include(their_id, erased_at));
    CHECK(!people::forgotten_people(work).include(their_id, at(1001)));
    CHECK(people::forgotten_people(work).include("U0NOBODY", at(2000)));
    CHECK(!people::forgotten_people(work).include("U0NOBODY", at(2001)));
    CHECK(!people::forgotten_people(work).include("ann", at(0)));
    CHECK(!people::forgotten_people(work).include("bob", at(0)));
    CHECK(people::forgotten_people(work).without_them("with <@U0ZELDA|Zelda> and <@ann>", at(0)) ==
          "with a teammate and <@ann>");
    std::vector<ledger::candidate> thanked{to("ann", 1, "ask <@U0ZELDA>"), to(their_id)};
    CHECK(people::forgotten_people(work).leave_out_of(thanked, at(0)) == 1);
    REQUIRE(thanked.size() == 1);
    CHECK(thanked[0].reason == "ask a teammate");
  };
  REQUIRE(with.write(std::move(look)));
}

TEST_CASE("whatever was said, erasing one leaves all others theirs") {
  std::vector<std::string> const people{"ann", "bob", "cid", "dee", their_id};
  for (unsigned seed = 1; seed <= 12; ++seed) {
    CAPTURE(seed);
    scratch here;
    std::vector<std::string> before;
    std::map<std::string, std::pair<std::int64_t, std::int64_t>> sums_before;
    std::map<std::string, int> wins_before;
    auto const of_others = [&](opened& with) {
      std::vector<std::string> lines;
      for (auto const& line : kudos_in(with)) {
        auto const people_of_it = line.substr(0, line.find(' '));
        if (people_of_it.find(their_id) == std::string::npos &&
            people_of_it.find("erased") == std::string::npos)
          lines.push_back(line);
      }
      return lines;
    };
    auto const wins = [&](opened& with) {
      std::map<std::string, int> cheers;
      auto look = [&](store::reader& from) {
        ledger::for_each_win(from, [&](ledger::win_view const& win) {
          if (win.author != their_id) cheers[win.author + " " + win.text] = win.cheers;
          return true;
        });
      };
      REQUIRE(with.read(std::move(look)).has_value());
      return cheers;
    };
    {
      opened with(here.file());
      std::mt19937 random(seed);
      auto const any = [&](std::size_t most) { return static_cast<std::size_t>(random()) % most; };
      for (int step = 0; step < 150; ++step) {
        auto const number = any(people.size());
        auto const& giver = people[number];
        auto receiver = people[any(people.size())];
        auto const ts = std::to_string(any(20)) + ".5";
        auto const own_ts = ts + std::to_string(number);
        auto const what = any(6);
        auto unit = [&](store::unit_of_work& work) {
          if (what == 0) {
            ledger::kudos_ledger(work).retract_message(message_at(ts), at(step));
            ledger::win_ledger(work).retract_message(message_at(ts), at(step));
          } else if (what == 1) {
            if (giver != receiver)
              ledger::kudos_ledger(work).settle(
                  kudos_by(giver, ledger::kudos_source::reaction(message_at(ts), giver, "trophy"),
                           {to(receiver, 1, "")}, at(step)));
          } else if (what == 2) {
            ledger::win_ledger(work).settle(win_by(giver, "2" + ts, "win of " + giver + ts));
          } else if (what == 3) {
            ledger::win_ledger(work).cheer(message_at("2" + ts), giver, any(2) == 0 ? "clap" : "tada",
                                           any(4) > 0, at(step));
          } else if (giver != receiver) {
            ledger::kudos_ledger(work).settle(kudos_by(
                giver, ledger::kudos_source::message(message_at(own_ts)),
                {to(receiver, 1 + static_cast<int>(any(3)), "for " + receiver, {"v" + giver})}, at(step)));
          }
        };
        REQUIRE(with.write(std::move(unit)).has_value());
      }
      REQUIRE(adds_up(with));
      before = of_others(with);
      sums_before = sums(with);
      wins_before = wins(with);
    }
    REQUIRE(ledger::erase_person(here.file(), their_id, erased_at).has_value());
    CHECK(listed(words_left(here.folder)) == "");
    opened with(here.file());
    CHECK(adds_up(with));
    CHECK(of_others(with) == before);
    CHECK(wins(with) == wins_before);
    auto after = sums(with);
    sums_before["erased"] = sums_before[their_id];
    sums_before.erase(their_id);
    after.try_emplace("erased");
    CHECK(after == sums_before);
  }
}

TEST_CASE("a dry run changes nothing, and of somebody unknown there is nothing to erase") {
  scratch here;
  {
    opened with(here.file());
    REQUIRE(with.write(live_a_life));
  }
  auto const before = bytes_of(here.file());
  CHECK(!ledger::preview_erasure(here.file(), their_id).value().empty());
  CHECK(bytes_of(here.file()) == before);
  CHECK(ledger::erase_person(here.file(), "U0NOBODY", erased_at).value().empty());
  CHECK(ledger::erase_person(here.file(), "", erased_at).error().code == errc::invalid_input);
  CHECK(ledger::erase_person(here.folder / "none.db", their_id, erased_at).error().code == errc::not_found);
  CHECK(!fs::exists(here.folder / "none.db"));
}

TEST_CASE("an id that is the beginning of another is not that one") {
  scratch here;
  {
    opened with(here.file());
    auto unit = [](store::unit_of_work& work) {
      ledger::kudos_ledger(work).settle(
          kudos_by("ann", ledger::kudos_source::message(message_at("1.1")), {to("U12", 1, "with <@U12>")}));
      delivery::outbox(work).add(delivery::outgoing::post("for:U12", "T1", "C1", "", R"({"text": "<@U12>"})"),
                                 at(0));
    };
    REQUIRE(with.write(std::move(unit)));
  }
  CHECK(ledger::erase_person(here.file(), "U1", erased_at).value().empty());
  opened with(here.file());
  CHECK(kudos_in(with) == std::vector<std::string>{"ann>U12 1 with <@U12>"});
  CHECK(with.write([](store::unit_of_work& work) { return delivery::outbox(work).find("for:U12")->state; })
            .value() == delivery::outgoing_state::pending);
}
