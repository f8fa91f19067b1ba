// chat.*
#include "sandbox/web_api/posting.hpp"
#include "sandbox/web_api/web_api.hpp"

#include <nlohmann/json.hpp>

namespace huzzah::sandbox {

using nlohmann::json;

namespace {

/// The channel to post to: an id, a name, or a person whose direct conversation is meant.
channel* destination(api_call& call, std::string& problem) {
  auto& state = call.place.state;
  auto wanted = call.args.text("channel");
  auto* found = call.find_channel();
  if (found == nullptr) {
    if (auto const* whom = state.find_person(wanted)) {
      if (whom->is_bot && call.by_bot())
        problem = "cannot_dm_bot";
      else if (whom->deleted)
        problem = "user_disabled";
      else
        return &state.open_conversation({whom->id, call.who.user});
      return nullptr;
    }
    if (wanted.starts_with('#')) wanted.erase(0, 1);
    found = state.find_channel_by_name(wanted);
    if (found != nullptr && found->is_private && !found->has(call.who.user)) found = nullptr;
  }
  if (found == nullptr)
    problem = "channel_not_found";
  else if (found->is_archived)
    problem = "is_archived";
  else if (!found->has(call.who.user) && !(call.by_bot() && call.may("chat:write.public")))
    problem = "not_in_channel";
  return problem.empty() ? found : nullptr;
}

/// A message of the caller's from the call's content.
json compose(api_call& call, message& draft) {
  auto parts = read_content(call.place, call.args);
  if (parts.problem) return *parts.problem;
  draft.user = call.who.user;
  if (call.by_bot())
    draft.bot_id = call.place.app.bot_id;
  else
    draft.client_msg_id = call.place.ids.uuid();
  draft.text = parts.text.value_or("");
  draft.blocks = parts.blocks.value_or(nullptr);
  draft.attachments = parts.attachments.value_or(nullptr);
  draft.metadata = parts.metadata.value_or(nullptr);
  if (draft.text.empty() && !draft.blocks && !draft.attachments) return failure("no_text");
  return nullptr;
}

json post(api_call& call, std::string subtype) {
  if (call.args.text("channel").empty()) return missing_argument("channel");
  std::string problem;
  auto* where = destination(call, problem);
  if (where == nullptr) return failure(problem);
  message draft;
  draft.thread = thread_root(call, *where, problem);
  if (!problem.empty()) return failure(problem);
  if (auto refused = compose(call, draft); !refused.is_null()) return refused;
  draft.subtype = std::move(subtype);
  if (draft.thread != 0 && call.args.flag("reply_broadcast")) draft.subtype = "thread_broadcast";
  auto const& posted = call.place.state.post(*where, std::move(draft));
  message_view view;
  view.metadata = true;
  return {{"ok", true},
          {"channel", where->id},
          {"ts", to_ts(posted.at)},
          {"message", message_json(call.place.state, call.place.app, posted, view)}};
}

json post_message(api_call& call) {
  return post(call, {});
}
json me_message(api_call& call) {
  return post(call, "me_message");
}

json post_ephemeral(api_call& call) {
  auto const reader = call.args.text("user");
  for (auto const* name : {"channel", "user"})
    if (call.args.text(name).empty()) return missing_argument(name);
  std::string problem;
  auto const* where = destination(call, problem);
  if (where == nullptr) return failure(problem);
  if (call.place.state.find_person(reader) == nullptr) return failure("user_not_found");
  if (!where->has(reader)) return failure("user_not_in_channel");
  message draft;
  draft.thread = thread_root(call, *where, problem);
  if (!problem.empty()) return failure(problem);
  if (auto refused = compose(call, draft); !refused.is_null()) return refused;
  auto const at = call.place.whisper(where->id, reader, std::move(draft));
  return {{"ok", true}, {"message_ts", to_ts(at)}};
}

/// The message that "channel" and "ts" name, or the answer why there is none.
message* named_message(api_call& call, channel*& where, json& refused) {
  for (auto const* name : {"channel", "ts"}) {
    if (!call.args.text(name).empty()) continue;
    refused = missing_argument(name);
    return nullptr;
  }
  where = call.find_channel();
  if (where == nullptr) {
    refused = failure("channel_not_found");
    return nullptr;
  }
  auto const at = parse_ts(call.args.text("ts"));
  auto* found = at ? where->find(*at) : nullptr;
  if (found == nullptr || found->subtype == "tombstone") {
    refused = failure("message_not_found");
    return nullptr;
  }
  return found;
}

json update(api_call& call) {
  channel* where = nullptr;
  json refused;
  auto* which = named_message(call, where, refused);
  if (which == nullptr) return refused;
  if (which->user != call.who.user) return failure("cant_update_message");
  auto parts = read_content(call.place, call.args);
  if (parts.problem) return *parts.problem;
  message_change change;
  change.text = std::move(parts.text);
  change.blocks = std::move(parts.blocks);
  change.attachments = std::move(parts.attachments);
  change.metadata = std::move(parts.metadata);
  change.editor = call.who.user;
  bool const empty = change.text.value_or(which->text).empty() && !change.blocks.value_or(which->blocks) &&
                     !change.attachments.value_or(which->attachments);
  if (empty || (!change.text && !change.blocks && !change.attachments)) return failure("no_text");
  auto const& edited = call.place.state.edit(*where, *which, change);
  return {{"ok", true},
          {"channel", where->id},
          {"ts", to_ts(edited.at)},
          {"text", edited.text},
          {"message", message_json(call.place.state, call.place.app, edited)}};
}

json erase(api_call& call) {
  channel* where = nullptr;
  json refused;
  auto const* which = named_message(call, where, refused);
  if (which == nullptr) return refused;
  if (which->user != call.who.user) return failure("cant_delete_message");
  auto const at = which->at;
  call.place.state.erase(*where, at);
  return {{"ok", true}, {"channel", where->id}, {"ts", to_ts(at)}};
}

json permalink(api_call& call) {
  for (auto const* name : {"channel", "message_ts"})
    if (call.args.text(name).empty()) return missing_argument(name);
  auto const* where = call.find_channel();
  if (where == nullptr) return failure("channel_not_found");
  auto const at = parse_ts(call.args.text("message_ts"));
  auto const* which = at ? where->find(*at) : nullptr;
  if (which == nullptr) return failure("message_not_found");
  auto link = call.place.url + "/archives/" + where->id + "/p" + std::to_string(which->at);
  if (which->is_reply()) link += "?thread_ts=" + to_ts(which->thread) + "&cid=" + where->id;
  return {{"ok", true}, {"channel", where->id}, {"permalink", link}};
}

}  // namespace

stamp thread_root(api_call const& call, channel const& where, std::string& problem) {
  auto const named = call.args.text("thread_ts");
  if (named.empty()) return 0;
  auto const at = parse_ts(named);
  auto const* parent = at ? where.find(*at) : nullptr;
  if (parent == nullptr) {
    problem = "thread_not_found";
    return 0;
  }
  return parent->is_reply() ? parent->thread : parent->at;
}

std::span<api_method const> chat_methods() {
  static std::vector<api_method> const all = {
      {"chat.postMessage", post_message, callers::bot_or_person, rate_tier::posting, {"chat:write"}},
      {"chat.postEphemeral", post_ephemeral, callers::bot_or_person, rate_tier::tier4, {"chat:write"}},
      {"chat.meMessage", me_message, callers::bot_or_person, rate_tier::tier3, {"chat:write"}},
      {"chat.update", update, callers::bot_or_person, rate_tier::tier3, {"chat:write"}},
      {"chat.delete", erase, callers::bot_or_person, rate_tier::tier3, {"chat:write"}},
      {"chat.getPermalink", permalink, callers::bot_or_person, rate_tier::tier4, {}},
  };
  return all;
}

}  // namespace huzzah::sandbox
