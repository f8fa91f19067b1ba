#include "app/delivery/gate.hpp"
#include "app/ledger/eraser.hpp"
#include "app/people/calm_choices.hpp"
#include "app/people/people.hpp"
#include "chat/quotes.hpp"
#include "support/scene.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

using namespace huzzah;
using namespace huzzah::test;
using namespace std::chrono_literals;

namespace {

/// A Wednesday morning at which everybody works.
class calm_scene : public scene {
 public:
  calm_scene() : scene({}, "2026-11-18T10:00:00Z") {
    is_gate_open = false;
    workspace.people["U2"].time_zone = "Etc/UTC";
  }

  /// A message to U2 that they did not ask for.
  bool offer(std::string key, std::string words, std::string topic = people::notes_topic) {
    auto made = delivery::outgoing::direct(std::move(key), "T1", "U2",
                                           chat::to_json(chat::message({chat::text(std::move(words))})));
    made.topic = std::move(topic);
    return write(
        [&, now = clock.now()](store::unit_of_work& work) { return delivery::outbox(work).add(made, now); });
  }
  bool revise(std::string key, std::string words) {
    auto const body = chat::to_json(chat::message({chat::text(std::move(words))}));
    return write([&, now = clock.now()](store::unit_of_work& work) {
      return delivery::outbox(work).revise(key, body, now);
    });
  }
  bool withdraw(std::string key) {
    return write([&, now = clock.now()](store::unit_of_work& work) {
      return delivery::outbox(work).withdraw(key, now);
    });
  }
  /// The gate looks, and what it lets through is delivered.
  void pass() {
    delivery::gate gate(io.get_executor(), *store, workspace, clock, rules, {}, nullptr);
    CHECK(test::run(io, gate.look()));
    deliver();
  }
  void erase(std::string const& person) {
    write([&](store::unit_of_work& work) {
      ledger::begin_erasing(work, person, clock.now());
      return true;
    });
    // Said again before the words themselves are gone.
    deliver();
    ledger::eraser eraser(*store, clock);
    REQUIRE(test::run(io, eraser.finish()));
    deliver();
  }
  void wait_until(std::string_view time) { clock.advance(moment(time) - clock.now()); }
  /// What is in U2's direct channel now.
  std::vector<std::string> said() { return workspace.texts("DU2"); }
  void choose(auto what) {
    write([&](store::unit_of_work& work) { what(people::people(work)); });
  }

  delivery::calm rules;
};

using lines = std::vector<std::string>;

}  // namespace

TEST_CASE("of a day the first two messages come as they are, and the third holds all that comes after") {
  calm_scene s;
  for (std::string const word : {"one", "two", "three"})
    s.offer(word, word);
  s.pass();
  CHECK(s.said() == lines{"one", "two", "three"});
  s.offer("four", "four");
  s.pass();
  CHECK(s.said() == lines{"one", "two", "three\nfour"});
  for (std::string const word : {"five", "six"})
    s.offer(word, word);
  s.pass();
  CHECK(s.said() == lines{"one", "two", "three\nfour\nfive\nsix"});
  s.wait_until("2026-11-19T10:00:00Z");
  s.offer("seven", "seven");
  s.pass();
  CHECK(s.said().back() == "seven");
  CHECK(s.said().size() == 4);
}

TEST_CASE("what is said in a message with others is edited and taken back in it") {
  calm_scene s;
  for (std::string const word : {"one", "two", "three", "four"})
    s.offer(word, word);
  s.pass();
  REQUIRE(s.said() == lines{"one", "two", "three\nfour"});
  CHECK(s.revise("three", "THREE"));
  CHECK(s.revise("one", "ONE"));
  s.pass();
  CHECK(s.said() == lines{"ONE", "two", "THREE\nfour"});
  CHECK(s.withdraw("three"));
  s.pass();
  CHECK(s.said() == lines{"ONE", "two", "four"});
  CHECK_FALSE(s.withdraw("three"));
  CHECK_FALSE(s.revise("three", "again"));
  CHECK(s.withdraw("four"));
  s.pass();
  CHECK(s.said() == lines{"ONE", "two"});
  // The day's last message was read: another one would be a fourth.
  s.offer("five", "five");
  s.pass();
  CHECK(s.said() == lines{"ONE", "two"});
  s.wait_until("2026-11-19T09:00:00Z");
  s.pass();
  CHECK(s.said() == lines{"ONE", "two", "five"});
}

TEST_CASE("what is changed before it is sent is sent as it is then") {
  calm_scene s;
  s.rules.messages_a_day = 1;
  for (std::string const word : {"one", "two", "three"})
    s.offer(word, word);
  delivery::gate gate(s.io.get_executor(), *s.store, s.workspace, s.clock, s.rules, {}, nullptr);
  CHECK(run(s.io, gate.look()));
  CHECK(s.revise("one", "ONE"));
  CHECK(s.withdraw("two"));
  s.deliver();
  CHECK(s.said() == lines{"ONE\nthree"});
}

TEST_CASE("a key is used once, also after it was shown by another message") {
  calm_scene s;
  s.rules.messages_a_day = 1;
  CHECK(s.offer("one", "one"));
  CHECK(s.offer("two", "two"));
  s.pass();
  CHECK_FALSE(s.offer("two", "two"));
  s.pass();
  CHECK(s.said() == lines{"one\ntwo"});
}

TEST_CASE("a crash before or after a message was sent for several neither loses nor repeats it") {
  for (auto const was_sent : {false, true}) {
    CAPTURE(was_sent);
    calm_scene s;
    s.rules.messages_a_day = 1;
    s.offer("one", "one");
    s.offer("two", "two");
    delivery::gate gate(s.io.get_executor(), *s.store, s.workspace, s.clock, s.rules, {}, nullptr);
    REQUIRE(run(s.io, gate.look()));
    auto const row = s.write([](store::unit_of_work& work) {
      auto found = delivery::outbox(work).find(
          delivery::outbox(work).carrier_of("T1", "U2", calendar::parse_date("2026-11-18").value()));
      REQUIRE(delivery::outbox(work).mark_sending(found->id));
      return *found;
    });
    auto const mark = row.what.key + "@" + std::to_string(row.created_at.time_since_epoch().count());
    if (was_sent) {
      auto said = chat::message({chat::text("one\ntwo")});
      REQUIRE(run(s.io, s.workspace.post("U2", "", std::move(said), mark)));
    }
    // More has come by then.
    s.offer("three", "three");
    REQUIRE(run(s.io, gate.look()));
    s.deliver();
    CHECK(s.said() == lines{"one\ntwo\nthree"});
  }
}

TEST_CASE("what waits at night comes in the morning, in no more messages than a day has") {
  calm_scene s;
  s.wait_until("2026-11-18T19:00:00Z");
  for (std::string const word : {"one", "two", "three", "four", "five"})
    s.offer(word, word);
  s.pass();
  CHECK(s.said().empty());
  CHECK(s.withdraw("two"));
  s.wait_until("2026-11-19T08:59:59Z");
  s.pass();
  CHECK(s.said().empty());
  s.wait_until("2026-11-19T09:00:00Z");
  s.pass();
  CHECK(s.said() == lines{"one", "three", "four\nfive"});
}

TEST_CASE("a person's day is their own, also when the clocks are turned") {
  calm_scene s;
  s.workspace.people["U2"].time_zone = "Europe/Berlin";
  s.rules = delivery::calm::at_any_time();
  s.rules.messages_a_day = 3;
  // Sunday, 31 October 2027 has 25 hours in Berlin: from Saturday 22:00 to Sunday 23:00 UTC.
  s.wait_until("2027-10-30T22:00:00Z");
  for (int hour = 0; hour < 25; ++hour) {
    s.offer("hour" + std::to_string(hour), std::to_string(hour));
    s.pass();
    s.clock.advance(1h);
  }
  CHECK(s.said().size() == 3);
  s.offer("monday", "monday");
  s.pass();
  CHECK(s.said().size() == 4);
}

TEST_CASE("once a day all notes come in one message") {
  calm_scene s;
  s.choose([](people::people in) {
    people::set_rhythm(in, "T1", "U2", people::notes_topic, people::rhythm::daily);
  });
  for (std::string const word : {"one", "two"}) {
    s.offer(word, word);
    s.pass();
    s.clock.advance(1h);
  }
  CHECK(s.said().empty());
  s.wait_until("2026-11-19T09:00:00Z");
  s.pass();
  CHECK(s.said() == lines{"one\ntwo"});
}

TEST_CASE("who switches a kind of message off gets none, not even those that wait") {
  calm_scene s;
  s.wait_until("2026-11-18T19:00:00Z");
  s.offer("one", "one", "nudges");
  s.offer("two", "two");
  s.pass();
  s.choose([](people::people in) { people::set_rhythm(in, "T1", "U2", "nudges", people::rhythm::never); });
  s.wait_until("2026-11-19T09:00:00Z");
  s.pass();
  CHECK(s.said() == lines{"two"});
}

TEST_CASE("what has expired while it waited is not sent") {
  calm_scene s;
  s.wait_until("2026-11-18T19:00:00Z");
  auto made =
      delivery::outgoing::direct("friday", "T1", "U2", chat::to_json(chat::message({chat::text("f")})));
  made.topic = "offers";
  made.expires = moment("2026-11-19T08:00:00Z");
  s.write([&](store::unit_of_work& work) { return delivery::outbox(work).add(made, s.clock.now()); });
  s.wait_until("2026-11-19T09:00:00Z");
  s.pass();
  CHECK(s.said().empty());
}

TEST_CASE("instead of all that waited while a person was away, one message says where it is") {
  for (auto const by_status : {false, true}) {
    CAPTURE(by_status);
    calm_scene s;
    if (by_status)
      s.workspace.people["U2"].status_emoji = "palm_tree";
    else
      s.choose([](people::people in) {
        auto days = people::away_days::of(in, "T1", "U2");
        days.add(calendar::parse_date("2026-11-18").value(), calendar::parse_date("2026-11-20").value());
        days.keep(in, "T1", "U2");
      });
    for (std::string const word : {"one", "two", "three"})
      s.offer(word, word);
    s.pass();
    s.wait_until("2026-11-19T12:00:00Z");
    s.pass();
    CHECK(s.said().empty());
    s.workspace.people["U2"].status_emoji.clear();
    s.wait_until("2026-11-20T09:00:00Z");
    s.pass();
    s.offer("four", "four");
    s.pass();
    REQUIRE(s.said().size() == 2);
    CHECK(s.said().front().find("While you were away") != std::string::npos);
    CHECK(s.said().back() == "four");
    auto const was =
        s.read([](store::reader& from) { return people::last_absence(people::people(from), "T1", "U2"); });
    REQUIRE(was);
    CHECK(calendar::to_string(was->from) == "2026-11-18");
    CHECK(calendar::to_string(was->back) == "2026-11-20");
  }
}

TEST_CASE("of what was taken back while a person was away they hear nothing") {
  calm_scene s;
  s.workspace.people["U2"].status_emoji = "palm_tree";
  s.offer("one", "one");
  s.pass();
  CHECK(s.withdraw("one"));
  s.workspace.people["U2"].status_emoji.clear();
  s.clock.advance(1h);
  s.pass();
  CHECK(s.said().empty());
}

TEST_CASE("a question counts before all else, and a reminder is left out rather than be too much") {
  calm_scene s;
  delivery::receiver who;
  who.person = s.workspace.people["U2"];
  auto const put = [&](std::string key, auto add) {
    auto made = delivery::outgoing::direct(key, "T1", "U2", chat::to_json(chat::message({chat::text(key)})));
    made.topic = "reminders";
    return s.write([&](store::unit_of_work& work) { return add(work, made, who, s.rules, s.clock.now()); });
  };
  CHECK(put("question", delivery::add_question));
  s.offer("one", "one");
  s.pass();
  CHECK(put("reminder", delivery::add_if_room));
  CHECK_FALSE(put("another reminder", delivery::add_if_room));
  s.offer("two", "two");
  s.pass();
  CHECK(s.said() == lines{"question", "one", "reminder"});
  s.wait_until("2026-11-19T18:00:00Z");
  CHECK_FALSE(put("late reminder", delivery::add_if_room));
  CHECK(put("late question", delivery::add_question));
}

TEST_CASE("for questions that are yet to come there stays room") {
  calm_scene s;
  class one_ahead final : public delivery::asker {
   public:
    awaitable<result<int>> questions_ahead(chat::person, base::time_point) override { co_return 1; }
  };
  one_ahead asks;
  for (std::string const word : {"one", "two", "three"})
    s.offer(word, word);
  delivery::gate gate(s.io.get_executor(), *s.store, s.workspace, s.clock, s.rules, {}, &asks);
  CHECK(run(s.io, gate.look()));
  s.deliver();
  CHECK(s.said() == lines{"one", "two\nthree"});
}

TEST_CASE("a person who is gone gets nothing, and one who can't be looked up gets it later") {
  calm_scene s;
  s.offer("one", "one");
  s.workspace.failures["find_person"].emplace_back(error(errc::unreachable, "no network"), false);
  s.pass();
  CHECK(s.said().empty());
  s.clock.advance(1min);
  s.pass();
  CHECK(s.said() == lines{"one"});
  s.workspace.people["U2"].is_deactivated = true;
  s.offer("two", "two");
  s.pass();
  s.workspace.people["U2"].is_deactivated = false;
  s.clock.advance(1h);
  s.pass();
  CHECK(s.said() == lines{"one"});
}

TEST_CASE("a message that shows several is said again without what an erasure takes out, or removed") {
  for (auto const is_sent : {true, false}) {
    CAPTURE(is_sent);
    calm_scene s;
    s.rules.messages_a_day = 1;
    s.offer("one", "one");
    s.offer("two", "two, by <@U3>");
    s.offer("three", "three, by <@U4>");
    if (is_sent) {
      s.pass();
      REQUIRE(s.said() == lines{"one\ntwo, by <@U3>\nthree, by <@U4>"});
    } else {
      delivery::gate gate(s.io.get_executor(), *s.store, s.workspace, s.clock, s.rules, {}, nullptr);
      REQUIRE(run(s.io, gate.look()));
    }
    s.erase("U3");
    CHECK(s.said() == lines{"one\nthree, by <@U4>"});
    s.erase("U4");
    CHECK(s.said() == lines{"one"});
    s.offer("four", "four");
    s.pass();
    CHECK(s.said() == lines{"one\nfour"});
  }
}

TEST_CASE("a message that shows only what an erasure takes out is removed") {
  for (auto const is_sent : {true, false}) {
    CAPTURE(is_sent);
    calm_scene s;
    s.rules.messages_a_day = 1;
    s.offer("one", "by <@U3>");
    s.offer("two", "also by <@U3>");
    if (is_sent) {
      s.pass();
      REQUIRE(s.said().size() == 1);
    } else {
      delivery::gate gate(s.io.get_executor(), *s.store, s.workspace, s.clock, s.rules, {}, nullptr);
      REQUIRE(run(s.io, gate.look()));
    }
    s.erase("U3");
    CHECK(s.said().empty());
  }
}
