// When digests are posted: once, late, not at all.
#include "app/schedule/steps.hpp"
#include "support/digest_scene.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

using namespace huzzah;
using namespace huzzah::test;

TEST_CASE("a digest is posted when it is due, once, also after a restart") {
  digest_scene s;
  s.thank("U1", "<@U2> ++ for the calm release", "1.1");
  s.deliver();
  CHECK(s.run_due() == s.clock.now() + 1h);
  CHECK(s.posted_to("C1").empty());
  s.clock.advance(1h);
  CHECK(s.run_due() == s.clock.now() + 24h * 7);
  REQUIRE(s.posted_to("C1").size() == 1);
  CHECK(has_part(s.posted_to("C1").front(), "the calm release"));
  s.go_on(1min);
  s.start();
  s.go_on(1h);
  CHECK(s.posted_to("C1").size() == 1);
  s.thank("U3", "<@U2> ++ for the next week", "1.2");
  s.go_on(24h * 7);
  REQUIRE(s.posted_to("C1").size() == 2);
  CHECK(has_part(s.posted_to("C1").back(), "the next week"));
  CHECK_FALSE(has_part(s.posted_to("C1").back(), "the calm release"));
}

TEST_CASE("what was found after the digest of its week is in the next one, once") {
  digest_scene s;
  s.thank("U1", "<@U2> ++ for the calm release", "1.1");
  s.go_on(1h);
  CHECK(s.posted_to("C1").size() == 1);
  s.clock.advance(10min);
  auto late = s.posted("U3", "<@U2> ++ for the late one", "1.2");
  late.at = s.clock.now() - 40min;
  late.is_past = true;
  s.tell(late).value();
  for (auto week = 0; week < 2; ++week) {
    s.thank("U1", "<@U3> ++ for one more week", "2." + std::to_string(week));
    s.go_on(24h * 7);
  }
  auto const posted = s.posted_to("C1");
  REQUIRE(posted.size() == 3);
  CHECK_FALSE(has_part(posted[0], "the late one"));
  CHECK(has_part(posted[1], "the late one"));
  CHECK_FALSE(has_part(posted[2], "the late one"));
}

TEST_CASE("a digest waits for its own channel's past, for half an hour at most") {
  digest_scene s;
  std::set<std::string> missing{"C1"};
  std::vector<std::string> asked;
  schedule::hold_until_caught_up const past(s.clock, [&](std::string const& channel) {
    asked.push_back(channel);
    return missing.contains(channel);
  });
  auto const come = [&] {
    s.with.past = past;
    s.running = std::make_unique<digests::feature>(s.with, s.options);
    s.run_due();
  };
  come();
  s.thank("U1", "<@U2> ++ for the calm release", "1.1");
  s.go_on(1h);
  CHECK(asked == std::vector<std::string>{"C1"});
  CHECK(s.posted_to("C1").empty());
  SUBCASE("it is read") {
    missing = {"C2"};
    s.go_on(1min);
  }
  SUBCASE("it can't be read") {
    s.go_on(31min);
  }
  CHECK(s.posted_to("C1").size() == 1);
}

TEST_CASE("a digest that was missed is posted up to 48 hours late, and skipped after that") {
  for (auto const& [late, posts] : {std::pair(47h, 1u), std::pair(49h, 0u)}) {
    CAPTURE(late.count());
    digest_scene s;
    s.thank("U1", "<@U2> ++ for the calm release", "1.1");
    s.running.reset();
    s.clock.advance(1h + late);
    s.start();
    CHECK(s.posted_to("C1").size() == posts);
    auto const outcome = s.write([](store::unit_of_work& work) {
      using namespace std::chrono;
      return schedule::rituals(work).outcome({"T1", "digest:weekly", "post", local_days{2026y / 11 / 20}});
    });
    CHECK(outcome == (posts == 1 ? schedule::ritual_outcome::done : schedule::ritual_outcome::skipped));
    s.go_on(24h * 7 - late);
    CHECK(s.posted_to("C1").size() == posts + 1);
  }
}

TEST_CASE("weeks of absence are skipped one by one, and the one that is still in time is posted") {
  digest_scene s;
  s.running.reset();
  s.clock.advance(24h * 21 + 2h);
  s.thank("U1", "<@U2> ++ for being back", "1.1");
  s.start();
  CHECK(s.posted_to("C1").size() == 1);
  auto const skipped = s.write([](store::unit_of_work& work) {
    using namespace std::chrono;
    auto count = 0;
    for (auto const day :
         {local_days{2026y / 11 / 20}, local_days{2026y / 11 / 27}, local_days{2026y / 12 / 4}})
      if (schedule::rituals(work).outcome({"T1", "digest:weekly", "post", day}) ==
          schedule::ritual_outcome::skipped)
        ++count;
    return count;
  });
  CHECK(skipped == 3);
}

TEST_CASE("what was due before a digest was known is not made up for") {
  digest_scene s(no_digests);
  s.thank("U1", "<@U2> ++ for the calm release", "1.1");
  s.deliver();
  s.clock.advance(2h);
  s.options.configured = {digest_in()};
  s.start();
  CHECK(s.posted_to("C1").empty());
}

TEST_CASE("a crash while a digest is sent does not post it twice") {
  digest_scene s;
  s.thank("U1", "<@U2> ++ for the calm release", "1.1");
  s.deliver();
  s.workspace.failures["post"].emplace_back(error(errc::timed_out, "no answer"), true);
  s.clock.advance(1h);
  test::run_due(s.io, *s.running->ritual());
  s.deliver();
  s.start();
  s.go_on(1min);
  CHECK(s.posted_to("C1").size() == 1);
}

TEST_CASE("an empty week gets one encouraging line, or nothing; either way it is settled") {
  auto quiet = digest_in();
  quiet.when_empty = digests::empty_digest::nothing;
  for (auto const& [settings, posts] : {std::pair(digest_in(), 1u), std::pair(quiet, 0u)}) {
    digest_scene s({settings});
    s.go_on(1h);
    CHECK(s.posted_to("C1").size() == posts);
    s.thank("U1", "<@U2> ++ for something after it", "1.1");
    s.go_on(1h);
    CHECK(s.posted_to("C1").size() == posts);
  }
}

TEST_CASE("a channel that is gone is told to who set the digest up, once, and the others go on") {
  auto const gone = [](fake_workspace& workspace, int how) {
    if (how == 0) workspace.channels["C1"].is_member = false;
    if (how == 1) workspace.channels["C1"].is_archived = true;
    if (how == 2) workspace.channels.erase("C1");
  };
  for (auto how = 0; how < 3; ++how) {
    CAPTURE(how);
    digest_scene s({digest_in("other", "#wins")});
    s.digest_command("setup");
    s.send({{"name", "mine"},
            {"channel", "C1"},
            {"zone", "Etc/UTC"},
            {"day", "Friday"},
            {"at", "16:00"},
            {"sections", "Shoutouts"},
            {"period", "Every week"},
            {"when_empty", "One encouraging line"}});
    gone(s.workspace, how);
    s.go_on(1h);
    s.go_on(24h * 7);
    CHECK(s.posted_to("C1").empty());
    CHECK(s.posted_to("C2").size() == 2);
    REQUIRE(s.posted_to("DU1").size() == 1);
    CHECK(has_part(s.posted_to("DU1").front(), "mine"));
  }
}

TEST_CASE("while the platform does not say where the channel is, a digest waits and then comes") {
  digest_scene s;
  s.workspace.failures["find_channel"].emplace_back(error(errc::unreachable, "no route"));
  s.clock.advance(1h);
  CHECK(s.run_due() == s.clock.now() + 1min);
  CHECK(s.posted_to("C1").empty());
  s.go_on(1min);
  CHECK(s.posted_to("C1").size() == 1);
}

TEST_CASE("a picture goes with it; where it can't be given to the platform, text stands for it") {
  for (auto const works : {true, false}) {
    digest_scene s;
    s.thank("U1", "<@U2> ++ for the calm release", "1.1");
    s.deliver();
    if (!works) s.workspace.failures["upload_picture"].emplace_back(error(errc::rejected, "missing_scope"));
    s.go_on(1h);
    REQUIRE(s.posted_to("C1").size() == 1);
    CHECK(s.workspace.pictures.size() == (works ? 1 : 0));
    auto const& blocks = s.workspace.posts.back().said.blocks;
    auto const shown = std::count_if(blocks.begin(), blocks.end(), [](chat::block const& block) {
      return std::holds_alternative<chat::image_block>(block);
    });
    CHECK(shown == (works ? 1 : 0));
  }
}

TEST_CASE("what was said behind closed doors is counted, not quoted, but in its own channel") {
  digest_scene s({digest_in(), digest_in("team", "#secret")});
  s.workspace.add_channel("C9", "secret").is_private = true;
  s.thank("U1", "<@U2> ++ for the merger papers", "1.1", "C9");
  s.thank("U3", "<@U2> ++ for whispering", "1.2", "DU3");
  s.thank("U3", "<@U4> ++ for the open door", "1.3");
  s.deliver();
  s.go_on(1h);
  REQUIRE(s.posted_to("C1").size() == 1);
  auto const open = s.posted_to("C1").front();
  CHECK(has_part(open, "the open door"));
  CHECK_FALSE(has_part(open, "merger"));
  CHECK_FALSE(has_part(open, "whispering"));
  CHECK_FALSE(has_part(open, "chat.example/C9"));
  REQUIRE(s.posted_to("C9").size() == 1);
  CHECK(has_part(s.posted_to("C9").front(), "the merger papers"));
}

TEST_CASE("a preview tells the words of a private channel to those in it alone") {
  digest_scene s({digest_in("team", "#secret")});
  s.workspace.add_channel("C9", "secret").is_private = true;
  s.thank("U1", "<@U2> ++ for the merger papers", "1.1", "C9");
  CHECK(has_part(reply_text(s.digest_command("preview team", "U1", "C9")), "the merger papers"));
  for (std::string const channel : {"C1", "DU3"})
    CHECK_FALSE(has_part(reply_text(s.digest_command("preview team", "U3", channel)), "the merger papers"));
}

TEST_CASE("messages are linked, and those who are named have names") {
  digest_scene s;
  s.thank("U1", "<@U2> ++ for the calm release", "1.1");
  s.deliver();
  s.go_on(1h);
  REQUIRE(s.posted_to("C1").size() == 1);
  CHECK(has_part(s.posted_to("C1").front(), "https://chat.example/C1/1.1"));
  CHECK(has_part(s.posted_to("C1").front(), "Ada"));
}

TEST_CASE("digests say when they come") {
  digest_scene s({digest_in("b"), digest_in("a")});
  auto const coming = s.running->ritual()->coming_up();
  REQUIRE(coming.size() == 2);
  CHECK(coming[0].what == "Digest b");
  CHECK(coming[0].at == s.clock.now() + 1h);
}
