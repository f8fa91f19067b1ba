// How the house says no: what cannot be, and in the same breath what can.
#include "features/kudos/house_rules.hpp"

namespace huzzah::kudos {

namespace {

/// More names than this are counted instead.
constexpr std::size_t names_shown = 4;

std::vector<std::string> refused_for(refusal why, verdict const& judged) {
  std::vector<std::string> receivers;
  for (auto const& one : judged.turned_down)
    if (one.why == why) receivers.push_back(one.receiver);
  return receivers;
}

/// Builds a line out of sentences.
class line_writer {
 public:
  void say(std::string words) { line_.push_back(chat::text(std::move(words))); }

  /// "@a, @b and 3 more"
  void name(std::vector<std::string> const& ids, chat::token_kind kind) {
    auto const shown = ids.size() > names_shown + 1 ? names_shown : ids.size();
    for (std::size_t i = 0; i < shown; ++i) {
      if (i > 0) say(i + 1 == ids.size() ? " and " : ", ");
      line_.emplace_back(kind, std::string{}, ids[i]);
    }
    if (shown < ids.size()) say(" and " + std::to_string(ids.size() - shown) + " more");
  }

  void next_sentence() {
    if (!line_.empty()) say(" ");
  }

  /// The line, neighbouring texts as one.
  chat::rich_text take() const {
    chat::rich_text merged;
    for (auto const& piece : line_) {
      if (piece.kind == chat::token_kind::text && !merged.empty() &&
          merged.back().kind == chat::token_kind::text)
        merged.back().text += piece.text;
      else
        merged.push_back(piece);
    }
    return merged;
  }

 private:
  chat::rich_text line_;
};

void explain_one(line_writer& line, refusal why, std::vector<std::string> const& who,
                 house_rules_options const& options) {
  auto const many = who.size() > 1;
  auto const people = chat::token_kind::mention;
  switch (why) {
    case refusal::self:
      line.say("Kudos travel to others, so the one for yourself stays here: thank somebody who helped you.");
      break;
    case refusal::broadcast:
      line.name(who, chat::token_kind::broadcast);
      line.say(" is everybody at once: mention the people you mean, or a user group.");
      break;
    case refusal::bot:
      line.name(who, people);
      line.say(many ? " are bots: the people behind them will be glad of a kudos."
                    : " is a bot: the people behind it will be glad of a kudos.");
      break;
    case refusal::deactivated:
      line.name(who, people);
      line.say(many ? " have left this workspace, so kudos can't reach them here."
                    : " has left this workspace, so kudos can't reach them here.");
      break;
    case refusal::unknown_person:
      line.say("I can't find ");
      line.name(who, people);
      line.say(" in this workspace: pick the name from the list when you type @.");
      break;
    case refusal::reason_too_short:
      line.say("Tell ");
      line.name(who, people);
      line.say(" why, in at least " + std::to_string(options.minimum_reason) +
               (options.minimum_reason == 1 ? " character" : " characters") + ", and it counts.");
      break;
    case refusal::daily_limit:
      line.say(options.daily_limit == 1 ? "You have given your one kudos of today, so "
                                        : "You have thanked people " + std::to_string(options.daily_limit) +
                                              " times today, which is the limit, so ");
      line.name(who, people);
      line.say(many ? " have to wait: tomorrow you can thank them."
                    : " has to wait: tomorrow you can thank them.");
      break;
    case refusal::too_many:
      line.say("One message thanks " + std::to_string(most_receivers) + " people at most, so ");
      line.name(who, people);
      line.say(many ? " are left out: thank them in another message."
                    : " is left out: thank them in another message.");
      break;
  }
}

}  // namespace

chat::rich_text explain(verdict const& judged, house_rules_options const& options) {
  line_writer line;
  for (auto const why :
       {refusal::self, refusal::broadcast, refusal::bot, refusal::deactivated, refusal::unknown_person,
        refusal::reason_too_short, refusal::daily_limit, refusal::too_many}) {
    auto const who = refused_for(why, judged);
    if (who.empty()) continue;
    line.next_sentence();
    explain_one(line, why, who, options);
  }
  if (!judged.turned_down.empty() && !judged.accepted.empty())
    line.say(judged.accepted.size() == 1 ? " Your other kudos is recorded."
                                         : " Your other kudos are recorded.");
  return line.take();
}

}  // namespace huzzah::kudos
