#include "support/scene.hpp"

#include "app/delivery/outbox.hpp"
#include "app/delivery/restricted_words.hpp"

#include <doctest/doctest.h>

using namespace huzzah;
using test::scene;

namespace {

void enqueue(scene& s, std::vector<delivery::outgoing> deliveries) {
  auto unit = [&](store::unit_of_work& work) {
    for (auto const& one : deliveries)
      delivery::outbox(work).add(one, s.clock.now());
  };
  REQUIRE(test::run(s.io, s.store->write(std::move(unit))));
}

delivery::outbox_row row(scene& s, std::string const& key) {
  auto unit = [&](store::unit_of_work& work) { return delivery::outbox(work).find(key); };
  return test::run(s.io, s.store->write(std::move(unit))).value().value();
}

delivery::outgoing a_post(std::string key, std::string words, std::string channel = "C1") {
  return delivery::outgoing::post(std::move(key), "T1", std::move(channel), "",
                                  chat::to_json(chat::message({chat::text(std::move(words))})));
}

}  // namespace

TEST_CASE("posts to one channel leave in order") {
  scene s;
  enqueue(s, {a_post("a", "one"), a_post("b", "two"), a_post("c", "three")});
  s.deliver();
  CHECK(s.workspace.texts("C1") == std::vector<std::string>{"one", "two", "three"});
}

TEST_CASE("a post whose answer never came is looked for before it is sent again") {
  scene s;
  bool arrived = false;
  SUBCASE("it had arrived") {
    arrived = true;
  }
  SUBCASE("it had not") {}
  for (auto const code : {errc::timed_out, errc::closed, errc::remote_failed, errc::bad_message})
    s.workspace.failures["post"].emplace_back(error(code, "?"), arrived);
  enqueue(s, {a_post("a", "once")});
  for (int i = 0; i < 5; ++i) {
    s.deliver();
    s.clock.advance(std::chrono::minutes{10});
  }
  CHECK(s.workspace.texts("C1") == std::vector<std::string>{"once"});
  CHECK(row(s, "a").state == delivery::outgoing_state::sent);
}

TEST_CASE("what a crash left in doubt is settled at the next start") {
  scene s;
  enqueue(s, {a_post("a", "once")});
  auto unit = [](store::unit_of_work& work) {
    return delivery::outbox(work).mark_sending(delivery::outbox(work).find("a")->id);
  };
  REQUIRE(test::run(s.io, s.store->write(std::move(unit))).value());
  SUBCASE("sent before the crash") {
    auto const pending = row(s, "a");
    auto const mark = "a@" + std::to_string(pending.created_at.time_since_epoch().count());
    REQUIRE(test::run(s.io, s.workspace.post("C1", "", chat::message({chat::text("once")}), mark)));
  }
  SUBCASE("not sent") {}
  s.deliver();
  s.clock.advance(std::chrono::minutes{1});
  s.deliver();
  CHECK(s.workspace.texts("C1") == std::vector<std::string>{"once"});
  CHECK(row(s, "a").state == delivery::outgoing_state::sent);
  CHECK(s.workspace.looked_since == row(s, "a").created_at - std::chrono::minutes{2});
}

TEST_CASE("while the history can't be read, a post in doubt is not repeated") {
  scene s;
  s.workspace.failures["post"].emplace_back(error(errc::timed_out, "?"), true);
  for (int i = 0; i < 3; ++i)
    s.workspace.failures["find_marked"].emplace_back(error(errc::remote_failed, "500"));
  enqueue(s, {a_post("a", "once")});
  for (int i = 0; i < 6; ++i) {
    s.deliver();
    s.clock.advance(std::chrono::minutes{10});
  }
  CHECK(s.workspace.calls["post"] == 1);
  CHECK(row(s, "a").state == delivery::outgoing_state::sent);
}

TEST_CASE("a post in doubt is found after an outage of many hours") {
  scene s;
  s.workspace.failures["post"].emplace_back(error(errc::timed_out, "?"), true);
  auto& looks = s.workspace.failures["find_marked"];
  for (int i = 0; i < 200; ++i)
    looks.emplace_back(error(errc::unreachable, "no network"));
  enqueue(s, {a_post("a", "once")});
  delivery::courier courier(s.io.get_executor(), *s.store, s.workspace, s.clock, s.readers);
  bool ended = false;
  asio::co_spawn(s.io, courier.run(), [&](std::exception_ptr) { ended = true; });
  // Two that wait for the outbox, and the pause before the next look.
  auto const pauses = [&] { return s.clock.sleepers() == 3; };
  test::run_until(s.io, pauses);
  while (!looks.empty()) {
    auto const before = looks.size();
    s.clock.advance(std::chrono::minutes{5});
    test::run_until(s.io, [&] { return looks.size() < before; });
    test::run_until(s.io, pauses);
  }
  CHECK(row(s, "a").state == delivery::outgoing_state::sending);
  s.clock.advance(std::chrono::minutes{5});
  test::run_until(s.io, [&] { return row(s, "a").state == delivery::outgoing_state::sent; });
  courier.stop();
  test::run_until(s.io, [&] { return ended; });
  CHECK(s.workspace.texts("C1") == std::vector<std::string>{"once"});
}

TEST_CASE("a post that is revised just before it leaves says what it was revised to") {
  scene s;
  enqueue(s, {a_post("a", "old words")});
  delivery::courier courier(s.io.get_executor(), *s.store, s.workspace, s.clock, s.readers);
  bool ended = false;
  bool revised = false;
  asio::co_spawn(s.io, courier.run(), [&](std::exception_ptr) { ended = true; });
  // Each write follows one of the courier's: the second one comes right after it has seen what is due.
  auto nothing = [](store::unit_of_work&) {};
  auto revise = [body = chat::to_json(chat::message({chat::text("new words")})), now = s.clock.now()](
                    store::unit_of_work& work) { return delivery::outbox(work).revise("a", body, now); };
  auto interfere = [&]() -> awaitable<> {
    auto first = nothing;
    co_await s.store->write(std::move(first));
    auto second = revise;
    auto const done = co_await s.store->write(std::move(second));
    revised = done.has_value() && *done;
  };
  asio::co_spawn(s.io, interfere, asio::detached);
  test::run_until(s.io, [&] { return revised && s.clock.sleepers() > 0; });
  courier.stop();
  test::run_until(s.io, [&] { return ended; });
  s.deliver();
  REQUIRE(s.workspace.texts("C1").size() == 1);
  CHECK(s.workspace.texts("C1").front() == "new words");
}

TEST_CASE("what a crash left in doubt may still be on its way, and is left alone for a moment") {
  scene s;
  enqueue(s, {a_post("a", "once")});
  auto unit = [](store::unit_of_work& work) {
    return delivery::outbox(work).mark_sending(delivery::outbox(work).find("a")->id);
  };
  REQUIRE(test::run(s.io, s.store->write(std::move(unit))).value());
  auto const mark = "a@" + std::to_string(row(s, "a").created_at.time_since_epoch().count());
  delivery::courier courier(s.io.get_executor(), *s.store, s.workspace, s.clock, s.readers,
                            std::chrono::seconds{3});
  bool ended = false;
  asio::co_spawn(s.io, courier.run(), [&](std::exception_ptr) { ended = true; });
  test::run_until(s.io, [&] { return s.clock.sleepers() == 3; });
  CHECK(s.workspace.calls["find_marked"] == 0);
  REQUIRE(test::run(s.io, s.workspace.post("C1", "", chat::message({chat::text("once")}), mark)));
  s.clock.advance(std::chrono::seconds{3});
  test::run_until(s.io, [&] { return row(s, "a").state == delivery::outgoing_state::sent; });
  courier.stop();
  test::run_until(s.io, [&] { return ended; });
  CHECK(s.workspace.texts("C1") == std::vector<std::string>{"once"});
}

TEST_CASE("what a crash left in doubt is looked for again when sending it anew was refused") {
  scene s;
  enqueue(s, {a_post("a", "once")});
  auto unit = [](store::unit_of_work& work) {
    return delivery::outbox(work).mark_sending(delivery::outbox(work).find("a")->id);
  };
  REQUIRE(test::run(s.io, s.store->write(std::move(unit))).value());
  auto const mark = "a@" + std::to_string(row(s, "a").created_at.time_since_epoch().count());
  s.workspace.failures["post"].emplace_back(error(errc::rate_limited, "slow down", std::chrono::seconds{30}));
  delivery::courier courier(s.io.get_executor(), *s.store, s.workspace, s.clock, s.readers);
  bool ended = false;
  asio::co_spawn(s.io, courier.run(), [&](std::exception_ptr) { ended = true; });
  test::run_until(s.io, [&] { return s.workspace.failures["post"].empty() && s.clock.sleepers() > 0; });
  CHECK(s.workspace.calls["find_marked"] == 1);
  // Only now what was under way when the program died arrives.
  REQUIRE(test::run(s.io, s.workspace.post("C1", "", chat::message({chat::text("once")}), mark)));
  s.clock.advance(std::chrono::seconds{30});
  test::run_until(s.io, [&] { return row(s, "a").state == delivery::outgoing_state::sent; });
  courier.stop();
  test::run_until(s.io, [&] { return ended; });
  CHECK(s.workspace.texts("C1") == std::vector<std::string>{"once"});
}

TEST_CASE("a whisper in doubt is not said twice") {
  scene s;
  s.workspace.failures["whisper"].emplace_back(error(errc::timed_out, "?"), true);
  auto const body = chat::to_json(chat::message({chat::text("psst")}));
  enqueue(s, {delivery::outgoing::whisper("w", "T1", "C1", "", "U1", body)});
  s.deliver();
  s.clock.advance(std::chrono::minutes{10});
  s.deliver();
  CHECK(s.workspace.whispers.size() == 1);
}

TEST_CASE("what surely did not happen is tried again later, at the time the platform names") {
  scene s;
  s.workspace.failures["post"].emplace_back(error(errc::rate_limited, "slow down", std::chrono::seconds{30}));
  enqueue(s, {a_post("a", "later")});
  s.deliver();
  CHECK(s.workspace.texts("C1").empty());
  s.clock.advance(std::chrono::seconds{29});
  s.deliver();
  CHECK(s.workspace.texts("C1").empty());
  s.clock.advance(std::chrono::seconds{1});
  s.deliver();
  CHECK(s.workspace.texts("C1").size() == 1);
}

TEST_CASE("what the platform refuses is given up, and the rest goes on") {
  scene s;
  s.workspace.failures["post"].emplace_back(error(errc::rejected, "is_archived"));
  enqueue(s, {a_post("a", "no"), a_post("b", "yes")});
  s.deliver();
  CHECK(row(s, "a").state == delivery::outgoing_state::failed);
  CHECK(s.workspace.texts("C1") == std::vector<std::string>{"yes"});
}

TEST_CASE("while as much is being said as may be at once, the outbox is left alone") {
  scene s;
  base::wake_up released(s.io.get_executor());
  s.workspace.hold_posts = &released;
  std::vector<delivery::outgoing> deliveries;
  for (int i = 0; i < 20; ++i)
    deliveries.push_back(a_post("p" + std::to_string(i), "hello", "C" + std::to_string(i)));
  for (std::string const channel : {"C1", "C2", "C3"})
    deliveries.push_back(delivery::outgoing::react("r" + channel, {"T1", channel, "1.1"}, "tada"));
  enqueue(s, std::move(deliveries));
  delivery::courier courier(s.io.get_executor(), *s.store, s.workspace, s.clock, s.readers);
  auto ended = false;
  asio::co_spawn(s.io, courier.run(), [&](std::exception_ptr bug) {
    ended = true;
    if (bug) std::rethrow_exception(bug);
  });
  test::run_until(s.io, [&] { return s.workspace.calls["post"] == 8 && s.workspace.calls["react"] == 2; });
  row(s, "p0");  // whatever it had asked before is done now
  s.io.poll();
  auto const units = s.store->stats().units;
  for (int i = 0; i < 10; ++i) {
    courier.wake();
    s.io.poll();
  }
  row(s, "p0");
  CHECK(s.store->stats().units == units + 1);
  s.workspace.hold_posts = nullptr;
  released.notify_all();
  test::run_until(s.io, [&] { return s.workspace.posts.size() == 20; });
  courier.stop();
  test::run_until(s.io, [&] { return ended; });
}

TEST_CASE("a place that is slow does not hold up the others") {
  scene s;
  s.workspace.failures["post"].emplace_back(error(errc::unreachable, "down"));
  enqueue(s, {a_post("a", "held"), a_post("b", "other", "C2")});
  s.deliver();
  CHECK(s.workspace.texts("C2").size() == 1);
}

TEST_CASE(
    "a reaction that is refused for now waits as long as it is told, and a lasting failure is not hurried") {
  scene s;
  SUBCASE("rate limited") {
    s.workspace.failures["react"].emplace_back(error(errc::rate_limited, "slow", std::chrono::seconds{30}));
  }
  SUBCASE("the person can't be written to") {
    for (int i = 0; i < 50; ++i)
      s.workspace.failures["post"].emplace_back(error(errc::unreachable, "?"));
  }
  auto const body = chat::to_json(chat::message({chat::text("hello")}));
  enqueue(s, {delivery::outgoing::react("r", scene::at("10.1"), "tada"),
              delivery::outgoing::direct("d", "T1", "U2", body)});
  s.deliver();
  CHECK(s.workspace.calls["react"] == 1);
  CHECK(s.workspace.calls["post"] == 1);
  CHECK_FALSE(s.is_due());
  s.clock.advance(std::chrono::seconds{30});
  s.deliver();
  CHECK(row(s, "r").state == delivery::outgoing_state::sent);
}

TEST_CASE("a direct message in doubt stays so while its channel can't be found") {
  scene s;
  auto const body = chat::to_json(chat::message({chat::text("once")}));
  enqueue(s, {delivery::outgoing::direct("d", "T1", "U2", body)});
  s.workspace.failures["post"].emplace_back(error(errc::timed_out, "?"), true);
  s.deliver();
  CHECK(s.workspace.texts("DU2").size() == 1);
  s.workspace.failures["direct_channel"].emplace_back(error(errc::unreachable, "down"));
  for (int i = 0; i < 4; ++i) {
    s.clock.advance(std::chrono::minutes{1});
    s.deliver();
  }
  CHECK(s.workspace.texts("DU2").size() == 1);
  CHECK(row(s, "d").state == delivery::outgoing_state::sent);
}

TEST_CASE("a direct message needs no look-up of its channel") {
  scene s;
  auto const body = chat::to_json(chat::message({chat::text("once")}));
  enqueue(s, {delivery::outgoing::direct("d", "T1", "U2", body)});
  s.deliver();
  CHECK(s.workspace.texts("DU2").size() == 1);
  CHECK(s.workspace.calls["direct_channel"] == 0);
}

TEST_CASE("what could not be said for three days is given up") {
  scene s;
  for (int i = 0; i < 2000; ++i)
    s.workspace.failures["post"].emplace_back(error(errc::unreachable, "down"));
  enqueue(s, {a_post("a", "late")});
  s.deliver();
  s.clock.advance(std::chrono::days{2});
  s.deliver();
  CHECK(row(s, "a").state == delivery::outgoing_state::pending);
  s.clock.advance(std::chrono::days{2});
  s.deliver();
  CHECK(row(s, "a").state == delivery::outgoing_state::failed);
}

TEST_CASE("what was put in before the clock was set back does not wait for that time to come again") {
  scene s;
  s.clock.turn(std::chrono::hours{1});
  s.workspace.failures["post"].emplace_back(error(errc::unreachable, "down"));
  enqueue(s, {a_post("tried", "one")});
  s.deliver();
  enqueue(s, {a_post("untried", "two", "C2")});
  s.clock.turn(-std::chrono::hours{1});
  s.deliver();
  CHECK(s.workspace.texts("C1").size() == 1);
  CHECK(s.workspace.texts("C2").size() == 1);
}

TEST_CASE("a platform that asks for a very long wait is asked again sooner") {
  scene s;
  s.workspace.failures["post"].emplace_back(error(errc::rate_limited, "slow down", std::chrono::hours{5}));
  enqueue(s, {a_post("a", "later")});
  s.deliver();
  s.clock.advance(delivery::longest_postponement - std::chrono::seconds{1});
  s.deliver();
  CHECK(s.workspace.texts("C1").empty());
  s.clock.advance(std::chrono::seconds{1});
  s.deliver();
  CHECK(s.workspace.texts("C1").size() == 1);
}

TEST_CASE(
    "a note whose reader can't be looked up now waits; after ten minutes it says what everybody may read") {
  scene s;
  s.workspace.add_channel("C9", "secret").is_private = true;
  s.workspace.members["C9"] = {"U2"};
  auto const body =
      delivery::restricted(chat::message({chat::text("all")}), chat::message({chat::text("less")}), {"C9"});
  for (int i = 0; i < 2000; ++i)
    s.workspace.failures["channel_now"].emplace_back(error(errc::remote_failed, "down"));
  enqueue(s, {delivery::outgoing::direct("a", "T1", "U2", body)});
  s.deliver();
  CHECK(s.workspace.texts("DU2").empty());
  s.clock.advance(std::chrono::minutes{1});
  SUBCASE("found out in time") {
    s.workspace.failures.clear();
    s.deliver();
    CHECK(s.workspace.texts("DU2") == std::vector<std::string>{"all"});
  }
  SUBCASE("not found out") {
    s.deliver();
    CHECK(s.workspace.texts("DU2").empty());
    s.clock.advance(std::chrono::minutes{10});
    s.deliver();
    CHECK(s.workspace.texts("DU2") == std::vector<std::string>{"less"});
  }
}
