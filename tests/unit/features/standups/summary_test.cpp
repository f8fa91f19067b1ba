#include "features/standups/rounds.hpp"
#include "features/standups/summary_words.hpp"
#include "support/limits.hpp"
#include "support/standup_scene.hpp"

#include <doctest/doctest.h>

#include <set>

using namespace huzzah;
using test::core;
using test::holds;
using test::standup_scene;

namespace {

/// The stand-up of that Wednesday, asked.
class asked_scene : public standup_scene {
 public:
  asked_scene() {
    live_until("2026-11-18T09:00:00Z");
    round = round_of("2026-11-18");
  }
  void close() { live_until("2026-11-18T15:00:00Z"); }
  std::string summary() { return standing_in("C1").back(); }

  standups::standup_round round;
};

/// What a summary's first message says, line by line without the links' labels.
bool mentions_anybody(chat::message const& said) {
  return holds(chat::to_json(said), "mention");
}

}  // namespace

TEST_CASE("at close the channel gets everybody's win in their own words, and nobody is pinged") {
  asked_scene s;
  auto const first = s.answer("U1", "paired with <@U2> on the &lt;b&gt; bug <!channel>", s.round);
  s.answer("U2", "wrote the docs", s.round);
  s.close();
  REQUIRE(s.standing_in("C1").size() == 2);
  CHECK(s.summary() ==
        "The wins of Wednesday, 18 November 2026\nWhat went well?\n"
        "• Ada — paired with Bruno on the <b> bug @channel · see it\n"
        "• Bruno — wrote the docs · see it\n"
        "Every one of them counts. A reaction to a win is a cheer. Late answers still join.\n");
  auto const& posted = s.workspace.posts.back();
  CHECK_FALSE(mentions_anybody(posted.said));
  CHECK(holds(chat::to_json(posted.said), s.workspace.link_to(first)));
  CHECK(s.round_of("2026-11-18").closed_at == test::moment("2026-11-18T15:00:00Z"));
  CHECK(s.workspace.posts.back().thread.empty());
}

TEST_CASE("the win of the day is the one with most cheers, with a tie all of them, without cheers none") {
  asked_scene s;
  auto const first = s.answer("U1", "fixed the flaky test", s.round);
  auto const second = s.answer("U2", "wrote the docs", s.round);
  s.answer("U3", "tidied up", s.round);
  SUBCASE("none") {
    s.close();
    CHECK_FALSE(holds(s.summary(), "of the day"));
  }
  SUBCASE("one") {
    s.cheer("U3", second, s.round.id);
    s.cheer("U1", second, s.round.id);
    s.cheer("U3", first, s.round.id);
    s.close();
    CHECK(holds(s.summary(), "Win of the day\nBruno — wrote the docs · :clap: 2 · see it\n• Ada — "));
    CHECK(holds(s.summary(), "• Ada — fixed the flaky test · :clap: 1 · see it\n• Chiara"));
    CHECK_FALSE(holds(s.summary(), "• Bruno"));
  }
  SUBCASE("two") {
    s.cheer("U3", second, s.round.id);
    s.cheer("U3", first, s.round.id);
    s.close();
    CHECK(holds(s.summary(), "Wins of the day\nAda — fixed the flaky test · :clap: 1 · see it\nBruno — "));
  }
}

TEST_CASE("late answers, edits, cheers and deletions change the summary in place") {
  asked_scene s;
  s.answer("U1", "fixed the flaky test", s.round);
  s.close();
  auto const posts = s.workspace.posts.size();
  auto const late = s.answer("U2", "wrote the dosc", s.round);
  CHECK(holds(s.summary(), "• Bruno — wrote the dosc"));
  s.clock.advance(std::chrono::seconds{1});
  s.say("U2", "wrote the docs", late, s.round.id);
  CHECK(holds(s.summary(), "• Bruno — wrote the docs"));
  s.cheer("U1", late, s.round.id);
  CHECK(holds(s.summary(), "Win of the day\nBruno — wrote the docs"));
  s.take_back(late, s.round.id);
  CHECK_FALSE(holds(s.summary(), "Bruno"));
  CHECK(s.workspace.posts.size() == posts);
}

TEST_CASE("a day without answers gets one warm line, and a late answer takes its place") {
  asked_scene s;
  s.close();
  REQUIRE(s.standing_in("C1").size() == 2);
  auto const line = s.summary();
  CHECK_FALSE(holds(line, "The wins of"));
  s.answer("U2", "wrote the docs", s.round);
  CHECK(holds(s.summary(), "Bruno — wrote the docs"));
  CHECK(s.standing_in("C1").size() == 2);
  s.live_until("2026-11-19T15:00:00Z");
  CHECK_FALSE(holds(s.summary(), "The wins of"));
  CHECK(s.summary() != line);
}

TEST_CASE("a restart between question and close loses nothing") {
  asked_scene s;
  s.answer("U1", "fixed the flaky test", s.round);
  SUBCASE("in time") {
    s.sleep_until("2026-11-18T15:00:00Z");
    CHECK(holds(s.summary(), "fixed the flaky test"));
  }
  SUBCASE("late, within twelve hours") {
    s.sleep_until("2026-11-19T03:00:00Z");
    CHECK(holds(s.summary(), "fixed the flaky test"));
  }
  SUBCASE("too late") {
    test::log_keeper log;
    s.sleep_until("2026-11-19T03:00:01Z");
    s.sleep_until("2026-11-19T03:10:00Z");
    CHECK(s.standing_in("C1").size() == 1);
    CHECK(log.count("stand-up core: the summary of 2026-11-18 is skipped: it is too late") == 1);
    CHECK(s.round_of("2026-11-18").closed_at);
    s.answer("U2", "wrote the docs", s.round);
    CHECK(s.standing_in("C1").size() == 1);
  }
  s.sleep_until("2026-11-19T03:20:00Z");
  CHECK(s.standing_in("C1").size() <= 2);
}

TEST_CASE("a channel that went away before the close is named in one line") {
  asked_scene s;
  test::log_keeper log;
  s.answer("U1", "fixed the flaky test", s.round);
  s.workspace.channels["C1"].is_archived = true;
  s.live_until("2026-11-18T18:00:00Z");
  CHECK(s.standing_in("C1").size() == 1);
  CHECK(log.lines() ==
        std::vector<std::string>{
            "stand-up core: the summary of 2026-11-18 is skipped: its channel C1 is archived"});
  CHECK(s.round_of("2026-11-18").closed_at);
}

TEST_CASE("while the platform does not answer, the summary waits") {
  asked_scene s;
  test::log_keeper log;
  for (int i = 0; i < 3; ++i)
    s.workspace.failures["find_channel"].emplace_back(error(errc::unreachable, "down"));
  s.close();
  CHECK(s.standing_in("C1").size() == 1);
  s.live_until("2026-11-18T15:03:00Z");
  CHECK(s.standing_in("C1").size() == 2);
}

TEST_CASE("a round of a stand-up that is no longer configured is closed with its summary") {
  asked_scene s;
  s.answer("U1", "fixed the flaky test", s.round);
  s.options.configured.clear();
  s.sleep_until("2026-11-18T10:00:00Z");
  CHECK(holds(s.summary(), "fixed the flaky test"));
  CHECK(s.round_of("2026-11-18").closed_at);
}

TEST_CASE("a row of five working days gets a nod") {
  standup_scene s;
  for (auto const* date : {"2026-11-18", "2026-11-19", "2026-11-20", "2026-11-23", "2026-11-24"}) {
    s.live_until(std::string(date) + "T09:00:00Z");
    s.answer("U1", "fixed a flaky test", s.round_of(date));
    if (std::string_view(date) != "2026-11-20") s.answer("U2", "wrote the docs", s.round_of(date));
    s.live_until(std::string(date) + "T15:00:00Z");
    auto const nods = holds(s.standing_in("C1").back(), "working days in a row");
    CHECK(nods == (std::string_view(date) == "2026-11-24"));
  }
  CHECK(holds(s.standing_in("C1").back(), "Ada: 5 working days in a row\n"));
}

TEST_CASE("two hundred answers are told within every limit of a message, and none is lost") {
  standups::round_summary round;
  round.date = test::day("2026-11-18");
  round.question = std::string(400, '?');
  std::string const words = "Did something worth the telling & more: " + std::string(600, 'x');
  int count = 0;
  SUBCASE("few") {
    count = 12;
  }
  SUBCASE("many") {
    count = 200;
  }
  for (int i = 0; i < count; ++i) {
    auto& win = round.wins.emplace_back();
    win.author = "U" + std::to_string(1000 + i);
    win.author_name = "Person " + std::to_string(1000 + i);
    win.text = chat::to_markup({chat::text(words)});
    win.link = "https://a-rather-long-team-name.slack.com/archives/C0123456789/p1763463600000100";
    win.cheers = i % 7 == 0 ? 3 : 1;
    auto& nod = round.streaks.emplace_back();
    nod.person = win.author;
    nod.name = win.author_name;
    nod.number = 5;
  }
  auto const messages = chat::to_messages(standups::summarise(round), test::limits);
  std::set<std::string> told;
  for (auto const& message : messages) {
    CHECK(message.blocks.size() <= 50);
    std::size_t total = 0;
    for (auto const& block : message.blocks) {
      auto const* section = std::get_if<chat::section_block>(&block);
      auto const* context = std::get_if<chat::context_block>(&block);
      REQUIRE((section != nullptr || context != nullptr));
      auto const& text = section != nullptr ? section->text : context->text;
      CHECK(test::escaped_length(text) <= 3'000);
      total += test::escaped_length(text);
      for (std::size_t i = 0; section != nullptr && i + 1 < text.size(); ++i)
        if (text[i].kind == chat::token_kind::bold && holds(text[i + 1].text, " — "))
          told.insert(text[i].text);
    }
    CHECK(total <= 13'000);
  }
  CHECK(told.size() == round.wins.size());
  CHECK(messages.size() >= (count > 100 ? 3 : 1));
}

TEST_CASE("what has no room in the channel stands in the thread, and is kept true as well") {
  asked_scene s;
  std::vector<chat::message_ref> said;
  auto const more_people = [&](int from, int until) {
    for (int i = from; i < until; ++i) {
      auto const id = "V" + std::to_string(1000 + i);
      s.workspace.add(id, "Person " + std::to_string(1000 + i), "Europe/Berlin");
      said.push_back(
          s.answer(id, "did something worth a whole sentence of telling, and then some more", s.round));
    }
  };
  more_people(0, 90);
  s.close();
  auto const summary = s.workspace.posts.at(1);
  auto const parts = s.thread_of(summary).size();
  REQUIRE(parts > 0);
  auto const told = [&] {
    auto all = standup_scene::words_of(s.workspace.posts.at(1).said);
    for (auto const& part : s.thread_of(summary))
      all += standup_scene::words_of(part.said);
    return all;
  };
  CHECK(holds(told(), "Person 1089"));
  CHECK(holds(standup_scene::words_of(s.workspace.posts.at(1).said), " more in the thread\n"));

  SUBCASE("more answers make more parts") {
    more_people(90, 190);
    CHECK(holds(told(), "Person 1189"));
    CHECK(s.thread_of(summary).size() > parts);
  }
  SUBCASE("fewer leave nothing in them") {
    for (std::size_t i = 2; i < said.size(); ++i)
      s.take_back(said[i], s.round.id);
    CHECK_FALSE(holds(told(), "Person 1002"));
    CHECK(holds(told(), "That was all."));
  }
}
