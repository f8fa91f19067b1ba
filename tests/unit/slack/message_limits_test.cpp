#include "slack/message_limits.hpp"
#include "slack/mrkdwn.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace huzzah;

TEST_CASE("a text takes no more characters than it is measured to take") {
  using chat::token_kind;
  auto const hostile = std::string("a & b <c> *d* _e_ ~f~ `g`\n> h @here :tada: https://x.example 🎉 é");
  for (auto kind :
       {token_kind::text, token_kind::bold, token_kind::mention, token_kind::group, token_kind::broadcast,
        token_kind::channel, token_kind::emoji, token_kind::code, token_kind::quote, token_kind::link})
    for (auto const& words : {hostile, std::string(50, '&'), std::string(50, '*'), std::string("plain")})
      for (auto const& id :
           {std::string("U123"), std::string("tada"), "https://x.example/?a=1&b=<" + words}) {
        chat::rich_text const text{chat::token(kind, words, id)};
        CHECK(slack::slack_length(slack::to_mrkdwn(text)) <= slack::message_limits().length(text));
      }
}
