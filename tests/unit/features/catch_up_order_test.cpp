// Where people talk and where somebody waits is read first; the rest follows in the background and holds
// nobody.
#include "support/catch_up_scene.hpp"

#include <doctest/doctest.h>

using namespace huzzah;
using namespace huzzah::test;

using all = std::vector<std::string>;

namespace {

class order_scene : public catch_up_scene {
 public:
  explicit order_scene(history::catch_up_options wanted = {}) : catch_up_scene({}, wanted) {
    for (auto const* const name : {"C1", "C3", "C4", "C5"})
      workspace.add_channel(name, name);
    for (auto const* const name : {"D1", "D2"})
      workspace.add_channel(name, "").kind = chat::channel_kind::direct;
  }
  ~order_scene() {
    release();
    leave();
  }

  /// The connection goes for ten seconds.
  void gap() {
    catching_up->disconnected();
    clock.advance(10s);
    workspace.pages_asked.clear();
    connect();
  }
  /// What is read in the background stands still.
  void hold() { workspace.hold_background = &held; }
  void release() {
    workspace.hold_background = nullptr;
    held.notify_all();
  }
  /// The channels of which something was read, in that order.
  all read(bool in_background) const {
    all seen;
    for (auto const& one : workspace.pages_asked)
      if (one.can_wait == in_background && one.thread.empty()) seen.push_back(one.channel);
    return seen;
  }

  base::wake_up held{io.get_executor()};
};

}  // namespace

TEST_CASE("after a gap talk comes first, direct channels last, and nothing is left out") {
  order_scene s;
  s.come();
  s.clock.advance(3h);
  s.hear("C4");
  s.clock.advance(1min);
  s.hear("C3");
  s.gap();
  s.until_caught_up();
  CHECK(s.read(false) == all{"C3", "C4"});
  CHECK(s.read(true) == all{"C1", "C5", "C3", "C4", "D1", "D2"});
}

TEST_CASE("it is ready as soon as that is read where people talk, and the rest goes on") {
  order_scene s;
  s.come();
  s.hear("C3");
  s.hold();
  s.gap();
  s.say("U1", "<@U2> ++ in the midst of talk", {}, "C3");
  s.say("U1", "<@U4> ++ in a quiet place", {}, "C5");
  run_until(s.io, [&] { return s.catching_up->is_caught_up(); });
  CHECK(s.kudos() == all{"U1>U2 in the midst of talk"});
  CHECK_FALSE(s.catching_up->stats().is_complete);
  CHECK(s.catching_up->stats().channels_to_go == 6);
  s.release();
  s.until_caught_up();
  CHECK(s.kudos().size() == 2);
}

TEST_CASE("the first look goes back two minutes, and the day before the gap follows, without it") {
  order_scene s;
  s.come();
  s.clock.advance(2h);
  s.hear("C3");
  auto const before = s.clock.now();
  s.gap();
  s.until_caught_up();
  std::vector<chat::past_query> asked;
  for (auto const& one : s.workspace.pages_asked)
    if (one.channel == "C3") asked.push_back(one);
  REQUIRE(asked.size() == 2);
  auto const two_minutes_before = s.workspace.id_at(before - 2min);
  CHECK(asked[0].before.empty());
  CHECK(asked[1].before == two_minutes_before);
}

TEST_CASE("an edit of the hours before a gap is found, also where people talk") {
  order_scene s;
  s.come();
  auto const message = s.say_live("U1", "<@U2> ++ for one");
  s.hear("C1");
  s.clock.advance(30min);
  s.hear("C1");
  s.catching_up->disconnected();
  s.edit(message, "<@U3> ++ for one");
  s.connect();
  s.until_caught_up();
  CHECK(s.kudos() == all{"U1>U3 one"});
}

TEST_CASE("a ritual waits for its own channel alone, which goes ahead, and is woken when that is read") {
  order_scene s;
  s.come();
  CHECK_FALSE(s.catching_up->keeps("C5"));
  s.hold();
  s.gap();
  run_until(s.io, [&] { return s.catching_up->is_caught_up() && s.read(true).size() == 1; });
  s.say("U1", "<@U2> ++ for the digest", {}, "C5");
  auto const woken = s.woken;
  CHECK(s.catching_up->keeps("C5"));
  run_until(s.io, [&] { return s.woken > woken; });
  CHECK_FALSE(s.catching_up->keeps("C5"));
  CHECK(s.kudos() == all{"U1>U2 the digest"});
  CHECK(s.read(false) == all{"C5"});
  CHECK(s.catching_up->is_caught_up());
  CHECK(s.catching_up->keeps("C4"));
}

TEST_CASE("a direct channel whose person writes now goes ahead") {
  order_scene s;
  s.come();
  s.hold();
  s.gap();
  run_until(s.io, [&] { return s.catching_up->is_caught_up() && s.read(true).size() == 1; });
  s.hear("D2");
  run_until(s.io, [&] { return !s.read(false).empty(); });
  CHECK(s.read(false) == all{"D2"});
}

TEST_CASE("where a stand-up asks, in its channel or in private, answers are read ahead") {
  order_scene s;
  s.workspace.add_channel("C2", "wins");
  s.workspace.add_channel("DU1", "").kind = chat::channel_kind::direct;
  s.workspace.add_channel("DU2", "").kind = chat::channel_kind::direct;
  s.open(standups::standup_mode::dm);
  s.come();
  s.hold();
  s.gap();
  run_until(s.io, [&] { return s.read(false).size() == 3; });
  CHECK(s.read(false) == all{"C2", "DU1", "DU2"});
}

TEST_CASE("where people talked is known to the next start") {
  order_scene s;
  s.come();
  s.hear("C4");
  s.leave();
  s.workspace.pages_asked.clear();
  s.come();
  CHECK(s.read(false) == all{"C4"});
}

TEST_CASE("reading begins while channels are still being listed") {
  order_scene s;
  s.workspace.channels_on_a_page = 2;
  s.come();
  s.hear("C1");
  s.hear("C5");
  s.leave();
  s.workspace.pages_asked.clear();
  // The second page.
  s.workspace.fail_after["own_channels"] = 1;
  s.workspace.failures["own_channels"].emplace_back(error(errc::unreachable, "no network"));
  s.start();
  run_until(s.io, [&] { return s.clock.sleepers() == 2 && !s.read(false).empty(); });
  CHECK(s.read(false) == all{"C1"});
  CHECK_FALSE(s.catching_up->is_caught_up());
  s.clock.advance(1s);
  s.until_caught_up();
  CHECK(s.read(false) == all{"C1", "C5"});
}

TEST_CASE("a gap in the midst of reading begins again, and all is complete in the end") {
  order_scene s;
  s.come();
  s.hear("C3");
  s.hold();
  s.gap();
  for (auto const* const channel : {"C1", "C3", "C5", "D1"})
    s.say("U1", std::string("<@U2> ++ in ") + channel, {}, channel);
  run_until(s.io, [&] { return s.catching_up->is_caught_up(); });
  s.catching_up->disconnected();
  s.say("U1", "<@U2> ++ in C4", {}, "C4");
  s.release();
  s.connect();
  s.until_caught_up();
  CHECK(s.kudos().size() == 5);
}
