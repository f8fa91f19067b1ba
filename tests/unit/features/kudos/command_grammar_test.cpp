// What stands behind "/kudos", as a table of examples in the shorthand of shorthand.hpp.
#include "features/kudos/grammar.hpp"

#include "support/shorthand.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace huzzah;

namespace {

std::string read_command(std::string const& written) {
  kudos::grammar_options options;
  options.emoji = {"trophy", "star"};
  options.values = {"Craft", "care"};
  kudos::grammar const grammar(std::move(options));
  auto const intent = grammar.parse_command(test::from_shorthand(written));
  return test::to_shorthand(intent ? std::vector{*intent} : std::vector<kudos::intent>{});
}

struct command_example {
  std::string written;
  std::string kudos;
};

}  // namespace

TEST_CASE("a command needs no marker") {
  for (auto const& [written, kudos] : std::vector<command_example>{
           {"@ana reason", "@ana: reason"},
           {"@ana", "@ana"},
           {" @ana @bo for the demo ", "@ana @bo: the demo"},
           {"@ana, @bo and @cy the demo", "@ana @bo @cy: the demo"},
           {"@ana ++ reason", "@ana: reason"},
           {"++ @ana reason", "@ana: reason"},
           {"@ana :trophy::trophy: reason", "@ana ×2: reason"},
           {":trophy::trophy: @ana reason", "@ana ×2: reason"},
           {":trophy: @ana :trophy: reason", "@ana ×2: reason"},
           {"to @ana for the demo", "@ana: the demo"},
           {"kudos to @ana", "@ana"},
           {"%crew great week", "%crew: great week"},
           {"@here great week", "@here: great week"},
           {"@ana reason #craft", "@ana #Craft: reason"},
           {"#care @ana reason", "@ana #care: reason"},
           {"great demo @ana", "@ana: great demo"},
           {"great demo @ana :trophy::trophy:", "@ana ×2: great demo"},
           {"@ana two\nlines", "@ana: two lines"},
           {"@ana is C++ fun?", "@ana: is C++ fun?"},
           {"@ana helped @bo ++", "@ana: helped @bo ++"},
           {"thanks @ana for the fix", "@ana: the fix"},
           {"Thank you @ana and @bo, great demo", "@ana @bo: great demo"},
           {"great job @ana for the demo", "@ana: the demo"},
           {"thanks @ana", "@ana: thanks"},
           {"give @ana kudos for the docs", "@ana: the docs"},
           {"give @ana kudos", "@ana"},
           {"@ana (++)", "@ana"},
           {"@ana (++) for it", "@ana: it"},
           {"@ana + @bo for pairing", "@ana @bo: pairing"},
           {"@ana (again) for it", "@ana: (again) for it"},
           {"give kudos to @ana for the docs", "@ana: the docs"},
           {"give @ana :trophy: for the docs", "@ana: the docs"},
           {"for helping @ana", "@ana: helping"},
           {"@ana – for the fix", "@ana: the fix"},
           {"@ana - great talk", "@ana: great talk"},
           {"- @ana great talk", "@ana: great talk"},
           {"@ana for the --help page", "@ana: the --help page"},
           {"the one who fixed the build @ana", "@ana: the one who fixed the build"},
           {"@ana kudos-bot is yours", "@ana: kudos-bot is yours"},
       }) {
    CAPTURE(written);
    CHECK(read_command(written) == kudos);
  }
}

TEST_CASE("a command that is another one, a question or an order gives nothing") {
  for (auto const* const written : {
           "",
           "me",
           "board week",
           "for the demo",
           "tell @ana that it works",
           "`@ana` reason",
           "undo @ana",
           "Undo @ana",
           "UNDO last @ana",
           "me @ana",
           "board @ana",
           "board week @ana",
           "mute @ana",
           "unmute @ana",
           "help @ana",
           "help me thank @ana",
           "give nothing @ana",
           "give me @ana",
           "give a hand to @ana",
           "remove @ana",
           "delete @ana",
           "revoke kudos for @ana",
           "revoke @ana kudos",
           "who is @ana",
           "what is @ana",
           "what's up @ana",
           "how many has @ana",
           "why @ana",
           "is @ana here",
           "does @ana know",
           "no @ana",
           "no kudos for @ana",
           "no kudos to @ana",
           "not @ana",
           "don't thank @ana",
           "never @ana",
           "undo @ana for the demo",
           "thanks but @ana is wrong",
           "so @ana is coming",
           "hey @ana can you come",
           "anybody seen @ana?",
           "@ana?",
           "@ana ?",
           "thanks @ana?",
           "@ana --",
           "@ana -- bad",
           "@ana --bad",
           "@ana-- bad",
           "@ana -",
           "@ana –",
           "@ana -1",
           "@ana −1",
           "@ana ++--",
           "@ana ++ -- bad",
           "~@ana~ for it",
           "please undo @ana",
           "\"undo @ana\"",
           "@ana - -- bad",
           "@ana — – x",
           "-- @ana",
           "-1 @ana",
           "-10 @ana",
       }) {
    CAPTURE(written);
    CHECK(read_command(written) == "");
  }
}
