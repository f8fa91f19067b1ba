#include "features/kudos/house_rules.hpp"

#include "support/shorthand.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <limits>

using namespace huzzah;
using kudos::candidate;
using kudos::house_rules_options;
using kudos::intent;
using kudos::receiver_facts;
using kudos::refusal;
using kudos::target;
using kudos::verdict;

namespace {

kudos::target person(std::string id) {
  return {kudos::target::kind::person, std::move(id)};
}
kudos::target group(std::string id) {
  return {kudos::target::kind::group, std::move(id)};
}
kudos::target broadcast(std::string id) {
  return {kudos::target::kind::broadcast, std::move(id)};
}

kudos::receiver_facts facts(std::string const& id) {
  if (id.starts_with("bot")) return kudos::receiver_facts(id, true);
  if (id.starts_with("gone")) return kudos::receiver_facts(id, false, true);
  if (id.starts_with("ghost")) return kudos::receiver_facts();
  return kudos::receiver_facts(id);
}

kudos::verdict judge(std::vector<kudos::candidate> const& asked, int given_today = 0,
                     kudos::house_rules_options const& options = {}) {
  return kudos::judge("giver", asked, facts, given_today, options);
}

std::vector<kudos::candidate> people(int count) {
  std::vector<kudos::candidate> asked;
  for (int i = 1; i <= count; ++i)
    asked.emplace_back("u" + std::to_string(i), 1);
  return asked;
}

kudos::house_rules_options limit(int receivers) {
  kudos::house_rules_options options;
  options.daily_limit = receivers;
  return options;
}

kudos::house_rules_options minimum(int characters) {
  kudos::house_rules_options options;
  options.minimum_reason = characters;
  return options;
}

std::string explained(std::vector<kudos::candidate> const& asked,
                      kudos::house_rules_options const& options = {}, int given_today = 0) {
  return test::to_shorthand(kudos::explain(judge(asked, given_today, options), options));
}

}  // namespace

TEST_CASE("a kudos for somebody else is accepted as it is") {
  kudos::candidate const asked("ana", 2, "great &amp; good", {"craft"});
  auto const judged = judge({asked});
  CHECK(judged.accepted == std::vector{asked});
  CHECK(judged.turned_down.empty());
}

TEST_CASE("each kind of receiver who gets nothing has its reason") {
  auto const judged = judge({kudos::candidate("giver", 1), kudos::candidate("bot1", 1),
                             kudos::candidate("gone1", 1), kudos::candidate("ghost1", 1),
                             kudos::candidate("here", 1, "", {}, true), kudos::candidate("ana", 1)});
  CHECK(judged.turned_down == std::vector<kudos::refused>{{"giver", kudos::refusal::self},
                                                          {"bot1", kudos::refusal::bot},
                                                          {"gone1", kudos::refusal::deactivated},
                                                          {"ghost1", kudos::refusal::unknown_person},
                                                          {"here", kudos::refusal::broadcast}});
  CHECK(judged.accepted == std::vector{kudos::candidate("ana", 1)});
}

TEST_CASE("who wants to be left out gets nothing, but for what they had earned before") {
  auto const left_out = [](std::string const& id) {
    auto found = facts(id);
    found.is_left_out = true;
    return found;
  };
  auto const judged = kudos::judge("giver", {kudos::candidate("ana", 1), kudos::candidate("bo", 1)}, left_out,
                                   0, {}, {{"bo", 1}});
  CHECK(judged.turned_down == std::vector<kudos::refused>{{"ana", kudos::refusal::left_out}});
  CHECK(judged.accepted == std::vector{kudos::candidate("bo", 1)});
  CHECK(test::to_shorthand(kudos::explain(judged, {})) ==
        "@ana prefers a plain thank-you: tell them in your own words. I keep no record of it. Your other "
        "kudos is recorded.");
  CHECK(kudos::to_string(kudos::refusal::left_out) == "left_out");
}

TEST_CASE("a person who is called like a broadcast is a person") {
  CHECK(judge({kudos::candidate("here", 1)}).accepted.size() == 1);
}

TEST_CASE("facts are asked for once a receiver and never for the giver or a broadcast") {
  std::vector<std::string> asked_for;
  auto const lookup = [&](std::string const& id) {
    asked_for.push_back(id);
    return kudos::receiver_facts(id);
  };
  kudos::judge("giver",
               {kudos::candidate("giver", 1), kudos::candidate("ana", 1),
                kudos::candidate("here", 1, "", {}, true), kudos::candidate("bo", 1)},
               lookup, 0, {});
  CHECK(asked_for == std::vector<std::string>{"ana", "bo"});
}

TEST_CASE("the daily limit lets the first ones through") {
  auto const judged = judge(people(3), 8);
  REQUIRE(judged.accepted.size() == 2);
  CHECK(judged.accepted[0].receiver == "u1");
  CHECK(judged.accepted[1].receiver == "u2");
  CHECK(judged.turned_down == std::vector<kudos::refused>{{"u3", kudos::refusal::daily_limit}});
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
  auto const judged =
      judge({kudos::candidate("giver", 1), kudos::candidate("bot1", 1), kudos::candidate("ana", 1)}, 9);
  CHECK(judged.accepted == std::vector{kudos::candidate("ana", 1)});
  auto const late = judge({kudos::candidate("giver", 1), kudos::candidate("ana", 1)}, 10);
  CHECK(late.turned_down ==
        std::vector<kudos::refused>{{"giver", kudos::refusal::self}, {"ana", kudos::refusal::daily_limit}});
}

TEST_CASE("a reason is long enough from its smallest length on, counted as people read it") {
  auto const options = minimum(4);
  CHECK(judge({kudos::candidate("ana", 1, "abc")}, 0, options).accepted.empty());
  CHECK(judge({kudos::candidate("ana", 1, "abcd")}, 0, options).accepted.size() == 1);
  CHECK(judge({kudos::candidate("ana", 1, "üöäß")}, 0, options).accepted.size() == 1);
  CHECK(judge({kudos::candidate("ana", 1, "üöä")}, 0, options).accepted.empty());
  CHECK(judge({kudos::candidate("ana", 1, "&amp;")}, 0, options).accepted.empty());
  CHECK(judge({kudos::candidate("ana", 1, "<:tada:>")}, 0, options).accepted.size() == 1);
  CHECK(judge({kudos::candidate("ana", 1, "  a  ")}, 0, options).accepted.empty());
  CHECK(judge({kudos::candidate("ana", 1, "")}, 0, options).turned_down[0].why ==
        kudos::refusal::reason_too_short);
  CHECK(judge({kudos::candidate("ana", 1, "")}, 0, minimum(0)).accepted.size() == 1);
}

TEST_CASE("an amount over the largest is cut to it") {
  CHECK(judge({kudos::candidate("ana", 5)}).accepted[0].amount == 5);
  CHECK(judge({kudos::candidate("ana", 6)}).accepted[0].amount == 5);
  CHECK(judge({kudos::candidate("ana", std::numeric_limits<int>::max())}).accepted[0].amount == 5);
  CHECK(judge({kudos::candidate("ana", 0)}).accepted[0].amount == 1);
  kudos::house_rules_options one_only;
  one_only.largest_amount = 1;
  CHECK(judge({kudos::candidate("ana", 3)}, 0, one_only).accepted[0].amount == 1);
}

TEST_CASE("a message's kudos for one person are merged") {
  auto const merged = kudos::merge({
      kudos::intent({person("ana"), person("bo")}, 1, {chat::text("the review")}, {"craft"}),
      kudos::intent({person("cy")}, 3),
      kudos::intent({person("ana")}, 2, {chat::text("the <demo>")}, {"care", "craft"}),
      kudos::intent({person("ana")}, 1, {chat::text("the review")}),
      kudos::intent({person("cy")}, 1, {chat::text("staying")}),
  });
  CHECK(merged == std::vector{kudos::candidate("ana", 4, "the review / the &lt;demo&gt;", {"craft", "care"}),
                              kudos::candidate("bo", 1, "the review", {"craft"}),
                              kudos::candidate("cy", 4, "staying")});
}

TEST_CASE("merging keeps broadcasts apart from people and leaves out groups") {
  CHECK(kudos::merge({kudos::intent({broadcast("here"), person("here"), group("crew")}, 1)}) ==
        std::vector{kudos::candidate("here", 1, "", {}, true), kudos::candidate("here", 1)});
  CHECK(kudos::merge({}).empty());
}

TEST_CASE("amounts without bound do not overflow") {
  auto const most = std::numeric_limits<int>::max();
  CHECK(kudos::merge({kudos::intent({person("ana")}, most), kudos::intent({person("ana")}, most)}) ==
        std::vector{kudos::candidate("ana", most)});
}

TEST_CASE("a user group becomes its members, without the giver") {
  std::vector<kudos::intent> const intents{
      kudos::intent({person("ana"), group("crew"), broadcast("here")}, 2, {chat::text("the demo")}),
      kudos::intent({group("crew")}, 1), kudos::intent({group("empty")}, 1),
      kudos::intent({group("secret")}, 1)};
  CHECK(kudos::groups_in(intents) == std::vector<std::string>{"crew", "empty", "secret"});
  CHECK(kudos::expand_groups(intents, {{"crew", {"giver", "bo", "ana"}}, {"empty", {"giver"}}}, "giver") ==
        std::vector{
            kudos::intent({person("ana"), person("bo"), broadcast("here")}, 2, {chat::text("the demo")}),
            kudos::intent({person("bo"), person("ana")}, 1)});
}

TEST_CASE("whoever thanks themselves beside their group is still told so") {
  auto const expanded = kudos::expand_groups({kudos::intent({person("giver"), group("crew")}, 1)},
                                             {{"crew", {"giver", "bo"}}}, "giver");
  auto const judged = judge(kudos::merge(expanded));
  CHECK(judged.accepted == std::vector{kudos::candidate("bo", 1)});
  CHECK(judged.turned_down == std::vector<kudos::refused>{{"giver", kudos::refusal::self}});
}

TEST_CASE("nothing is explained when nothing was refused") {
  CHECK(explained({}) == "");
  CHECK(explained({kudos::candidate("ana", 1)}) == "");
}

TEST_CASE("each refusal says why and what to do") {
  CHECK(explained({kudos::candidate("giver", 1)}) ==
        "Kudos travel to others, so the one for yourself stays here: thank somebody who helped you.");
  CHECK(explained({kudos::candidate("bot1", 1)}) ==
        "@bot1 is a bot: the people behind it will be glad of a kudos.");
  CHECK(explained({kudos::candidate("bot1", 1), kudos::candidate("bot2", 1)}) ==
        "@bot1 and @bot2 are bots: the people behind them will be glad of a kudos.");
  CHECK(explained({kudos::candidate("gone1", 1)}) ==
        "@gone1 has left this workspace, so kudos can't reach them here.");
  CHECK(explained({kudos::candidate("here", 1, "", {}, true)}) ==
        "@here is everybody at once: mention the people you mean, or a user group.");
  CHECK(explained({kudos::candidate("ghost1", 1)}) ==
        "I can't find @ghost1 in this workspace: pick the name from the list when you type @.");
  CHECK(explained({kudos::candidate("ana", 1, "thx")}, minimum(20)) ==
        "Tell @ana why, in at least 20 characters, and it counts.");
  CHECK(explained({kudos::candidate("ana", 1)}, {}, 10) ==
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
  auto const judged = judge({kudos::candidate("bot1", 1), kudos::candidate("channel", 1, "", {}, true)});
  auto const line = kudos::explain(judged, {});
  CHECK(line.front() == chat::token(chat::token_kind::broadcast, "", "channel"));
  CHECK(std::find(line.begin(), line.end(), chat::mention("bot1")) != line.end());
}

TEST_CASE("every refusal and source has a name of its own") {
  CHECK(kudos::to_string(kudos::refusal::self) == "self");
  CHECK(kudos::to_string(kudos::refusal::daily_limit) == "daily_limit");
  CHECK(kudos::to_string(kudos::refusal::reason_too_short) == "reason_too_short");
  using kudos::source_kind;
  for (auto const source :
       {kudos::source_kind::message, kudos::source_kind::reaction, kudos::source_kind::command})
    CHECK(kudos::source_kind_from(kudos::to_string(source)) == source);
  CHECK(kudos::to_string(kudos::source_kind::reaction) == "reaction");
  CHECK_FALSE(kudos::source_kind_from("form"));
}

TEST_CASE("a large group is expanded in no more steps than it has members, each once") {
  std::vector<std::string> everybody;
  for (int i = 0; i < 50'000; ++i)
    everybody.push_back("u" + std::to_string(i));
  std::vector<kudos::intent> intents;
  intents.emplace_back(std::vector<kudos::target>{person("u7"), group("s1"), group("s2")}, 1);
  std::map<std::string, std::vector<std::string>> const members{{"s1", everybody}, {"s2", everybody}};
  auto const expanded = kudos::expand_groups(intents, members, "u0");
  REQUIRE(expanded.size() == 1);
  CHECK(expanded[0].targets.size() == 49'999);
  CHECK(expanded[0].targets[0] == person("u7"));
}

TEST_CASE("one message thanks a thousand people, and says of the others what to do") {
  auto const judged = judge(people(1'003), 0, limit(0));
  CHECK(judged.accepted.size() == kudos::most_receivers);
  REQUIRE(judged.turned_down.size() == 3);
  CHECK(judged.turned_down[0] == kudos::refused("u1001", kudos::refusal::too_many));
  auto const line = chat::to_plain(kudos::explain(judged, limit(0)));
  CHECK(line.find("1000 people at most") != std::string::npos);
  CHECK(line.find("thank them in another message") != std::string::npos);
}

TEST_CASE("who has earned a kudos by the message keeps it, whatever today's facts and rules are") {
  std::vector<kudos::candidate> asked{kudos::candidate("gone1", 4), kudos::candidate("bot1", 1),
                                      kudos::candidate("u1", 1), kudos::candidate("gone2", 1)};
  auto options = limit(2);
  options.largest_amount = 2;
  kudos::earned_amounts const earned{{"gone1", 5}, {"bot1", 1}};
  auto const judged = kudos::judge("giver", asked, facts, 1, options, earned);
  REQUIRE(judged.accepted.size() == 2);
  CHECK(judged.accepted[0].receiver == "gone1");
  CHECK(judged.accepted[0].amount == 4);
  CHECK(judged.accepted[1].receiver == "bot1");
  // Those whom the edit adds are judged by what is so today, and come after those who stay.
  REQUIRE(judged.turned_down.size() == 2);
  CHECK(judged.turned_down[0] == kudos::refused("u1", kudos::refusal::daily_limit));
  CHECK(judged.turned_down[1] == kudos::refused("gone2", kudos::refusal::deactivated));
}

TEST_CASE(
    "a receiver about whom the platform has not said anything is accepted as pending, within the limit") {
  auto const nothing_known = [](std::string const& id) {
    kudos::receiver_facts unknown(id);
    unknown.is_pending = true;
    return unknown;
  };
  auto const judged = kudos::judge("giver", people(3), nothing_known, 0, limit(2));
  REQUIRE(judged.accepted.size() == 2);
  CHECK(judged.accepted[0].is_pending);
  REQUIRE(judged.turned_down.size() == 1);
  CHECK(judged.turned_down[0].why == kudos::refusal::daily_limit);
}
