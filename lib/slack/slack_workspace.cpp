#include "slack/slack_workspace.hpp"

#include "slack/block_kit.hpp"
#include "slack/json.hpp"
#include "slack/mrkdwn.hpp"

namespace huzzah::slack {

namespace {

using namespace std::chrono_literals;
using nlohmann::json;

constexpr std::size_t update_text_limit = 4'000;  // chat.update takes less than chat.postMessage
constexpr auto* mark_event = "huzzah_outbox";
constexpr auto recent_messages = 200;

/// Text and blocks of a message as arguments. Nothing in it is to be linked or unfurled.
void set_message(api_call& call, chat::message const& said, std::size_t text_limit) {
  auto const made = to_message(said, text_limit);
  call.set("text", string_member(made, "text"));
  if (auto const& blocks = member(made, "blocks"); blocks.is_array()) call.set("blocks", blocks);
  call.set("parse", std::string("none"));
  call.set("link_names", std::string("false"));
}

chat::message_ref posted_at(std::string workspace, std::string channel, json const& answer) {
  auto resolved = string_member(answer, "channel");
  if (resolved.empty()) resolved = std::move(channel);
  return {std::move(workspace), std::move(resolved), string_member(answer, "ts")};
}

std::string with_slash(std::string url) {
  if (!url.ends_with('/')) url += '/';
  return url;
}

/// The Web API's address as a log may have it: nothing that may be a secret in a URL.
std::string address_of(std::string const& api_url) {
  if (api_url.find('@') != std::string::npos) return "the configured address";
  return api_url.substr(0, api_url.find('?'));
}

chat::person person_of(json const& user, std::string const& workspace) {
  auto const& profile = member(user, "profile");
  chat::person found;
  found.id = string_member(user, "id");
  for (auto const& name : {string_member(profile, "display_name"), string_member(profile, "real_name"),
                           string_member(user, "real_name"), string_member(user, "name"), found.id})
    if (found.name.empty()) found.name = name;
  found.time_zone = string_member(user, "tz");
  if (found.time_zone.empty()) found.time_zone = "Etc/UTC";
  found.is_bot = is_set(user, "is_bot") || found.id == "USLACKBOT";
  found.is_deactivated = is_set(user, "deleted");
  auto const team = string_member(user, "team_id");
  found.is_stranger = is_set(user, "is_stranger") ||
                      (!team.empty() && team != workspace && !member(user, "enterprise_user").is_object());
  return found;
}

}  // namespace

slack_workspace::slack_workspace(slack_options const& options, net::connect_options connections,
                                 base::clock& clock)
    : connections_(std::move(connections)),
      client_(connections_),
      api_(with_slash(options.api_url), options.bot_token, client_, clock),
      people_(clock, 1h, 10'000, [this](std::string key) { return ask_person(std::move(key)); }),
      groups_(clock, 5min, 1'000, [this](std::string key) { return ask_group(std::move(key)); }),
      direct_channels_(clock, 24h, 10'000,
                       [this](std::string key) { return ask_direct_channel(std::move(key)); }) {}

awaitable<result<std::unique_ptr<slack_workspace>>> slack_workspace::connect(slack_options options,
                                                                             base::clock& clock) {
  auto connections = connections_for(options);
  if (!connections) co_return connections.error();
  std::unique_ptr<slack_workspace> made(new slack_workspace(options, std::move(*connections), clock));
  auto known = co_await who_am_i(made->api_);
  if (!known) {
    auto why = known.error();
    // What answered may not be Slack at all.
    if (why.code == errc::remote_failed || why.code == errc::bad_message)
      why.detail += " (asked at " + address_of(options.api_url) + "; is slack.api_url right?)";
    co_return why;
  }
  made->account_ = std::move(*known);
  co_return made;
}

awaitable<result<chat::message_ref>> slack_workspace::post(std::string channel, std::string thread,
                                                           chat::message said, std::string mark) {
  api_call call("chat.postMessage", channel_pace, repeat::never);
  call.key = "post to " + channel;
  call.set("channel", channel);
  call.set("thread_ts", thread);
  set_message(call, said, 40'000);
  call.set("unfurl_links", std::string("false"));
  call.set("unfurl_media", std::string("false"));
  if (!mark.empty()) {
    json metadata;
    metadata["event_type"] = mark_event;
    metadata["event_payload"]["id"] = mark;
    call.set("metadata", metadata);
  }
  auto const answer = co_await api_.call(std::move(call));
  if (!answer) co_return answer.error();
  auto where = posted_at(account_.workspace, std::move(channel), answer->body());
  if (where.timestamp.empty())
    co_return error(errc::bad_message, "chat.postMessage: the answer names no message");
  co_return where;
}

awaitable<result<chat::message_ref>> slack_workspace::find_marked(std::string channel, std::string thread,
                                                                  std::string mark) {
  // Of a channel the newest come first; a thread's replies come oldest first, so more pages are looked at.
  auto const most_pages = thread.empty() ? 10 : 20;
  std::string cursor;
  for (auto page = 0; page < most_pages; ++page) {
    api_call call(thread.empty() ? "conversations.history" : "conversations.replies", tier_3, repeat::safe);
    call.set("channel", channel);
    call.set("ts", thread);
    call.set("limit", std::to_string(recent_messages));
    call.set("include_all_metadata", std::string("true"));
    call.set("cursor", cursor);
    auto const answer = co_await api_.call(std::move(call));
    if (!answer) co_return answer.error();
    for (auto const& message : member(answer->body(), "messages")) {
      auto const& metadata = member(message, "metadata");
      if (string_member(metadata, "event_type") == mark_event &&
          string_member(member(metadata, "event_payload"), "id") == mark &&
          (string_member(message, "user").empty() || string_member(message, "user") == account_.self)) {
        chat::message_ref where(account_.workspace, std::move(channel), string_member(message, "ts"));
        co_return where;
      }
    }
    cursor = string_member(member(answer->body(), "response_metadata"), "next_cursor");
    if (cursor.empty()) break;
  }
  co_return error(errc::not_found, "no message with that mark");
}

awaitable<result<>> slack_workspace::succeed(api_call call, std::string already) {
  auto const answer = co_await api_.call(std::move(call));
  if (answer || (!already.empty() && word_of(answer.error()) == already)) co_return result<>();
  co_return answer.error();
}

awaitable<result<>> slack_workspace::update(chat::message_ref where, chat::message said) {
  api_call call("chat.update", tier_3, repeat::safe);
  call.set("channel", where.channel);
  call.set("ts", where.timestamp);
  set_message(call, said, update_text_limit);
  // Without it the blocks of before would stay.
  if (!call.arguments.contains("blocks")) call.set("blocks", json::array());
  co_return co_await succeed(std::move(call), {});
}

awaitable<result<>> slack_workspace::remove(chat::message_ref where) {
  api_call call("chat.delete", tier_3, repeat::safe);
  call.set("channel", where.channel);
  call.set("ts", where.timestamp);
  co_return co_await succeed(std::move(call), "message_not_found");
}

awaitable<result<>> slack_workspace::whisper(std::string channel, std::string thread, std::string to,
                                             chat::message said) {
  api_call call("chat.postEphemeral", tier_4, repeat::never);
  call.set("channel", channel);
  call.set("thread_ts", thread);
  call.set("user", to);
  set_message(call, said, 40'000);
  co_return co_await succeed(std::move(call), {});
}

awaitable<result<>> slack_workspace::react(chat::message_ref where, std::string emoji) {
  api_call call("reactions.add", tier_3, repeat::safe);
  call.set("channel", where.channel);
  call.set("timestamp", where.timestamp);
  call.set("name", emoji);
  co_return co_await succeed(std::move(call), "already_reacted");
}

awaitable<result<>> slack_workspace::unreact(chat::message_ref where, std::string emoji) {
  api_call call("reactions.remove", tier_2, repeat::safe);
  call.set("channel", where.channel);
  call.set("timestamp", where.timestamp);
  call.set("name", emoji);
  auto const done = co_await succeed(std::move(call), "no_reaction");
  // A message that is gone took its reactions along.
  if (!done && word_of(done.error()) == "message_not_found") co_return result<>();
  co_return done;
}

awaitable<result<>> slack_workspace::open_form(std::string trigger, chat::form asked) {
  auto view = to_view(asked);
  if (!view) co_return view.error();
  api_call call("views.open", tier_4, repeat::never);
  call.set("trigger_id", trigger);
  call.set("view", *view);
  co_return co_await succeed(std::move(call), {});
}

awaitable<result<std::string>> slack_workspace::direct_channel(std::string to) {
  co_return co_await direct_channels_.get(std::move(to));
}

awaitable<result<chat::person>> slack_workspace::find_person(std::string id) {
  co_return co_await people_.get(std::move(id));
}

awaitable<result<std::vector<std::string>>> slack_workspace::group_members(std::string group) {
  co_return co_await groups_.get(std::move(group));
}

awaitable<result<std::string>> slack_workspace::ask_direct_channel(std::string to) {
  api_call call("conversations.open", tier_3, repeat::safe);
  call.set("users", to);
  auto const answer = co_await api_.call(std::move(call));
  if (!answer) co_return answer.error();
  auto channel = string_member(member(answer->body(), "channel"), "id");
  if (channel.empty()) co_return error(errc::bad_message, "conversations.open: the answer names no channel");
  co_return channel;
}

awaitable<result<chat::person>> slack_workspace::ask_person(std::string id) {
  api_call call("users.info", tier_4, repeat::safe);
  call.set("user", id);
  auto const answer = co_await api_.call(std::move(call));
  if (!answer) {
    auto const failure = answer.error();
    auto const word = word_of(failure);
    if (word == "user_not_found" || word == "users_not_found" || word == "user_not_visible")
      co_return error(errc::not_found, "no such person: " + id);
    co_return answer.error();
  }
  auto found = person_of(member(answer->body(), "user"), account_.workspace);
  if (found.id.empty()) co_return error(errc::bad_message, "users.info: the answer names nobody");
  co_return found;
}

awaitable<result<std::vector<std::string>>> slack_workspace::ask_group(std::string group) {
  api_call call("usergroups.users.list", tier_2, repeat::safe);
  call.set("usergroup", group);
  auto const answer = co_await api_.call(std::move(call));
  if (!answer) {
    auto const failure = answer.error();
    auto const word = word_of(failure);
    if (word == "no_such_subteam" || word == "subteam_not_found")
      co_return error(errc::not_found, "no such user group: " + group);
    co_return answer.error();
  }
  std::vector<std::string> members;
  for (auto const& one : member(answer->body(), "users"))
    if (one.is_string()) members.push_back(one.get<std::string>());
  co_return members;
}

awaitable<result<std::string>> slack_workspace::author_in(std::string method, chat::message_ref where) {
  api_call call(std::move(method), tier_3, repeat::safe);
  call.set("channel", where.channel);
  if (call.method == "conversations.replies") call.set("ts", where.timestamp);
  call.set("oldest", where.timestamp);
  call.set("latest", where.timestamp);
  call.set("inclusive", std::string("true"));
  call.set("limit", std::string("10"));
  auto const answer = co_await api_.call(std::move(call));
  if (!answer) {
    auto const failure = answer.error();
    auto const word = word_of(failure);
    if (word == "thread_not_found" || word == "message_not_found")
      co_return error(errc::not_found, "no such message");
    co_return answer.error();
  }
  for (auto const& message : member(answer->body(), "messages")) {
    auto author = string_member(message, "user");
    if (string_member(message, "ts") == where.timestamp && !author.empty()) co_return author;
  }
  co_return error(errc::not_found, "no such message of a person");
}

awaitable<result<std::string>> slack_workspace::author_of(chat::message_ref where) {
  auto found = co_await author_in("conversations.history", where);
  // What was said in a thread stands in no channel's history.
  if (!found && found.error().code == errc::not_found)
    found = co_await author_in("conversations.replies", where);
  co_return found;
}

std::string slack_workspace::link_to(chat::message_ref const& where) const {
  std::string digits;
  for (auto const c : where.timestamp)
    if (c >= '0' && c <= '9') digits += c;
  return with_slash(account_.url) + "archives/" + where.channel + "/p" + digits;
}

awaitable<result<>> slack_workspace::respond(std::string url, std::string json_text) {
  co_return co_await api_.respond(std::move(url), std::move(json_text));
}

}  // namespace huzzah::slack
