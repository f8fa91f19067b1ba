// What gives kudos, as tables of examples: on the left what somebody writes, on the right the kudos that are
// in it. What gives nothing is in kudos_grammar_nothing_test.cpp.
#include "features/kudos/grammar.hpp"

#include "examples.hpp"
#include "support/shorthand.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace huzzah;
using kudos::grammar;
using test::check;
using test::house_grammar;

TEST_CASE("two plus signs beside a mention give kudos") {
  check({
      {"@ana ++ reason", "@ana: reason"},
      {"@ana++", "@ana"},
      {"@ana ++", "@ana"},
      {"@ana++ reason", "@ana: reason"},
      {"@ana   ++   reason  ", "@ana: reason"},
      {"@ana\t++\treason", "@ana: reason"},
      {"@ana\xC2\xA0++\xC2\xA0reason", "@ana: reason"},
      {"++ @ana", "@ana"},
      {"++@ana reason", "@ana: reason"},
      {"++ @ana for the review", "@ana: the review"},
      {"  @ana ++ leading blanks", "@ana: leading blanks"},
      {"@ana: ++", "@ana"},
      {"@ana:++ reason", "@ana: reason"},
      {"@ana, ++ thanks", "@ana: thanks"},
      {"@ana ++: thanks", "@ana: thanks"},
      {"@ana ++, thanks", "@ana: thanks"},
      {"@ana ++ - thanks", "@ana: thanks"},
      {"@ana ++ – thanks", "@ana: thanks"},
      {"@ana ++!", "@ana"},
      {"@ana++.", "@ana"},
      {"@ana ++ 3 reviews in a day", "@ana: 3 reviews in a day"},
      {"- @ana ++ great", "@ana: great"},
      {"• @ana ++ great", "@ana: great"},
      {"* @ana ++ great", "@ana: great"},
      {"1. @ana ++ great", "@ana: great"},
      {"(@ana ++ great)", "@ana: great"},
      {"*@ana ++ great*", "@ana: great"},
      {"*@ana* ++ great", "@ana: great"},
      {"_@ana ++_", "@ana"},
      {"*@ana ++* for bold", "@ana: bold"},
      {"_@ana ++_ for it", "@ana: it"},
      {"@ana *++* for it", "@ana: it"},
      {"*@ana ++* for *bold* words", "@ana: *bold* words"},
      {"hey @ana ++ nice one", "@ana: nice one"},
      {"@ana :tada: ++ great", "@ana: great"},
  });
}

TEST_CASE("more plus signs, or wide ones, say the same") {
  check({
      {"@ana +++ reason", "@ana: reason"},
      {"@ana +++++++ reason", "@ana: reason"},
      {"@ana ＋＋ reason", "@ana: reason"},
      {"@ana＋＋", "@ana"},
      {"＋＋ @ana", "@ana"},
      {"@ana +＋ reason", "@ana: reason"},
      {"@ana ++ ++ reason", "@ana: reason"},
      {"++ @ana ++ reason", "@ana: reason"},
  });
}

TEST_CASE("several receivers stand in a row") {
  check({
      {"@ana @bo ++ reason", "@ana @bo: reason"},
      {"@ana @bo, @cy and @di ++ reason", "@ana @bo @cy @di: reason"},
      {"@ana, @bo ++", "@ana @bo"},
      {"@ana & @bo ++", "@ana @bo"},
      {"@ana,@bo,@cy++", "@ana @bo @cy"},
      {"@ana@bo ++", "@ana @bo"},
      {"@ana AND @bo ++", "@ana @bo"},
      {"@ana, and @bo ++", "@ana @bo"},
      {"++ @ana, @bo and @cy for the demo", "@ana @bo @cy: the demo"},
      {"@ana @ana ++ twice the same", "@ana: twice the same"},
      {"@ana can you thank @bo ++", "@bo"},
      {"@ana + @bo ++ reason", "@ana @bo: reason"},
      {"@ana + @bo ++ for pairing", "@ana @bo: pairing"},
      {"@ana/@bo ++", "@ana @bo"},
      {"@ana / @bo :trophy:", "@ana @bo"},
      {"kudos to @ana + @bo for pairing", "@ana @bo: pairing"},
      {"++ @ana + @bo", "@ana @bo"},
      {"@ana or @bo ++ reason", "@bo: reason"},
      {"%crew ++ what a week", "%crew: what a week"},
      {"@ana %crew ++", "@ana %crew"},
      {"@here ++", "@here"},
      {"@channel ++ great quarter", "@channel: great quarter"},
      {"@ana @everyone ++", "@ana @everyone"},
  });
}

TEST_CASE("configured emoji beside a mention give one each, at most five") {
  check({
      {":trophy: @ana", "@ana"},
      {":trophy:@ana reason", "@ana: reason"},
      {"@ana :trophy: reason", "@ana: reason"},
      {"@ana:trophy:", "@ana"},
      {":trophy::trophy: @ana", "@ana ×2"},
      {":trophy: :trophy: :trophy: @ana", "@ana ×3"},
      {":trophy::star: @ana reason", "@ana ×2: reason"},
      {":trophy: @ana :trophy:", "@ana ×2"},
      {":trophy::trophy::trophy::trophy::trophy: @ana", "@ana ×5"},
      {":trophy::trophy::trophy::trophy::trophy::trophy::trophy: @ana", "@ana ×5"},
      {"@ana :trophy::skin-tone-3: reason", "@ana: reason"},
      {"@ana ++ :trophy::trophy: reason", "@ana ×2: reason"},
      {":trophy: @ana ++ reason", "@ana: reason"},
      {":trophy: @ana, @bo for the launch", "@ana @bo: the launch"},
      {":trophy: %crew", "%crew"},
      {"@ana :tada: :trophy: great launch", "@ana: great launch"},
      {":trophy: :tada: @ana", "@ana"},
      {"@ana: :trophy: great", "@ana: great"},
      {"Great job @ana! :trophy:", "@ana: Great job"},
      {"Great job @ana! :trophy: :trophy: :tada:", "@ana ×2: Great job"},
      {"@here :trophy: @ana for the launch", "@ana: the launch"},
      {"We won a :trophy: @ana", "@ana: We won a"},
  });
}

TEST_CASE("the word kudos gives at the start of a sentence") {
  check({
      {"kudos @ana", "@ana"},
      {"kudos @ana @bo for the review", "@ana @bo: the review"},
      {"Kudos to @ana", "@ana"},
      {"KUDOS TO @ana FOR IT", "@ana: IT"},
      {"Kudos, @ana!", "@ana"},
      {"Kudos! @ana", "@ana"},
      {"Kudos: @ana, great talk", "@ana: great talk"},
      {"Kudos - @ana - great talk", "@ana: great talk"},
      {"kudos go to @ana and @bo for the fix", "@ana @bo: the fix"},
      {"Kudos goes to @ana because of the fix", "@ana: the fix"},
      {"kudos for @ana", "@ana"},
      {"Big kudos to @ana", "@ana"},
      {"Many kudos to %crew!", "%crew"},
      {"And also kudos to @ana", "@ana"},
      {"What a day. Kudos to @ana for staying", "@ana: staying"},
      {":tada: Kudos to @ana", "@ana"},
      {":trophy: kudos to @ana", "@ana"},
      {"Kudos :trophy: @ana", "@ana"},
      {"kudos ++ @ana", "@ana"},
      {"kudos @ana ++ for it", "@ana: it"},
      {"- kudos to @ana for tests", "@ana: tests"},
      {"*Kudos* to @ana", "@ana"},
      {"@channel kudos to @ana for shipping", "@ana: shipping"},
      {"Kudos to @ana for x, and kudos to @bo for y", "@ana: x | @bo: y"},
      {"kudos @here", "@here"},
      {"Kudos to @ana for the fix! Can you share it?", "@ana: the fix! Can you share it?"},
  });
}

TEST_CASE("the reason is what follows") {
  check({
      {"@ana ++ for the review", "@ana: the review"},
      {"@ana ++ because you stayed", "@ana: you stayed"},
      {"@ana ++ because of the docs", "@ana: the docs"},
      {"@ana ++ FOR the review", "@ana: the review"},
      {"@ana ++ forever grateful", "@ana: forever grateful"},
      {"@ana ++ thanks for C++ help", "@ana: thanks for C++ help"},
      {"@ana ++ for fixing `i++`", "@ana: fixing `i++`"},
      {"@ana ++ see <https://a.example/c++>", "@ana: see <https://a.example/c++>"},
      {"@ana ++ for helping @bo", "@ana: helping @bo"},
      {"@ana ++ :tada: hooray", "@ana: :tada: hooray"},
      {"@ana ++ great work.", "@ana: great work."},
      {"@ana ++ great work!", "@ana: great work!"},
      {"@ana ++ thanks :)", "@ana: thanks :)"},
      {"@ana ++ great, ", "@ana: great"},
      {"@ana ++ *great* work", "@ana: *great* work"},
      {"@ana ++ <b> & \"more\"", "@ana: <b> & \"more\""},
      {"@ana ++ danke für die Überraschung 🎉", "@ana: danke für die Überraschung 🎉"},
      {"@ana ++ レビューありがとう", "@ana: レビューありがとう"},
      {"@ana ++ great talk, want to pair?", "@ana: great talk, want to pair?"},
  });
}

TEST_CASE("where nothing follows, the reason is the sentence before, if it is one") {
  check({
      {"great work @ana ++", "@ana: great work"},
      {"Great work, @ana ++", "@ana: Great work"},
      {"thanks for the help @ana++", "@ana: thanks for the help"},
      {"Thanks @ana ++", "@ana: Thanks"},
      {"many thanks to @ana :trophy:", "@ana: many thanks"},
      {"Great talk! @ana ++", "@ana: Great talk!"},
      {"I was away. Great talk @ana ++", "@ana: Great talk"},
      {"hey @ana ++", "@ana"},
      {"- @ana ++", "@ana"},
      {":tada: @ana ++", "@ana"},
      {"Thanks @bo for the docs. @ana ++", "@ana"},
      {"great work @ana ++ and @bo ++", "@ana: great work | @bo: great work"},
      {"loved it ++ @ana", "@ana: loved it"},
      {"for helping @ana ++", "@ana: helping"},
      {"great work @ana ++ for real", "@ana: real"},
  });
}

TEST_CASE("values are recognised anywhere in what belongs to the kudos") {
  check({
      {"@ana ++ great fix #craft", "@ana #Craft: great fix"},
      {"@ana ++ great fix #CRAFT", "@ana #Craft: great fix"},
      {"@ana ++ great fix #craft #care", "@ana #Craft #care: great fix"},
      {"@ana ++ #craft great fix", "@ana #Craft: great fix"},
      {"@ana ++ showing #care under pressure", "@ana #care: showing #care under pressure"},
      {"@ana ++ great fix #craft.", "@ana #Craft: great fix"},
      {"@ana ++ great fix (#craft)", "@ana #Craft: great fix (#craft)"},
      {"#craft @ana ++ great fix", "@ana #Craft: great fix"},
      {"@ana ++ #customer-first always", "@ana #Customer First: always"},
      {"@ana ++ #CustomerFirst always", "@ana #Customer First: always"},
      {"@ana ++ #customer_first always", "@ana #Customer First: always"},
      {"@ana ++ #überblick", "@ana #Überblick"},
      {"@ana ++ #ÜBERBLICK behalten", "@ana #Überblick: behalten"},
      {"@ana ++ #ŁĄCZNOŚĆ działa", "@ana #łączność: działa"},
      {"@ana ++ #GRÖSSE zeigen", "@ana #Größe: zeigen"},
      {"@ana ++ #Gro\u0308ße zeigen", "@ana #Größe: zeigen"},
      {"@ana ++ #~craft for it", "@ana #Craft: it"},
      {"@ana ++ help in #~general", "@ana: help in #~general"},
      {"@ana ++ fixed #1234", "@ana: fixed #1234"},
      {"@ana ++ #crafty", "@ana: #crafty"},
      {"@ana ++ x#craft", "@ana: x#craft"},
      {"@ana ++ #", "@ana: #"},
      {"@ana ++ #craft #Craft", "@ana #Craft"},
      {"@ana ++ x, @bo ++ y #care", "@ana #care: x | @bo #care: y"},
      {"@ana ++ x #craft, @bo ++ y #care", "@ana #Craft: x | @bo #care: y"},
      {"great fix #craft @ana ++", "@ana #Craft: great fix"},
      {"kudos @ana for #care", "@ana #care"},
  });
}

TEST_CASE("one message may hold several kudos") {
  check({
      {"@ana ++ x\n@bo ++ y", "@ana: x | @bo: y"},
      {"Hello all\n\n@ana ++ x\nand now to work", "@ana: x"},
      {"@ana ++ x\r\n@bo ++ y\r\n", "@ana: x | @bo: y"},
      {"@ana ++ x\n@ana ++ y", "@ana: x | @ana: y"},
      {"@ana ++ x, @bo ++ y", "@ana: x | @bo: y"},
      {"@ana ++ x and @bo ++ y", "@ana: x | @bo: y"},
      {"++ @ana x, ++ @bo y", "@ana: x | @bo: y"},
      {"++ @ana ++ @bo", "@ana | @bo"},
      {"@ana ++ @bo ++ great work", "@ana: great work | @bo: great work"},
      {"@ana ++ and @bo ++ for the launch", "@ana: the launch | @bo: the launch"},
      {":trophy: @ana :trophy: @bo", "@ana | @bo"},
      {":trophy: @ana, :trophy::trophy: @bo", "@ana | @bo ×2"},
      {"thanks @ana, :trophy: @bo", "@bo"},
      {"@ana ++ x, @ana ++ y", "@ana: x"},
      {"@ana ++ x, @ana @bo ++ y", "@ana: x | @bo: y"},
      {"@ana ++ @bo was lost without you", "@ana: @bo was lost without you"},
      {"- @ana ++ x\n- @bo :trophy: y\n- kudos to @cy", "@ana: x | @bo: y | @cy"},
      {"[[@bo ++ before]]@ana ++ now", "@ana: now"},
      {"[[@bo ++ before]]\nkudos to @ana", "@ana"},
      {"`multi\nline`@ana ++ now", "@ana: now"},
  });
}

TEST_CASE("a reaction gives if its emoji is configured, whatever its colons and skin tone") {
  auto const grammar = house_grammar();
  for (auto const* const name :
       {"trophy", ":trophy:", "trophy::skin-tone-2", ":trophy::skin-tone-2:", "star"})
    CHECK(grammar.gives(name));
  for (auto const* const name : {"tada", "trophies", "trop", "", ":", "::", "skin-tone-2"})
    CHECK_FALSE(grammar.gives(name));
}

TEST_CASE("out of the box the trophy gives and no value is known") {
  kudos::grammar const grammar{kudos::grammar_options{}};
  CHECK(grammar.gives("trophy"));
  CHECK(test::to_shorthand(grammar.parse(test::from_shorthand("@ana :trophy: nice #craft"))) ==
        "@ana: nice #craft");
}

TEST_CASE("a glance rules out ordinary talk") {
  auto const grammar = house_grammar();
  for (auto const* const written :
       {"", "hello", "C++ and kudos and :trophy:", "@ana hello", "@ana + @bo", "@ana :tada:"}) {
    CAPTURE(written);
    CHECK_FALSE(grammar.may_give(test::from_shorthand(written)));
  }
  for (auto const* const written :
       {"@ana likes C++", "no KUDOS @ana", ":trophy: here, @ana there", "@ana ＋＋"}) {
    CAPTURE(written);
    CHECK(grammar.may_give(test::from_shorthand(written)));
  }
}

TEST_CASE("a very long line is read like a short one") {
  std::string written;
  for (int i = 0; i < 4000; ++i)
    written += "@ana @bo ++ :trophy: kudos ";
  CHECK(test::to_shorthand(house_grammar().parse(test::from_shorthand(written))) == "@ana @bo: kudos");
}
