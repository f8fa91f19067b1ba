// The record of a year that is made up, against a count by hand of the ledger: a script of its own.
#include "support/record_scene.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <random>
#include <string>
#include <vector>

using namespace huzzah;
using namespace huzzah::test;

TEST_CASE(
    "the record of a year: every line verbatim and linked, nothing retracted, sums as counted by hand") {
  record_scene s;
  for (auto const* channel : {"C8", "C9"})
    s.workspace.add_channel(channel, channel).is_private = true;
  s.workspace.members["C8"] = {"U1", "U3", "UHUZZAH"};
  s.workspace.members["C9"] = {"U1", "U2", "U3", "U4", "UHUZZAH"};
  std::mt19937 dice(20261118);
  auto const roll = [&](unsigned sides) { return dice() % sides; };
  std::vector<std::string> const givers{"U1", "U3", "U4"};
  std::vector<std::string> const endings{" &amp; more", " \"quoted\"", " — été",
                                         " (50 %25)",   ", *really*",  ""};
  std::vector<std::string> const values{" #craft", " #care", ""};
  for (int i = 0; i < 600; ++i) {
    s.clock.advance(std::chrono::minutes(600 + roll(640)));
    auto const id = "80." + std::to_string(1000 + i);
    auto const about = "thing number " + std::to_string(i) + "x" + endings[roll(6)];
    auto const place = roll(6);
    auto const is_win = roll(3) == 0;
    auto const author = is_win ? std::string("U2") : givers[roll(3)];
    auto const words =
        is_win
            ? "win: " + about + (roll(3) == 0 ? ", saved " + std::to_string(5 + roll(90)) + " minutes" : "")
            : "<@U2> ++ for " + about + values[roll(3)];
    auto said = place == 0 ? s.confided(author, words, id) : s.posted(author, words, id);
    if (place == 1 || place == 2) {
      said.where.channel = place == 1 && !is_win ? "C8" : "C9";
      said.channel = chat::channel_kind::private_channel;
    }
    REQUIRE(s.tell(said));
    auto const fate = roll(8);
    if (fate == 0) REQUIRE(s.tell(s.deleted(said)));
    if (fate == 1)
      REQUIRE(s.tell(
          s.edited(said, is_win ? "win: changed " + about : "<@U2> ++ for changed " + about + " #craft")));
  }
  s.ask("U2", {{"days", "365 days"}, {"format", "JSON"}});
  auto const record = s.folder / "record.json";
  std::ofstream(record, std::ios::binary) << s.file();
  auto const by_hand = "python3 -B " HUZZAH_SOURCE_DIR "/tests/unit/features/record/count_by_hand.py '" +
                       (s.folder / "huzzah.db").string() + "' '" + record.string() + "' " +
                       std::to_string(s.clock.now().time_since_epoch().count()) +
                       " U2 America/Sao_Paulo C1,C9";
  CHECK(std::system(by_hand.c_str()) == 0);  // NOLINT(concurrency-mt-unsafe,cert-env33-c)
}
