// Whatever somebody writes, the kudos read out of it name people who are in the text, in the amounts that
// can be, and reading never fails.
#include "chat/rich_text.hpp"
#include "features/kudos/grammar.hpp"
#include "features/kudos/house_rules.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>

namespace {

using namespace huzzah;
using kudos::target;

void require(bool holds) {
  if (!holds) std::abort();
}

chat::token_kind written_as(target::kind kind) {
  switch (kind) {
    case target::kind::group:
      return chat::token_kind::group;
    case target::kind::broadcast:
      return chat::token_kind::broadcast;
    case target::kind::person:
      break;
  }
  return chat::token_kind::mention;
}

void check(kudos::intent const& intent, chat::rich_text const& text) {
  require(!intent.targets.empty());
  require(intent.amount >= 1 && intent.amount <= 5);
  for (auto const& who : intent.targets) {
    require(std::count(intent.targets.begin(), intent.targets.end(), who) == 1);
    require(std::any_of(text.begin(), text.end(), [&](chat::token const& piece) {
      return piece.kind == written_as(who.type) && piece.id == who.id;
    }));
  }
  // What is not text was said by somebody: a reason never makes up a mention.
  for (auto const& piece : intent.reason)
    require(piece.kind == chat::token_kind::text || std::find(text.begin(), text.end(), piece) != text.end());
  require(chat::from_markup(chat::to_markup(intent.reason)) == intent.reason);
}

kudos::grammar const& grammar() {
  static auto const shared = [] {
    kudos::grammar_options options;
    options.emoji = {"trophy", "star"};
    options.values = {"craft", "Customer First", "ümläut"};
    return kudos::grammar(std::move(options));
  }();
  return shared;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  auto const text = chat::from_markup(std::string_view(reinterpret_cast<char const*>(data), size));
  auto const intents = grammar().parse(text);
  require(intents.empty() || grammar().may_give(text));
  for (auto const& intent : intents)
    check(intent, text);
  if (auto const intent = grammar().parse_command(text)) check(*intent, text);

  auto const candidates = kudos::merge(intents);
  auto const known = [](std::string const& id) { return kudos::receiver_facts(id); };
  kudos::house_rules_options const options;
  auto const judged = kudos::judge("U1", candidates, known, 0, options);
  require(judged.accepted.size() + judged.turned_down.size() == candidates.size());
  require(judged.accepted.size() <= 10);
  require(kudos::explain(judged, options).empty() == judged.turned_down.empty());
  return 0;
}
