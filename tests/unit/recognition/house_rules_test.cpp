#include "recognition/house_rules.hpp"

#include "shorthand.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <limits>

using namespace huzzah;
using recognition::candidate;
using recognition::house_rules_options;
using recognition::kudos_intent;
using recognition::receiver_facts;
using recognition::refusal;
using recognition::target;
using recognition::verdict;

namespace {

target person(std::string id) {
  return {target::kind::person, std::move(id)};
}
target group(std::string id) {
  return {target::kind::group, std::move(id)};
}
target broadcast(std::string id) {
  return {target::kind::broadcast, std::move(id)};
}

receiver_facts facts(std::string const& id) {
  if (id.starts_with("bot")) return receiver_facts(id, true);
  if (id.starts_with("gone")) return receiver_facts(id, false, true);
  if (id.starts_with("ghost")) return receiver_facts();
  return receiver_facts(id);
}

verdict judge(std::vector<candidate> const& asked, int given_today = 0,
              house_rules_options const& options = {}) {
  return recognition::judge("giver", asked, facts, given_today, options);
}

std::vector<candidate> people(int count) {
  std::vector<candidate> asked;
  for (int i = 1; i <= count; ++i)
    asked.emplace_back("u" + std::to_string(i), 1);
  return asked;
}

house_rules_options limit(int receivers) {
  house_rules_options options;
  options.daily_limit = receivers;
  return options;
}

house_rules_options minimum(int characters) {
  house_rules_options options;
  options.minimum_reason = characters;
  return options;
}

std::string explained(std::vector<candidate> const& asked, house_rules_options const& options = {},
                      int given_today = 0) {
  return test::to_shorthand(recognition::explain(judge(asked, given_today, options), options));
}

}  // namespace

TEST_CASE("a kudos for somebody else is accepted as it is") {
  candidate const asked("ana", 2, "great &amp; good", {"craft"});
  auto const judged = judge({asked});
  CHECK(judged.accepted == std::vector{asked});
  CHECK(judged.turned_down.empty());
}

TEST_CASE("each kind of receiver who gets nothing has its reason") {
  auto const judged =
      judge({candidate("giver", 1), candidate("bot1", 1), candidate("gone1", 1), candidate("ghost1", 1),
             candidate("here", 1, "", {}, true), candidate("ana", 1)});
  CHECK(judged.turned_down == std::vector<recognition::refused>{{"giver", refusal::self},
                                                                {"bot1", refusal::bot},
                                                                {"gone1", refusal::deactivated},
                                                                {"ghost1", refusal::unknown_person},
                                                                {"here", refusal::broadcast}});
  CHECK(judged.accepted == std::vector{candidate("ana", 1)});
}

TEST_CASE("a person who is called like a broadcast is a person") {
  CHECK(judge({candidate("here", 1)}).accepted.size() == 1);
}

TEST_CASE("facts are asked for once a receiver and never for the giver or a broadcast") {
  std::vector<std::string> asked_for;
  auto const lookup = [&](std::string const& id) {
    asked_for.push_back(id);
    return receiver_facts(id);
  };
  recognition::judge(
      "giver",
      {candidate("giver", 1), candidate("ana", 1), candidate("here", 1, "", {}, true), candidate("bo", 1)},
      lookup, 0, {});
  CHECK(asked_for == std::vector<std::string>{"ana", "bo"});
}

TEST_CASE("the daily limit lets the first ones through") {
  auto const judged = judge(people(3), 8);
  REQUIRE(judged.accepted.size() == 2);
  CHECK(judged.accepted[0].receiver == "u1");
  CHECK(judged.accepted[1].receiver == "u2");
  CHECK(judged.turned_down == std::vector<recognition::refused>{{"u3", refusal::daily_limit}});
}

TEST_CASE("the daily limit at its edges") {
  CHECK(judge(people(10), 0).accepted.size() == 10);
  CHECK(judge(people(11), 0).accepted.size() == 10);
  CHECK(judge(people(1), 9).accepted.size() == 1);
  CHECK(judge(people(1), 10).accepted.empty());
  CHECK(judge(people(1), 11).accepted.empty());
  CHECK(judge(people(1), 0, limit(1)).accepted.size() == 1);
  CHECK(judge(people(40), 1000, limit(0)).accepted.size() == 40);
}

TEST_CASE("who is refused for another reason uses up nothing of the limit") {
  auto const judged = judge({candidate("giver", 1), candidate("bot1", 1), candidate("ana", 1)}, 9);
  CHECK(judged.accepted == std::vector{candidate("ana", 1)});
  auto const late = judge({candidate("giver", 1), candidate("ana", 1)}, 10);
  CHECK(late.turned_down ==
        std::vector<recognition::refused>{{"giver", refusal::self}, {"ana", refusal::daily_limit}});
}

TEST_CASE("a reason is long enough from its smallest length on, counted as people read it") {
  auto const options = minimum(4);
  CHECK(judge({candidate("ana", 1, "abc")}, 0, options).accepted.empty());
  CHECK(judge({candidate("ana", 1, "abcd")}, 0, options).accepted.size() == 1);
  CHECK(judge({candidate("ana", 1, "üöäß")}, 0, options).accepted.size() == 1);
  CHECK(judge({candidate("ana", 1, "üöä")}, 0, options).accepted.empty());
  CHECK(judge({candidate("ana", 1, "&amp;")}, 0, options).accepted.empty());
  CHECK(judge({candidate("ana", 1, "<:tada:>")}, 0, options).accepted.size() == 1);
  CHECK(judge({candidate("ana", 1, "  a  ")}, 0, options).accepted.empty());
  CHECK(judge({candidate("ana", 1, "")}, 0, options).turned_down[0].why == refusal::reason_too_short);
  CHECK(judge({candidate("ana", 1, "")}, 0, minimum(0)).accepted.size() == 1);
}

TEST_CASE("an amount over the largest is cut to it") {
  CHECK(judge({candidate("ana", 5)}).accepted[0].amount == 5);
  CHECK(judge({candidate("ana", 6)}).accepted[0].amount == 5);
  CHECK(judge({candidate("ana", std::numeric_limits<int>::max())}).accepted[0].amount == 5);
  CHECK(judge({candidate("ana", 0)}).accepted[0].amount == 1);
  house_rules_options one_only;
  one_only.largest_amount = 1;
  CHECK(judge({candidate("ana", 3)}, 0, one_only).accepted[0].amount == 1);
}

TEST_CASE("a message's kudos for one person are merged") {
  auto const merged = recognition::merge({
      kudos_intent({person("ana"), person("bo")}, 1, {chat::text("the review")}, {"craft"}),
      kudos_intent({person("cy")}, 3),
      kudos_intent({person("ana")}, 2, {chat::text("the <demo>")}, {"care", "craft"}),
      kudos_intent({person("ana")}, 1, {chat::text("the review")}),
      kudos_intent({person("cy")}, 1, {chat::text("staying")}),
  });
  CHECK(merged == std::vector{candidate("ana", 4, "the review / the &lt;demo&gt;", {"craft", "care"}),
                              candidate("bo", 1, "the review", {"craft"}), candidate("cy", 4, "staying")});
}

TEST_CASE("merging keeps broadcasts apart from people and leaves out groups") {
  CHECK(recognition::merge({kudos_intent({broadcast("here"), person("here"), group("crew")}, 1)}) ==
        std::vector{candidate("here", 1, "", {}, true), candidate("here", 1)});
  CHECK(recognition::merge({}).empty());
}

TEST_CASE("amounts without bound do not overflow") {
  auto const most = std::numeric_limits<int>::max();
  CHECK(recognition::merge({kudos_intent({person("ana")}, most), kudos_intent({person("ana")}, most)}) ==
        std::vector{candidate("ana", most)});
}

TEST_CASE("a user group becomes its members, without the giver") {
  std::vector<kudos_intent> const intents{
      kudos_intent({person("ana"), group("crew"), broadcast("here")}, 2, {chat::text("the demo")}),
      kudos_intent({group("crew")}, 1), kudos_intent({group("empty")}, 1),
      kudos_intent({group("secret")}, 1)};
  CHECK(recognition::groups_in(intents) == std::vector<std::string>{"crew", "empty", "secret"});
  CHECK(
      recognition::expand_groups(intents, {{"crew", {"giver", "bo", "ana"}}, {"empty", {"giver"}}},
                                 "giver") ==
      std::vector{kudos_intent({person("ana"), person("bo"), broadcast("here")}, 2, {chat::text("the demo")}),
                  kudos_intent({person("bo"), person("ana")}, 1)});
}

TEST_CASE("whoever thanks themselves beside their group is still told so") {
  auto const expanded = recognition::expand_groups({kudos_intent({person("giver"), group("crew")}, 1)},
                                                   {{"crew", {"giver", "bo"}}}, "giver");
  auto const judged = judge(recognition::merge(expanded));
  CHECK(judged.accepted == std::vector{candidate("bo", 1)});
  CHECK(judged.turned_down == std::vector<recognition::refused>{{"giver", refusal::self}});
}

TEST_CASE("nothing is explained when nothing was refused") {
  CHECK(explained({}) == "");
  CHECK(explained({candidate("ana", 1)}) == "");
}

TEST_CASE("each refusal says why and what to do") {
  CHECK(explained({candidate("giver", 1)}) ==
        "Kudos travel to others, so the one for yourself stays here: thank somebody who helped you.");
  CHECK(explained({candidate("bot1", 1)}) == "@bot1 is a bot: the people behind it will be glad of a kudos.");
  CHECK(explained({candidate("bot1", 1), candidate("bot2", 1)}) ==
        "@bot1 and @bot2 are bots: the people behind them will be glad of a kudos.");
  CHECK(explained({candidate("gone1", 1)}) ==
        "@gone1 has left this workspace, so kudos can't reach them here.");
  CHECK(explained({candidate("here", 1, "", {}, true)}) ==
        "@here is everybody at once: mention the people you mean, or a user group.");
  CHECK(explained({candidate("ghost1", 1)}) ==
        "I can't find @ghost1 in this workspace: pick the name from the list when you type @.");
  CHECK(explained({candidate("ana", 1, "thx")}, minimum(20)) ==
        "Tell @ana why, in at least 20 characters, and it counts.");
  CHECK(explained({candidate("ana", 1)}, {}, 10) ==
        "You have thanked people 10 times today, which is the limit, so @ana has to wait: tomorrow you can "
        "thank them.");
}

TEST_CASE("several refusals make one line, which also says what was recorded") {
  auto asked = people(3);
  asked.emplace_back("giver", 1);
  asked.emplace_back("bot1", 1);
  CHECK(explained(asked, limit(1)) ==
        "Kudos travel to others, so the one for yourself stays here: thank somebody who helped you. "
        "@bot1 is a bot: the people behind it will be glad of a kudos. "
        "You have given your one kudos of today, so @u2 and @u3 have to wait: tomorrow you can thank them. "
        "Your other kudos is recorded.");
}

TEST_CASE("many names are counted instead of listed") {
  CHECK(explained(people(6), limit(1)).find("@u2, @u3, @u4, @u5 and @u6 have to wait") != std::string::npos);
  CHECK(explained(people(7), limit(1)).find("@u2, @u3, @u4, @u5 and 2 more have to wait") !=
        std::string::npos);
}

TEST_CASE("people are named by mentions and a broadcast by its own token, which stays inert") {
  auto const judged = judge({candidate("bot1", 1), candidate("channel", 1, "", {}, true)});
  auto const line = recognition::explain(judged, {});
  CHECK(line.front() == chat::token(chat::token_kind::broadcast, "", "channel"));
  CHECK(std::find(line.begin(), line.end(), chat::mention("bot1")) != line.end());
}

TEST_CASE("every refusal and source has a name of its own") {
  CHECK(recognition::to_string(refusal::self) == "self");
  CHECK(recognition::to_string(refusal::daily_limit) == "daily_limit");
  CHECK(recognition::to_string(refusal::reason_too_short) == "reason_too_short");
  using recognition::source_kind;
  for (auto const source : {source_kind::message, source_kind::reaction, source_kind::command})
    CHECK(recognition::source_kind_from(recognition::to_string(source)) == source);
  CHECK(recognition::to_string(source_kind::reaction) == "reaction");
  CHECK_FALSE(recognition::source_kind_from("form"));
}
