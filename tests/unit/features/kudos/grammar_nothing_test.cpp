// What looks like kudos, but gives nothing: never by accident.
#include "examples.hpp"

#include <doctest/doctest.h>

using huzzah::test::check;
using huzzah::test::check_nothing;

TEST_CASE("plus signs that mean something else give nothing") {
  check_nothing({
      "@ana likes C++",
      "@ana i++",
      "@ana ++i",
      "@ana++i",
      "@ana++17",
      "@ana c++17 is out",
      "@ana c++ 17 is out",
      "@ana g++ or clang++?",
      "C++ @ana",
      "C ++ @ana",
      "i ++ @ana",
      "5 ++ @ana",
      "`i` ++ @ana",
      "`i`++ @ana",
      "@ana notepad++ is fine",
      "@ana 5 ++ 3",
      "@ana x ++ y",
      "a ++ b",
      "++",
      "++ reason",
      "@ana",
      "+1 @ana",
      "@ana +1",
      "@ana + @bo",
      "@ana/@bo",
      "@ana + @bo + thanks",
      "@ana + thanks",
      "@ana + + thanks",
      "@ana --",
      "-- @ana",
      "@ana +++---",
      "@ana ++--",
      "@ana ++/-- is a bad idea",
      "@ana +-+",
      "@ana +=2",
      "@ana ++=2",
      "@ana ++\"text\"",
      "@ana can you review? also ++i is faster",
      "ping @ana. ++",
      "ping @ana. ++ is an operator",
      "@ana; ++",
      "@ana! ++",
      "@ana? ++",
      "@ana ... ++",
      "@ana\n++",
      "++\n@ana",
      "@ana is great ++",
      "@ana really ++",
      "ana ++ reason",
      "ana@example.com ++",
      "mail ana++test@example.com to @ana",
      "@ana https://a.example/?q=++",
      "@ana https://a.example/a++",
      "@ana <https://a.example/++> ++",
      "<https://a.example/++> @ana",
      "@ana #~general ++",
      "x = ++ @ana",
      "not ++ @ana",
      "@ana's ++ operator",
      "++ @ana's idea",
      "++ @ana’s idea",
      "＋ @ana",
  });
}

TEST_CASE("code, quotes and quotation marks give nothing") {
  check_nothing({
      "`@ana ++`",
      "@ana `++`",
      "@ana `x` ++",
      "`++` @ana",
      "@ana `++` is an operator",
      "`:trophy:` @ana",
      "`kudos` @ana",
      "[[@ana ++ reason]]",
      "[[quoted]] and more",
      "@ana[[quoted]]++",
      "> @ana ++ reason",
      ">@ana ++",
      " > kudos @ana",
      ">>> @ana ++ first\n@bo ++ still quoted",
      "\"@ana ++\"",
      "type \"@ana ++ reason\" to give",
      "write “@ana ++ reason” to give",
      "she wrote \"kudos to @ana\"",
      "“kudos @ana for it”",
      "„@ana ++ Grund“",
      "'@ana ++ reason'",
  });
}

TEST_CASE("emoji that stand elsewhere or are not configured give nothing") {
  check_nothing({
      ":tada: @ana",
      "@ana :clap: :clap:",
      "@ana :trophies:",
      ":trophy:",
      "we won a :trophy: thanks @ana",
      ":trophy: for @ana",
      "thanks @ana. :trophy: time",
      "thanks @ana! :trophy: time for all",
      "thanks @ana. :trophy:",
      "thanks @ana!! ++",
      "@ana saw the :trophy:",
      "@ana\n:trophy:",
      "@ana `x` :trophy:",
      "@ana - :trophy:",
      "@ana's :trophy: is here",
      "no :trophy: @ana",
      "#~general :trophy:",
  });
}

TEST_CASE("the word kudos in the middle of things gives nothing") {
  check_nothing({
      "no kudos for @ana",
      "no more kudos to @ana",
      "how do I give kudos to @ana?",
      "give kudos to @ana",
      "did @ana get kudos",
      "@ana kudos",
      "@ana kudos board",
      "@ana: kudos to all",
      "kudos",
      "kudos to all",
      "kudos board @ana",
      "kudos-bot @ana",
      "kudosbot @ana",
      "kudo's @ana",
      "kudos' @ana",
      "kudos_bot @ana",
      "kudos. @ana?",
      "kudos. @ana are you there",
      "kudos to @ana?",
      "kudos @ana?",
      "Kudos to @ana for the fix?",
      "Kudos to @ana's team",
      "kudos to the team @ana",
      "kudos\n@ana",
      "if it works, kudos to @ana",
      "the kudos @ana got",
  });
}

TEST_CASE("what is taken back gives nothing") {
  check_nothing({
      "~@ana ++ for nothing~",
      "~@ana ++~ for nothing",
      "well ~@ana ++~",
      "@ana ~++~ for it",
      "~:trophy: @ana~",
      "~kudos to @ana for it~",
      "not @ana ++",
      "no @ana ++",
      "never @ana ++",
      "don't @ana ++",
      "don’t @ana :trophy:",
      "dont @ana ++",
      "no ++ @ana",
      "not :trophy: @ana",
      "it was not @ana ++ but the others",
  });
  check({
      {"~@bo~ @ana ++ for it", "@ana: it"},
      {"~5 minutes later @ana ++ for ~3 things", "@ana: ~3 things"},
      {"@ana ++ for ~nothing~ everything", "@ana: ~nothing~ everything"},
      {"not bad @ana ++", "@ana: not bad"},
      {"I was not there. @ana ++ was", "@ana: was"},
  });
}

TEST_CASE("questions give nothing") {
  check_nothing({
      "@ana ++?",
      "@ana ++ ?",
      "how does @ana ++ work?",
      "What does @ana ++ mean?",
      "can we give @ana :trophy: for this?",
      "Hi. Should @ana ++ be shown?",
      ":trophy: @ana?",
  });
}
