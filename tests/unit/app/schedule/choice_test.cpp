// What is answered where it is not clear which ritual is meant, and why a channel can't be used.
#include "app/schedule/choice.hpp"
#include "app/schedule/place.hpp"

#include <doctest/doctest.h>

using namespace huzzah;
using schedule::channel_trouble;

namespace {

constexpr schedule::kind_words walks{
    "/walk", "There is no walk yet. /walk setup makes one.", "No walk is called \"{wanted}\".",
    "The walk *{name}* that you set up could not happen in {channel}: {reason}"};

std::string answer(std::vector<std::string> const& names, std::string const& wanted = {}) {
  return chat::to_plain(schedule::which_one(walks, names, wanted).summary);
}

}  // namespace

TEST_CASE("several that may be meant are named, and an unknown name is answered with the nearest") {
  CHECK(answer({}) == "There is no walk yet. /walk setup makes one.");
  CHECK(answer({"core", "other"}) == "Which one: core, other? Say its name, too. Nothing was changed.");
  CHECK(answer({"core", "other"}, "othr") ==
        "No walk is called \"othr\". Did you mean other? Nothing was changed.");
  CHECK(answer({"core", "other"}, "zzzzzzzz") ==
        "No walk is called \"zzzzzzzz\". There are: core, other. Nothing was changed.");
}

TEST_CASE("a channel can't be used when it is archived, when the bot is not in it, or when there is none") {
  chat::channel_facts facts;
  facts.is_member = true;
  CHECK_FALSE(schedule::trouble_of(facts));
  facts.is_member = false;
  CHECK(schedule::trouble_of(facts) == channel_trouble::not_a_member);
  facts.is_archived = true;
  CHECK(schedule::trouble_of(facts) == channel_trouble::archived);
  CHECK(schedule::trouble_of(error(errc::not_found, "none")) == channel_trouble::not_found);
  // What can't be found out is no reason.
  CHECK_FALSE(schedule::trouble_of(error(errc::unreachable, "down")));
  auto const said = chat::to_plain(
      schedule::could_not_happen(walks, "core", channel_trouble::not_a_member, "#wins").summary);
  CHECK(said ==
        "The walk core that you set up could not happen in #wins: I am not a member any more. Invite me with "
        "/invite and it goes on. To move it elsewhere: /walk setup core, to end it: /walk off core");
}
