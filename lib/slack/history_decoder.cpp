#include "slack/history_decoder.hpp"

#include "slack/json.hpp"

#include <algorithm>

namespace huzzah::slack {

namespace {

using namespace std::chrono_literals;
using nlohmann::json;

/// "edited" tells whole seconds. Once that second is over, the message says what its last edit in it made of
/// it.
std::optional<base::time_point> last_edit(json const& message, base::time_point as_of) {
  auto const edited = time_of(string_member(member(message, "edited"), "ts"));
  if (edited == base::time_point{}) return std::nullopt;
  auto const tells_seconds = edited.time_since_epoch() % 1s == 0s;
  return tells_seconds && as_of >= edited + 1s ? edited + 1s - 1us : edited;
}

chat::past_reaction& reaction_with(std::vector<chat::past_reaction>& all, std::string emoji) {
  auto const found =
      std::find_if(all.begin(), all.end(), [&](auto const& one) { return one.emoji == emoji; });
  if (found != all.end()) return *found;
  all.emplace_back().emoji = std::move(emoji);
  return all.back();
}

}  // namespace

std::vector<chat::past_reaction> decode_reactions(json const& message, identity const& us,
                                                  bool& is_complete) {
  std::vector<chat::past_reaction> all;
  for (auto const& one : member(message, "reactions")) {
    auto emoji = without_tone(string_member(one, "name"));
    if (emoji.empty()) continue;
    auto& people = reaction_with(all, std::move(emoji)).people;
    std::int64_t named = 0;
    for (auto const& who : member(one, "users")) {
      if (!who.is_string()) continue;
      ++named;
      auto const& id = who.get_ref<std::string const&>();
      if (id != us.self && std::find(people.begin(), people.end(), id) == people.end()) people.push_back(id);
    }
    if (number_member(one, "count", named) > named) is_complete = false;
  }
  return all;
}

chat::past_message decode_past(json const& message, std::string const& channel, chat::channel_kind kind,
                               identity const& us, base::time_point as_of) {
  chat::past_message past;
  past.where = {us.workspace, channel, string_member(message, "ts")};
  if (past.where.id.empty()) return past;
  past.at = time_of(past.where.id);
  past.author = string_member(message, "user");
  auto const subtype = string_member(message, "subtype");
  past.is_gone = subtype == "tombstone";
  past.is_our_arrival = past.author == us.self && (subtype == "channel_join" || subtype == "group_join");
  past.said = decode_speech(message, past.where, kind, us);
  if (past.said) past.said->is_past = true;
  past.edited_at = last_edit(message, as_of);
  past.reactions = decode_reactions(message, us, past.has_all_reactions);
  past.has_replies = number_member(message, "reply_count") > 0;
  past.latest_reply = string_member(message, "latest_reply");
  return past;
}

}  // namespace huzzah::slack
