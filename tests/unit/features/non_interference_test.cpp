// What is private changes no byte for any third person, on any surface. A new surface is added to
// surfaces_of().
#include "app/ledger/kudos_records.hpp"
#include "app/ledger/standings.hpp"
#include "app/ledger/win_views.hpp"
#include "app/people/places.hpp"
#include "features/digests/facts.hpp"
#include "features/wins/feature.hpp"
#include "support/digest_scene.hpp"
#include "support/nobody_asks.hpp"

#include <doctest/doctest.h>

#include <functional>
#include <regex>

using namespace huzzah;
using namespace huzzah::test;

namespace {

/// Leaves out what differs in any case: a sealed reference differs with the number that it hides and with the
/// ledger, and tells neither; the workspace here numbers all posts, where a platform dates them.
std::string comparable(std::string const& shown) {
  static std::regex const sealed("\"[a-z2-7]{26}\"");
  static std::regex const numbered("/99\\.[0-9]+");
  return std::regex_replace(std::regex_replace(shown, sealed, "\"*\""), numbered, "/99.*");
}

/// A house with a public and a private channel. U1 and U2 are in both, U3 and U4 only in the public one.
class house : public digest_scene {
 public:
  house() {
    add<wins::feature>(wins::options(kudos::options(), nobody));
    workspace.add_channel("C9", "secret").is_private = true;
    workspace.members["C9"] = {"U1", "UHUZZAH"};
    say("U1", "<@U2> ++ for the calm release #craft", "1.1", "C1");
    say("U3", "<@U4> ++ for the tea", "1.2", "C1");
    say("U1", "win: the flaky test is gone", "1.3", "C1");
    deliver();
  }

  void say(std::string person, std::string_view markup, std::string timestamp, std::string channel) {
    auto event = posted(std::move(person), markup, std::move(timestamp));
    event.where.channel = channel;
    event.channel = channel == "C9"            ? chat::channel_kind::private_channel
                    : channel.starts_with('D') ? chat::channel_kind::direct
                                               : chat::channel_kind::channel;
    REQUIRE(tell(event));
  }

  /// All that somebody can see, in their own words or Huzzah's.
  std::string surfaces_of(std::string const& person) {
    std::string all;
    for (auto const* words : {"me", "board week", "board month", "board all"})
      all += reply_text(command(person, words)) + "\n";
    for (auto const* words : {"", "week"})
      all += reply_text(command(person, words, "/wins")) + "\n";
    all += reply_text(digest_command("preview weekly", person)) + "\n";
    all += reply_text(digest_command("status", person)) + "\n";
    for (auto const& said : posted_to("C1"))
      all += said + "\n";
    for (auto const& said : posted_to("D" + person))
      all += said + "\n";
    return comparable(all + printed());
  }

  /// What the command line prints without --include-private.
  std::string printed() {
    return read([](store::reader& from) {
      std::string all;
      for (auto const& one : ledger::tally(from))
        all += one.person + " " + std::to_string(one.received) + " " + std::to_string(one.given) + "\n";
      ledger::for_each_recognition(from, [&](ledger::recognition_record const& one) {
        if (one.is_open) all += one.giver + ">" + one.receiver + " " + one.reason + "\n";
        return true;
      });
      ledger::for_each_win(from, [&](ledger::win_view const& one) {
        if (one.is_open) all += one.author + ": " + one.text + "\n";
        return true;
      });
      return all;
    });
  }

  nobody_asks nobody;
};

struct secret {
  char const* what;
  std::function<void(house&)> happens;
};

std::vector<secret> const secrets{
    {"a kudos in a private channel",
     [](house& in) { in.say("U1", "<@U2> ++ for the merger #craft", "5.1", "C9"); }},
    {"a kudos in a private channel for somebody who gets others' notes",
     [](house& in) { in.say("U1", "<@U2> <@U1> ++ for the papers #secrecy", "5.1", "C9"); }},
    {"a win in a private channel", [](house& in) { in.say("U1", "win: the merger is signed", "5.1", "C9"); }},
    {"a kudos said to the bot", [](house& in) { in.say("U1", "<@U2> ++ for whispering", "5.1", "DU1"); }},
    {"a win said to the bot", [](house& in) { in.say("U1", "win: a quiet nod", "5.1", "DU1"); }},
    {"a command in a private channel",
     [](house& in) { in.command("U1", "<@U2> for the merger", "/kudos", "C9"); }},
};

}  // namespace

TEST_CASE("one private thing more changes no byte for any third person, before and after the digest") {
  for (auto const& one : secrets) {
    CAPTURE(one.what);
    house without;
    house with;
    one.happens(with);
    with.deliver();
    for (auto const* person : {"U3", "U4"})
      CHECK(with.surfaces_of(person) == without.surfaces_of(person));
    // What they do next carries numbers, in buttons of theirs.
    for (auto const* person : {"U3", "U4"}) {
      auto const noted = reply_text(with.command(person, "a quiet morning", "/win"));
      CHECK(has_part(noted, "Take it back"));
      CHECK(comparable(noted) == comparable(reply_text(without.command(person, "a quiet morning", "/win"))));
    }
    without.go_on(2h);
    with.go_on(2h);
    for (auto const* person : {"U3", "U4"})
      CHECK(with.surfaces_of(person) == without.surfaces_of(person));
  }
}

TEST_CASE("a receiver who is not in the private channel learns who thanked them, and no more") {
  house in;
  in.say("U1", "<@U2> ++ for the merger papers #craft", "5.1", "C9");
  in.deliver();
  auto const notes = in.posted_to("DU2");
  REQUIRE(notes.size() == 2);
  CHECK(has_part(notes.back(), "U1"));
  for (auto const* words : {"merger", "craft", "C9"}) {
    CHECK_FALSE(has_part(notes.back(), words));
    CHECK_FALSE(has_part(reply_text(in.command("U2", "me")), std::string("merger ") + words));
  }
  CHECK_FALSE(has_part(reply_text(in.command("U2", "me")), "merger"));
  in.workspace.members["C9"].emplace_back("U2");
  in.readers.forget_all();
  CHECK(has_part(reply_text(in.command("U2", "me")), "the merger papers"));
}

TEST_CASE("a channel that turns private takes its words and sums with it") {
  house in;
  auto const before = reply_text(in.command("U3", "board all"));
  CHECK(has_part(before, "U2"));
  in.write([](store::unit_of_work& work) { people::places(work).learn("T1", "C1", people::reach::members); });
  in.workspace.channels["C1"].is_private = true;
  in.workspace.members["C1"] = {"U1", "U2", "UHUZZAH"};
  in.readers.forget_all();
  in.settle_places();
  CHECK_FALSE(has_part(reply_text(in.command("U3", "board all", "/kudos", "C2")), "U2"));
  CHECK_FALSE(has_part(reply_text(in.command("U3", "week", "/wins", "C2")), "flaky"));
  CHECK(has_part(reply_text(in.command("U1", "board all")), "U2"));
}
