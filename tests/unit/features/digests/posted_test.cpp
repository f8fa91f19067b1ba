// A digest that is posted shows what the ledger says now.
#include "app/delivery/file_requests.hpp"
#include "app/delivery/postings.hpp"
#include "app/ledger/erasing.hpp"
#include "app/ledger/span.hpp"
#include "app/ledger/withheld.hpp"
#include "support/digest_scene.hpp"

#include <doctest/doctest.h>

using namespace huzzah;
using namespace huzzah::test;

namespace {

/// A digest with two kudos in it, delivered.
class posted_digest : public digest_scene {
 public:
  explicit posted_digest(std::vector<digests::settings> digests = {digest_in()})
      : digest_scene(std::move(digests)) {
    thanked = posted("U1", "<@U2> ++ for the calm release", "1.1");
    tell(thanked).value();
    thank("U3", "<@U4> ++ for the long night", "1.2");
    deliver();
    go_on(1h);
    settle();
  }

  /// Digests are made again until nothing has changed any more.
  void settle() {
    deliver();
    run_due();
    run_due();
    // A channel takes a message a second.
    for (auto i = 0; i < 60 && is_due(); ++i) {
      clock.advance(1s);
      deliver();
    }
  }
  std::string shown() const {
    std::string all;
    for (auto const& post : workspace.posts)
      if (post.where.channel == "C1" && !post.removed) all += chat::to_json(post.said) + "\n";
    return all;
  }
  bool shows(std::string_view part) const { return has_part(shown(), part); }
  std::int64_t entry_of(std::string_view words) {
    return read([&](store::reader& from) {
      ledger::span all(from, "T1", people::viewer::everybody(), clock.now() - 240h, clock.now());
      for (auto const& one : all.kudos())
        if (has_part(one.reason, words)) return one.id;
      return std::int64_t{0};
    });
  }
  bool hide(std::int64_t entry, bool is_wanted) {
    return write(
        [&](store::unit_of_work& work) { return ledger::withheld_entries(work).hide(entry, is_wanted); });
  }
  bool report(std::int64_t entry) {
    return write([&](store::unit_of_work& work) { return ledger::withheld_entries(work).report(entry); });
  }
  bool is_dirty() {
    return read([](store::reader& from) { return delivery::postings(from).is_any_dirty("T1", "digest"); });
  }
  std::size_t posts() const { return workspace.posts.size(); }

  chat::message_posted thanked;
};

}  // namespace

TEST_CASE("what has not changed is neither said nor drawn again") {
  posted_digest s;
  CHECK(s.shows("the calm release"));
  CHECK_FALSE(s.is_dirty());
  CHECK(s.workspace.calls["update"] == 0);
  CHECK(s.workspace.pictures.size() == 1);
}

TEST_CASE("a kudos that is taken back, edited or hidden leaves a posted digest, which calls no one again") {
  for (auto const is_restarted : {false, true}) {
    for (std::string const how : {"deleted", "edited", "hidden", "reported"}) {
      CAPTURE(is_restarted);
      CAPTURE(how);
      posted_digest s;
      auto const posts = s.posts();
      auto const gone = "the calm release";
      auto const entry = s.entry_of(gone);
      if (how == "deleted") s.tell(s.deleted(s.thanked)).value();
      if (how == "edited") s.tell(s.edited(s.thanked, "<@U2> ++ for the quiet release")).value();
      if (how == "hidden") REQUIRE(s.hide(entry, true));
      if (how == "reported") REQUIRE(s.report(entry));
      CHECK(s.is_dirty());
      CHECK(s.shows(gone));
      if (is_restarted) s.start();
      s.settle();
      CHECK_FALSE(s.is_dirty());
      CHECK_FALSE(s.shows(gone));
      CHECK(s.shows("the quiet release") == (how == "edited"));
      CHECK(s.shows("the long night"));
      CHECK(s.posts() == posts);
    }
  }
}

TEST_CASE("a digest that is made again has a new picture, and the one before goes") {
  posted_digest s;
  REQUIRE(s.shows("F1"));
  SUBCASE("it can be uploaded") {
    s.tell(s.deleted(s.thanked)).value();
    s.settle();
    CHECK(s.shows("F2"));
  }
  SUBCASE("it can't") {
    s.workspace.failures["upload_picture"].emplace_back(error(errc::io_failed, "no"));
    s.tell(s.deleted(s.thanked)).value();
    s.settle();
    CHECK_FALSE(s.shows("the calm release"));
  }
  CHECK_FALSE(s.shows("F1"));
  auto const unwanted = s.read(
      [&](store::reader& from) { return delivery::file_requests(from).next_unwanted("T1", s.clock.now()); });
  REQUIRE(unwanted);
  CHECK(unwanted->file == "F1");
}

TEST_CASE("what is hidden and shown again comes back, and what was said later does not come in") {
  posted_digest s;
  auto const entry = s.entry_of("the calm release");
  auto late = s.posted("U3", "<@U2> ++ for the late one", "1.3");
  late.at = s.clock.now() - 40min;
  late.is_past = true;
  s.tell(late).value();
  s.hide(entry, true);
  s.settle();
  CHECK_FALSE(s.shows("the calm release"));
  CHECK_FALSE(s.shows("the late one"));
  s.hide(entry, false);
  s.settle();
  CHECK(s.shows("the calm release"));
  CHECK_FALSE(s.shows("the late one"));
}

TEST_CASE("a digest that has nothing to say any more is taken back, if its channel wants no empty ones") {
  auto digest = digest_in();
  digest.when_empty = digests::empty_digest::nothing;
  posted_digest s({digest});
  s.hide(s.entry_of("the calm release"), true);
  s.hide(s.entry_of("the long night"), true);
  s.settle();
  CHECK_FALSE(s.shows("the good work"));
  CHECK_FALSE(s.shows("release"));
  CHECK_FALSE(s.is_dirty());
}

TEST_CASE("a person who is being erased leaves a posted digest before the first slice") {
  posted_digest s;
  s.write([&](store::unit_of_work& work) { ledger::begin_erasing(work, "U2", s.clock.now()); });
  s.settle();
  CHECK_FALSE(s.shows("U2"));
  CHECK_FALSE(s.shows("the calm release"));
  CHECK(s.shows("the long night"));
}

TEST_CASE("a long digest's thread follows, and messages that it does not need any more go") {
  posted_digest s;
  s.clock.advance(1min);
  std::vector<chat::message_posted> said;
  for (auto i = 0; i < 60; ++i) {
    auto const person = std::to_string(100 + i);
    auto const giver = "U" + std::to_string(200 + i);
    s.workspace.add("U" + person, "Person " + person, "Etc/UTC");
    s.workspace.add(giver, "Giver " + person, "Etc/UTC");
    said.push_back(s.posted(giver,
                            "<@U" + person + "> ++ for the reason " + person + " " + std::string(200, 'x'),
                            "2." + person));
    s.tell(said.back()).value();
  }
  s.go_on(24h * 7);
  s.settle();
  auto const live = [&] {
    return std::count_if(s.workspace.posts.begin(), s.workspace.posts.end(),
                         [](auto const& one) { return one.where.channel == "C1" && !one.removed; });
  };
  auto const before = live();
  REQUIRE(s.shows("the reason 159"));
  REQUIRE(before > 2);
  auto const posts = s.posts();
  for (std::size_t i = 0; i < 59; ++i)
    s.tell(s.deleted(said[i])).value();
  s.settle();
  CHECK(live() < before);
  CHECK_FALSE(s.shows("the reason 130"));
  CHECK(s.shows("the reason 159"));
  CHECK(s.posts() == posts);
}

TEST_CASE("a digest changes also when the outbox has forgotten its messages") {
  posted_digest s;
  auto const gone = s.write([&](store::unit_of_work& work) {
    return delivery::outbox(work).forget_ended("T1", s.clock.now() + 1h);
  });
  REQUIRE(gone > 0);
  auto const posts = s.posts();
  s.tell(s.deleted(s.thanked)).value();
  s.settle();
  CHECK_FALSE(s.shows("the calm release"));
  CHECK(s.posts() == posts);
}

TEST_CASE("while the platform does not answer, a digest stays, and is made again afterwards") {
  posted_digest s;
  s.tell(s.deleted(s.thanked)).value();
  s.workspace.failures["find_channel"].emplace_back(error(errc::io_failed, "no"));
  s.run_due();
  CHECK(s.is_dirty());
  CHECK(s.shows("the calm release"));
  s.workspace.failures.clear();
  s.settle();
  CHECK_FALSE(s.is_dirty());
  CHECK_FALSE(s.shows("the calm release"));
  CHECK(s.shows("the long night"));
}
