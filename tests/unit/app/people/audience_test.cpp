// Who may read what: by facts of the last minute, and never by what could not be found out.
#include "app/people/audience.hpp"
#include "support/fake_workspace.hpp"
#include "support/run.hpp"
#include "support/virtual_clock.hpp"

#include <doctest/doctest.h>

#include <boost/asio/co_spawn.hpp>

#include <chrono>
#include <functional>

using namespace huzzah;
using namespace std::chrono_literals;
using ids = std::set<std::string>;

namespace {

/// #general is public; U1 and U2 are in the private C2; U4 is a guest in C2 only.
class audience_scene {
 public:
  audience_scene() : clock(base::time_point(24h * 20'000)), all(workspace, clock) {
    workspace.channels["C2"].is_private = true;
    workspace.channels["C2"].kind = chat::channel_kind::private_channel;
    workspace.members["C2"] = {"U1", "U2", "U4", "UHUZZAH"};
    workspace.members["C1"] = {"U1", "U2", "U3", "UHUZZAH"};
    workspace.people["U4"].is_guest = true;
  }

  people::viewer person(std::string id) { return test::run(io, all.of_person("T1", std::move(id))); }
  people::viewer place(std::string id) { return test::run(io, all.of_place(std::move(id))); }
  bool can_read(std::string who, std::string channel) {
    return test::run(io, all.can_read(std::move(who), std::move(channel)));
  }
  int calls() const {
    auto sum = 0;
    for (auto const& [name, count] : workspace.calls)
      sum += count;
    return sum;
  }
  chat::facts_changed change(std::string who, std::string channel) {
    chat::facts_changed changed;
    changed.workspace = "T1";
    changed.person = std::move(who);
    changed.channel = std::move(channel);
    return changed;
  }
  /// What is asked, while the platform keeps its answers until `meanwhile` has happened.
  template <class Meanwhile>
  bool can_read_after(std::string who, std::string channel, Meanwhile meanwhile) {
    base::wake_up answers(io.get_executor());
    workspace.hold_facts = &answers;
    std::optional<bool> found;
    asio::co_spawn(io, all.can_read(std::move(who), std::move(channel)),
                   [&](std::exception_ptr, bool answer) { found = answer; });
    test::run_until(io, [&] { return workspace.calls["channel_now"] > 0; });
    meanwhile();
    workspace.hold_facts = nullptr;
    answers.notify_all();
    test::run_until(io, [&] { return found.has_value(); });
    return *found;
  }

  asio::io_context io;
  test::virtual_clock clock;
  test::fake_workspace workspace;
  people::audience all;
};

}  // namespace

TEST_CASE("a full member reads every public channel, and private ones only as a member") {
  audience_scene r;
  CHECK(r.can_read("U3", "C1"));
  r.workspace.members["C1"].clear();
  CHECK(r.can_read("U3", "C1"));
  CHECK_FALSE(r.can_read("U3", "C2"));
  CHECK(r.can_read("U1", "C2"));

  auto const ada = r.person("U1");
  CHECK(ada.sees_open());
  CHECK(ada.is_in("C2"));
  CHECK(ada.person() == "U1");
  CHECK_FALSE(r.person("U3").is_in("C2"));
}

TEST_CASE("guests and people of other organisations read only the channels that they are in") {
  audience_scene r;
  CHECK_FALSE(r.can_read("U4", "C1"));
  CHECK(r.can_read("U4", "C2"));
  CHECK_FALSE(r.person("U4").sees_open());
  CHECK(r.person("U4").is_in("C2"));

  r.workspace.people["U3"].is_stranger = true;
  CHECK(r.can_read("U3", "C1"));
  CHECK_FALSE(r.person("U3").sees_open());
  r.workspace.members["C1"] = {"U1"};
  r.all.forget_all();
  CHECK_FALSE(r.can_read("U3", "C1"));
}

TEST_CASE("deactivated and unknown people read nothing, wherever they are said to be") {
  audience_scene r;
  r.workspace.people["U2"].is_deactivated = true;
  CHECK_FALSE(r.can_read("U2", "C1"));
  CHECK_FALSE(r.can_read("U2", "C2"));
  CHECK_FALSE(r.person("U2").sees_open());
  CHECK_FALSE(r.person("U2").is_in("C2"));
  CHECK_FALSE(r.person("U99").sees_open());
  CHECK_FALSE(r.can_read("U99", "C1"));
  CHECK_FALSE(r.can_read("U1", "C99"));
  CHECK_FALSE(test::run(r.io, r.all.of_person("T2", "U1")).sees_open());
}

TEST_CASE("nothing older than a minute decides, also where no event says that it has changed") {
  audience_scene r;
  CHECK(r.can_read("U1", "C2"));
  CHECK(r.can_read("U1", "C1"));
  CHECK(r.person("U1").is_in("C2"));
  r.workspace.members["C2"] = {"U2"};
  r.workspace.people["U1"].is_guest = true;
  r.clock.advance(59s);
  auto const before = r.calls();
  CHECK(r.can_read("U1", "C2"));
  CHECK(r.person("U1").is_in("C2"));
  CHECK(r.calls() == before);
  r.clock.advance(1s);
  CHECK_FALSE(r.can_read("U1", "C2"));
  CHECK_FALSE(r.person("U1").is_in("C2"));
  CHECK_FALSE(r.person("U1").sees_open());
}

TEST_CASE("a minute counts from the question, not from a late answer") {
  audience_scene r;
  CHECK(r.can_read_after("U1", "C1", [&] { r.clock.advance(900ms); }));
  r.clock.advance(59s + 200ms);
  r.workspace.people["U1"].is_guest = true;
  r.workspace.members["C1"].clear();
  CHECK_FALSE(r.can_read("U1", "C1"));
}

TEST_CASE("events make what is known invalid and never set it") {
  audience_scene r;
  CHECK(r.can_read("U1", "C2"));
  CHECK_FALSE(r.can_read("U3", "C2"));
  // Swapped by two connections: that U1 joined arrives after they have left.
  r.workspace.members["C2"] = {"U3"};
  r.all.forget(r.change("U1", "C2"));
  r.all.forget(r.change("U3", "C2"));
  CHECK_FALSE(r.can_read("U1", "C2"));
  CHECK(r.can_read("U3", "C2"));

  CHECK(r.can_read("U2", "C1"));
  r.workspace.channels["C1"].is_private = true;
  r.workspace.members["C1"] = {"U1"};
  r.all.forget(r.change("", "C1"));
  CHECK_FALSE(r.can_read("U2", "C1"));

  CHECK(r.person("U3").sees_open());
  r.workspace.people["U3"].is_guest = true;
  r.all.forget(r.change("U3", ""));
  CHECK_FALSE(r.person("U3").sees_open());
}

TEST_CASE("a change that arrives while the platform is asked lets it be asked again") {
  audience_scene r;
  r.workspace.channels["C2"].member_count = 4;
  auto const answer = r.can_read_after("U1", "C2", [&] {
    r.all.forget(r.change("", "C2"));
    r.all.forget(r.change("U1", ""));
  });
  CHECK(answer);
  CHECK(r.workspace.calls["channel_now"] == 2);
  CHECK(r.workspace.calls["person_now"] == 2);
}

TEST_CASE("after a gap nothing that was known decides") {
  audience_scene r;
  CHECK(r.can_read("U1", "C2"));
  r.workspace.members["C2"].clear();
  r.all.forget_all();
  CHECK_FALSE(r.can_read("U1", "C2"));
}

TEST_CASE("what can't be asked counts as no") {
  audience_scene r;
  error const down(errc::unreachable, "no connection");
  r.workspace.failures["person_now"] = {down, down};
  CHECK_FALSE(r.can_read("U1", "C1"));
  CHECK_FALSE(r.person("U1").sees_open());
  r.all.forget_all();
  r.workspace.failures["channel_now"] = {down};
  CHECK_FALSE(r.can_read("U1", "C1"));
  r.all.forget_all();
  r.workspace.failures["channels_of"] = {down, down};
  CHECK_FALSE(r.can_read("U1", "C2"));
  // A list that does not come takes no public channel away.
  auto const ada = r.person("U1");
  CHECK(ada.sees_open());
  CHECK_FALSE(ada.is_in("C2"));
  // None of it is remembered.
  CHECK(r.can_read("U1", "C2"));
  CHECK(r.person("U1").is_in("C2"));
}

TEST_CASE("what is not answered in time counts as no") {
  audience_scene r;
  auto const answer = r.can_read_after("U1", "C1", [&] {
    r.clock.advance(1s);
    test::run_until(r.io, [&] { return r.clock.sleepers() == 0; });
  });
  CHECK_FALSE(answer);
}

TEST_CASE("readers who wait share one call") {
  audience_scene r;
  base::wake_up answers(r.io.get_executor());
  r.workspace.hold_facts = &answers;
  auto open = 20;
  auto yes = 0;
  for (auto i = 0; i < 20; ++i)
    asio::co_spawn(r.io, r.all.can_read("U1", "C2"), [&](std::exception_ptr, bool answer) {
      --open;
      yes += answer ? 1 : 0;
    });
  test::run_until(
      r.io, [&] { return r.workspace.calls["channel_now"] > 0 && r.workspace.calls["person_now"] > 0; });
  r.workspace.hold_facts = nullptr;
  answers.notify_all();
  test::run_until(r.io, [&] { return open == 0; });
  CHECK(yes == 20);
  CHECK(r.calls() == 3);
}

TEST_CASE("the platform is asked in the direction that needs fewer calls") {
  audience_scene r;
  // Of a channel that one call lists, the members: all who ask share it.
  r.workspace.channels["C2"].member_count = 900;
  for (auto const* who : {"U1", "U2", "U3", "U4"})
    r.can_read(who, "C2");
  CHECK(r.workspace.calls["channel_members"] == 1);
  CHECK(r.workspace.calls["channels_of"] == 0);
  // Of a large one, the person's channels: they also answer for other channels.
  r.all.forget_all();
  r.workspace.channels["C2"].member_count = 9'000;
  CHECK(r.can_read("U1", "C2"));
  CHECK(r.person("U1").is_in("C2"));
  CHECK(r.workspace.calls["channel_members"] == 1);
  CHECK(r.workspace.calls["channels_of"] == 1);
}

TEST_CASE("a place speaks to its members, and to people of other organisations only of itself") {
  audience_scene r;
  CHECK(r.place("C1").sees_open());
  CHECK(r.place("C2").is_in("C2"));
  CHECK_FALSE(r.place("C1").is_in("C2"));
  r.workspace.channels["C1"].is_shared_outside = true;
  r.all.forget_all();
  CHECK_FALSE(r.place("C1").sees_open());
  CHECK(r.place("C1").is_in("C1"));
  CHECK_FALSE(r.place("C99").sees_open());
}

TEST_CASE("of some channels, a viewer reads the open ones and those they are in; the unknown are private") {
  audience_scene r;
  r.workspace.add_channel("C3", "sales").is_private = true;
  auto const asked = ids{"C1", "C2", "C3", "C99", "DU1"};
  auto const readable = [&](people::viewer viewer) { return test::run(r.io, r.all.readable(viewer, asked)); };
  r.workspace.members["C3"].clear();
  CHECK(readable(r.person("U1")) == ids{"C1", "C2"});
  CHECK(readable(r.person("U3")) == ids{"C1"});
  CHECK(readable(r.person("U4")) == ids{"C2"});
  CHECK(readable(r.place("C3")) == ids{"C1", "C3"});
  CHECK(readable(people::viewer()).empty());
}

TEST_CASE(
    "many channels are looked up by the list of those that the bot is in, and no change is missed by it") {
  audience_scene r;
  ids asked;
  for (int i = 0; i < 2'500; ++i) {
    auto const id = "K" + std::to_string(i);
    r.workspace.add_channel(id, "team-" + std::to_string(i)).is_member = true;
    asked.insert(id);
  }
  r.workspace.add_channel("L1", "left").is_member = false;
  asked.insert("L1");
  r.workspace.channels["K7"].is_private = true;
  auto const readable = [&] { return test::run(r.io, r.all.readable(r.place("C1"), asked, true)); };
  auto found = readable();
  CHECK(found.size() == 2'500);
  CHECK(found.contains("L1"));
  CHECK_FALSE(found.contains("K7"));
  auto const lists = r.workspace.calls["own_channels"];
  CHECK(lists <= 3);
  CHECK(r.workspace.calls["channel_now"] <= 2);  // C1 and the one that was left
  readable();
  CHECK(r.workspace.calls["own_channels"] == lists);

  // One that changes is asked again, by itself.
  r.workspace.channels["K8"].is_private = true;
  r.all.forget(r.change("", "K8"));
  CHECK_FALSE(readable().contains("K8"));
  CHECK(r.workspace.calls["own_channels"] == lists);
}

TEST_CASE("what changes while the list is on its way is asked again") {
  class changing : public test::fake_workspace {
   public:
    awaitable<result<chat::channel_page>> own_channels(std::string cursor) override {
      auto page = co_await fake_workspace::own_channels(std::move(cursor));
      if (listed) listed();
      co_return page;
    }
    std::function<void()> listed;
  };
  asio::io_context io;
  test::virtual_clock clock{base::time_point(24h * 20'000)};
  changing workspace;
  people::audience all(workspace, clock);
  ids asked;
  for (int i = 0; i < 20; ++i) {
    auto const id = "K" + std::to_string(i);
    workspace.add_channel(id, "team-" + std::to_string(i)).is_member = true;
    asked.insert(id);
  }
  SUBCASE("one channel") {
    workspace.listed = [&] {
      workspace.channels["K8"].is_private = true;
      chat::facts_changed changed;
      changed.channel = "K8";
      all.forget(changed);
    };
  }
  SUBCASE("a gap, in which anything may have changed") {
    workspace.listed = [&] {
      workspace.channels["K8"].is_private = true;
      all.forget_all();
    };
  }
  auto const everybody = people::viewer::of_person("U1", true, {});
  auto const found = test::run(io, all.readable(everybody, asked, true));
  CHECK(found.size() == 19);
  CHECK_FALSE(found.contains("K8"));
}
