// Forms that people type without thinking of a grammar, each beside its neighbours that mean something else.
#include "examples.hpp"

#include <doctest/doctest.h>

using huzzah::test::check;
using huzzah::test::check_nothing;

TEST_CASE("what people type in a hurry gives too") {
  check({
      {"@ana ++for the fix", "@ana: the fix"},
      {"@ana++for the fix", "@ana: the fix"},
      {"@ana++because of the fix", "@ana: the fix"},
      {"++ to @ana", "@ana"},
      {"++ to @ana for the fix", "@ana: the fix"},
      {"@ana kudos for the fix", "@ana: the fix"},
      {"@ana @bo, kudos for the fix", "@ana @bo: the fix"},
      {"@ana: kudos because of the fix", "@ana: the fix"},
      {"Kudos go out to @ana", "@ana"},
      {"Kudos and thanks to @ana for it", "@ana: it"},
      {"Mad kudos @ana", "@ana"},
      {"@ana (++)", "@ana"},
      {"@ana (++) for it", "@ana: it"},
      {"@ana (:trophy:)", "@ana"},
      {"Hey @ana! ++ for it", "@ana: it"},
      {"Hey @ana! ++", "@ana"},
      {"Hey @ana - ++", "@ana"},
      {"Good news. Hi @ana – ++ for it", "@ana: it"},
      {"Kudos to the team: @ana @bo", "@ana @bo"},
      {"Kudos to the whole team: @ana, @bo for it", "@ana @bo: it"},
  });
  check_nothing({
      "@ana++thanks",
      "@ana ++thanks for it",
      "@ana++17",
      "@ana ++for",
      "@ana ++for(;;)",
      "@ana ++forever",
      "C++for @ana",
      "we could add ++ to @ana",
      "++ to be sure @ana",
      "++ to @ana's list",
      "++ to @ana?",
      "@ana kudos",
      "@ana kudos board for all",
      "@ana kudos for",
      "@ana kudos for whom?",
      "@ana kudos for the fix go to @bo",
      "@ana kudos for everyone",
      "@here kudos for the fix",
      "did @ana kudos for it",
      "I saw @ana kudos for it",
      "Kudos and @ana",
      "Kudos thanks @ana",
      "Kudos to the team and @ana",
      "Kudos board: @ana",
      "@ana f(++)",
      "@ana(++)",
      "(++) @ana",
      "@ana (++ is an operator)",
      "@ana (:trophy: winner)",
      "Hey @ana! ++ is an operator",
      "Hey @ana - ++ is an operator",
      "Hey @ana -++",
      "Hey @ana. ++",
      "@ana - ++",
      "I said hey @ana! ++",
  });
}

TEST_CASE("an emoji that closes a line of thanks gives") {
  check({
      {"@ana great work :trophy:", "@ana: great work"},
      {"Thanks @ana for helping me :trophy:", "@ana: helping me"},
      {"Thanks @ana for helping me! :trophy: :star: :tada:", "@ana ×2: helping me!"},
      {"Thank you @ana and @bo for the demo :trophy::trophy:", "@ana @bo ×2: the demo"},
      {"What a day. @ana well done on the launch #craft :trophy:", "@ana #Craft: well done on the launch"},
      {"@ana thanks for fixing `i++` today :trophy:", "@ana: thanks for fixing `i++` today"},
  });
  check_nothing({
      "we won a :trophy: thanks @ana",
      "@ana saw the :trophy:",
      "@ana great work on the :trophy:",
      "@ana nice one, who gets the :trophy:",
      "thanks @ana for your :trophy:",
      "@ana great work :tada:",
      "@ana great work :trophy: today",
      "@ana great work :trophy:?",
      "@ana is that great work? :trophy:",
      "@ana can you do a great job :trophy:",
      "@ana thanks, please bring it :trophy:",
      "@ana not a great day :trophy:",
      "@ana that wasn't nice :trophy:",
      "@ana great, meet @bo there :trophy:",
      "@ana. Great work :trophy:",
      "Thanks for the cake. I told @ana so :trophy:",
      "@here great work everyone :trophy:",
      "@ana great work\n:trophy:",
      "@ana's great work :trophy:",
      "@ana great work means ++",
      "What is this? @ana great work :trophy:",
      "thanks @ana. :trophy:",
      "thanks @ana for it. :trophy:",
      "~@ana great work :trophy:~",
      "> @ana great work :trophy:",
      "\"@ana great work :trophy:\"",
  });
}
