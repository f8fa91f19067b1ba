// How the house says no: what cannot be, and in the same breath what can.
#include "chat/quotes.hpp"
#include "chat/say.hpp"
#include "features/kudos/house_rules.hpp"

#include <span>

namespace huzzah::kudos {

namespace {

using chat::say;

/// More names than this are counted instead.
constexpr std::size_t names_shown = 4;

std::vector<std::string> refused_for(refusal why, verdict const& judged) {
  std::vector<std::string> receivers;
  for (auto const& one : judged.turned_down)
    if (one.why == why) receivers.push_back(one.receiver);
  return receivers;
}

/// "@a, @b and 3 more"
chat::rich_text list_of(std::vector<std::string> const& ids, chat::token_kind kind) {
  auto const shown = ids.size() > names_shown + 1 ? names_shown : ids.size();
  std::vector<chat::token> named;
  for (auto const& id : std::span(ids).first(shown))
    named.emplace_back(kind, std::string(), id);
  return chat::list_of(named, ids.size() - shown);
}

chat::rich_text explain_one(refusal why, std::vector<std::string> const& who,
                            house_rules_options const& options) {
  auto const count = static_cast<std::int64_t>(who.size());
  auto const people = list_of(who, chat::token_kind::mention);
  switch (why) {
    case refusal::self:
      return say(
          "Kudos travel to others, so the one for yourself stays here: thank somebody who helped you.");
    case refusal::broadcast:
      return say("{everybody} is everybody at once: mention the people you mean, or a user group.",
                 {{"everybody", list_of(who, chat::token_kind::broadcast)}});
    case refusal::bot:
      return say(count, "{people} is a bot: the people behind it will be glad of a kudos.",
                 "{people} are bots: the people behind them will be glad of a kudos.", {{"people", people}});
    case refusal::deactivated:
      return say(count, "{people} has left this workspace, so kudos can't reach them here.",
                 "{people} have left this workspace, so kudos can't reach them here.", {{"people", people}});
    case refusal::unknown_person:
      return say("I can't find {people} in this workspace: pick the name from the list when you type @.",
                 {{"people", people}});
    case refusal::left_out:
      return say(count,
                 "{people} prefers a plain thank-you: tell them in your own words. I keep no record of it.",
                 "{people} prefer a plain thank-you: tell them in your own words. I keep no record of it.",
                 {{"people", people}});
    case refusal::reason_too_short:
      return say(options.minimum_reason, "Tell {people} why, in at least {count} character, and it counts.",
                 "Tell {people} why, in at least {count} characters, and it counts.", {{"people", people}});
    case refusal::daily_limit:
      if (options.daily_limit == 1)
        return say(count,
                   "You have given your one kudos of today, so {people} has to wait: tomorrow you can thank "
                   "them.",
                   "You have given your one kudos of today, so {people} have to wait: tomorrow you can thank "
                   "them.",
                   {{"people", people}});
      return say(count,
                 "You have thanked people {limit} times today, which is the limit, so {people} has to wait: "
                 "tomorrow you can thank them.",
                 "You have thanked people {limit} times today, which is the limit, so {people} have to wait: "
                 "tomorrow you can thank them.",
                 {{"limit", options.daily_limit}, {"people", people}});
    case refusal::too_many:
      break;
  }
  return say(count,
             "One message thanks {most} people at most, so {people} is left out: thank them in another "
             "message.",
             "One message thanks {most} people at most, so {people} are left out: thank them in another "
             "message.",
             {{"most", most_receivers}, {"people", people}});
}

}  // namespace

chat::rich_text explain(verdict const& judged, house_rules_options const& options) {
  chat::rich_text line;
  auto const add = [&](chat::rich_text const& sentence) {
    if (!line.empty()) line.push_back(chat::text(" "));
    chat::append(line, sentence);
  };
  for (auto const why :
       {refusal::self, refusal::broadcast, refusal::bot, refusal::deactivated, refusal::unknown_person,
        refusal::left_out, refusal::reason_too_short, refusal::daily_limit, refusal::too_many})
    if (auto const who = refused_for(why, judged); !who.empty()) add(explain_one(why, who, options));
  if (!judged.turned_down.empty() && !judged.accepted.empty())
    add(say(static_cast<std::int64_t>(judged.accepted.size()), "Your other kudos is recorded.",
            "Your other kudos are recorded."));
  return line;
}

}  // namespace huzzah::kudos
