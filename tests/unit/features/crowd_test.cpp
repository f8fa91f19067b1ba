// Large workspaces at the platform's limits: what is asked of ten thousand people delays nobody else.
#include "app/delivery/courier.hpp"
#include "app/delivery/outbox.hpp"
#include "app/schedule/runner.hpp"
#include "features/standups/feature.hpp"
#include "support/moment.hpp"
#include "support/quick_folder.hpp"
#include "support/scene.hpp"
#include "support/virtual_clock.hpp"

#include <doctest/doctest.h>

#include <spdlog/spdlog.h>

using namespace huzzah;
using namespace std::chrono_literals;

namespace {

constexpr base::duration step = 200ms;

/// A workspace whose every answer takes a moment, and that takes as many calls as Slack does.
class slow_workspace final : public test::fake_workspace {
 public:
  explicit slow_workspace(base::clock& clock) : clock_(clock) { people_on_a_page = 1000; }

  awaitable<result<chat::message_ref>> post(std::string channel, std::string thread, chat::message said,
                                            std::string mark) override {
    co_await turn("post", 200ms, 10);
    auto done = co_await fake_workspace::post(std::move(channel), std::move(thread), std::move(said),
                                              std::move(mark));
    if (done) posted_at[done->channel].push_back(clock_.now());
    co_return done;
  }
  awaitable<result<>> react(chat::message_ref where, std::string emoji) override {
    co_await turn("react", 1250ms, 20);
    co_return co_await fake_workspace::react(std::move(where), std::move(emoji));
  }
  awaitable<result<chat::people_page>> find_people(chat::people_query wanted) override {
    co_await turn("find_people", 3100ms, 10);
    co_await clock_.sleep_for(800ms);
    co_return co_await fake_workspace::find_people(std::move(wanted));
  }
  awaitable<result<std::map<std::string, bool>>> do_not_disturb(std::vector<std::string> wanted) override {
    most_asked_about = std::max(most_asked_about, wanted.size());
    co_await turn("do_not_disturb", 3100ms, 10);
    co_return co_await fake_workspace::do_not_disturb(std::move(wanted));
  }
  awaitable<result<std::vector<std::string>>> channel_members(std::string channel) override {
    for (std::size_t page = 0; page <= members[channel].size() / 1000; ++page)
      co_await turn("channel_members", 620ms, 40);
    co_return co_await fake_workspace::channel_members(std::move(channel));
  }

  std::map<std::string, std::vector<base::time_point>> posted_at;  ///< by channel
  std::size_t most_asked_about = 0;

 private:
  /// Waits until the platform takes the call, and for its answer.
  awaitable<> turn(std::string method, base::duration interval, int burst) {
    auto const now = clock_.uptime();
    auto& paid = paid_until_[method];
    paid = std::max(paid, now) + interval;
    auto const wait = std::max(paid - interval * burst - now, base::duration(0));
    co_await clock_.sleep_for(wait + step);
  }

  base::clock& clock_;
  std::map<std::string, base::duration> paid_until_;
};

class crowd {
 public:
  explicit crowd(std::string_view now)
      : clock(test::moment(now)),
        workspace(clock),
        store(store::store::open(folder.path / "huzzah.db", io.get_executor()).value()),
        courier(io.get_executor(), *store, workspace, clock, readers) {
    store->when_announced([this] { courier.wake(); });
    spawn(courier.run());
  }
  ~crowd() {
    if (runner) runner->stop();
    courier.stop();
    while (running > 0)
      advance();
    store->when_announced({});
    test::run(io, store->close());
  }

  void keep(std::vector<standups::settings> configured) {
    options.configured = std::move(configured);
    standups = std::make_unique<standups::feature>(app::context(*store, workspace, clock, readers), options);
    runner = std::make_unique<schedule::runner>(io.get_executor(), clock,
                                                std::vector<schedule::ritual*>{standups.get()});
    spawn(runner->run());
  }
  void advance(base::duration by = step) {
    settle();
    clock.advance(by);
    settle();
  }
  template <class Condition>
  base::duration time_until(Condition reached, base::duration longest, base::duration by = step) {
    auto const began = clock.now();
    while (!reached() && clock.now() - began < longest)
      advance(by);
    return clock.now() - began;
  }
  template <class Unit>
  auto write(Unit unit) {
    return test::run(io, store->write(std::move(unit))).value();
  }

  test::quick_folder folder;
  asio::io_context io;
  test::virtual_clock clock;
  slow_workspace workspace;
  std::unique_ptr<store::store> store;
  people::audience readers{workspace, clock};
  delivery::courier courier;
  standups::options options;
  std::unique_ptr<standups::feature> standups;
  std::unique_ptr<schedule::runner> runner;
  int running = 0;

 private:
  void spawn(awaitable<> work) {
    ++running;
    asio::co_spawn(io, std::move(work), [this](std::exception_ptr bug) {
      --running;
      if (bug) std::rethrow_exception(bug);
    });
  }
  /// Runs until all wait for the clock.
  void settle() {
    for (auto quiet = 0; quiet < 2;) {
      auto const before = store->stats().units;
      auto nothing = [](store::unit_of_work&) {};
      test::run(io, store->write(std::move(nothing)));
      auto no_question = [](store::reader&) {};
      test::run(io, store->read(std::move(no_question)));
      auto moved = false;
      if (io.stopped()) io.restart();
      while (io.poll_one() > 0)
        moved = true;
      quiet = !moved && store->stats().units == before + 1 ? quiet + 1 : 0;
    }
  }
};

standups::settings standup(std::string name, std::string channel, int minute) {
  standups::settings made;
  made.name = std::move(name);
  made.channel = std::move(channel);
  made.zone = calendar::time_zone::find("Europe/London").value();
  made.prompt_at = std::chrono::minutes{9 * 60 + minute};
  made.remind_at.reset();
  made.question = "What went well?";
  return made;
}

}  // namespace

TEST_CASE("ten thousand members are asked within 45 minutes, and no other team waits for it") {
  constexpr std::size_t people = 10'000;
  // The members are yet to be looked up when their time comes.
  crowd c("2026-11-18T09:29:59Z");
  auto& all = c.workspace.members["C1"];
  all.clear();
  for (std::size_t i = 0; i < people; ++i) {
    all.push_back("W" + std::to_string(i));
    c.workspace.add(all.back(), "Somebody", "Europe/London");
  }
  c.workspace.add_channel("C3", "third");
  auto everybody = standup("everybody", "C1", 30);
  everybody.mode = standups::standup_mode::dm;
  c.keep({everybody, standup("same time", "C2", 30), standup("later", "C3", 31)});
  auto const asked = [&] { return c.workspace.posts.size() - c.workspace.posted_at["C2"].size(); };
  auto const due = test::moment("2026-11-18T09:30:00Z");

  c.time_until([&] { return c.clock.now() >= due; }, 2min);
  CHECK(c.workspace.posts.empty());
  CHECK(c.time_until([&] { return !c.workspace.posted_at["C2"].empty(); }, 1min) <= 5s);
  c.time_until([&] { return asked() > 0; }, 1min);
  CHECK(c.clock.now() - due <= 5s);
  c.time_until([&] { return !c.workspace.posted_at["C3"].empty(); }, 2min);
  CHECK(c.clock.now() - (due + 1min) <= 5s);
  // In steps in which as much is sent as the platform takes.
  c.time_until([&] { return c.workspace.posts.size() >= people + 2; }, 60min, 1s);
  CHECK(c.clock.now() - due <= 45min);
  CHECK(c.workspace.posted_at.size() == people + 2);
  for (auto const& [channel, times] : c.workspace.posted_at)
    CHECK(times.size() == 1);
  CHECK(c.workspace.most_asked_about == 50);
  CHECK(c.workspace.calls["find_people"] == 10);
  CHECK(c.workspace.calls["find_person"] == 0);
  CHECK(c.workspace.calls["direct_channel"] == 0);
}

TEST_CASE(
    "thousands of late reactions in one channel delay a note elsewhere, or there, by two seconds at most") {
  crowd c("2026-11-18T09:00:00Z");
  auto const now = c.clock.now();
  c.write([&](store::unit_of_work& work) {
    for (int i = 0; i < 5'000; ++i) {
      auto const ts = std::to_string(i) + ".1";
      delivery::outbox(work).add(delivery::outgoing::react("r" + ts, {"T1", "C1", ts}, "tada"), now);
    }
  });
  c.time_until([&] { return c.workspace.reactions.size() >= 40; }, 2min);
  for (std::string const channel : {"C2", "C1"}) {
    auto const body = chat::to_json(chat::message({chat::text("a note")}));
    c.write([&](store::unit_of_work& work) {
      delivery::outbox(work).add(delivery::outgoing::post("n" + channel, "T1", channel, "", body),
                                 c.clock.now());
    });
    CHECK(c.time_until([&] { return !c.workspace.posted_at[channel].empty(); }, 1min) <= 2s);
  }
}

TEST_CASE("thousands of posts in one channel delay those in others by a moment") {
  crowd c("2026-11-18T09:00:00Z");
  auto const body = chat::to_json(chat::message({chat::text("a note")}));
  c.write([&](store::unit_of_work& work) {
    for (int i = 0; i < 5'000; ++i)
      delivery::outbox(work).add(delivery::outgoing::post("p" + std::to_string(i), "T1", "C1", "", body),
                                 c.clock.now());
  });
  c.advance();
  c.write([&](store::unit_of_work& work) {
    delivery::outbox(work).add(delivery::outgoing::post("n", "T1", "C2", "", body), c.clock.now());
  });
  CHECK(c.time_until([&] { return !c.workspace.posted_at["C2"].empty(); }, 1min) <= 2s);
}
