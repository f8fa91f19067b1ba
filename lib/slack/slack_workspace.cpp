#include "slack/slack_workspace.hpp"

#include "slack/block_kit.hpp"
#include "slack/json.hpp"

#include <algorithm>

namespace huzzah::slack {

namespace {

using namespace std::chrono_literals;
using nlohmann::json;

constexpr std::size_t post_text_limit = 40'000;
constexpr std::size_t update_text_limit = 4'000;  // chat.update takes less than chat.postMessage
constexpr auto* mark_event = "huzzah_outbox";
constexpr auto messages_on_a_page = 200;

/// Text and blocks of a message as arguments. Nothing in it is to be linked or unfurled.
void set_message(api_call& call, chat::message const& said) {
  bool const changes = call.method == "chat.update";
  auto const made = to_message(said, changes ? update_text_limit : post_text_limit);
  call.set("text", string_member(made, "text"));
  call.arguments.erase("blocks");
  if (auto const& blocks = member(made, "blocks"); blocks.is_array())
    call.set("blocks", blocks);
  else if (changes)
    call.set("blocks", json::array());  // without it the blocks of before would stay
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

bool is_uploaded_picture(chat::block const& block) {
  auto const* picture = std::get_if<chat::image_block>(&block);
  return picture != nullptr && !picture->file.empty();
}

/// Whether Slack refused the blocks of a message that has an uploaded picture: it may be deleted, or not
/// ready yet. Nothing was posted then, so the message can be sent again without it.
bool is_refused_picture(error const& failure, chat::message const& said) {
  auto const word = word_of(failure);
  auto const about_blocks = word.starts_with("invalid_blocks") || word.find("file") != word.npos;
  return about_blocks && std::any_of(said.blocks.begin(), said.blocks.end(), is_uploaded_picture);
}

chat::message without_pictures(chat::message said) {
  std::erase_if(said.blocks, is_uploaded_picture);
  return said;
}

/// The Web API's address for the log, without the parts of a URL that may be secret.
std::string address_of(std::string const& api_url) {
  if (api_url.find('@') != std::string::npos) return "the configured address";
  return api_url.substr(0, api_url.find('?'));
}

}  // namespace

slack_workspace::slack_workspace(slack_options const& options, net::connect_options connections,
                                 base::clock& clock)
    : connections_(std::move(connections)),
      client_(connections_),
      api_(with_slash(options.api_url), options.bot_token, client_, clock),
      clock_(clock),
      people_(clock, 1h, 20'000, [this](std::string key) { return ask_person(std::move(key)); }),
      groups_(clock, 5min, 1'000, [this](std::string key) { return ask_group(std::move(key)); }),
      direct_channels_(clock, 24h, 10'000,
                       [this](std::string key) { return ask_direct_channel(std::move(key)); }),
      channels_(clock, 1min, 1'000, [this](std::string key) { return ask_channel(std::move(key)); }),
      own_channels_(clock, 1min, 1, [this](std::string) { return ask_named_channels(); }) {}

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

awaitable<result<api_answer>> slack_workspace::say(api_call call, chat::message said) {
  set_message(call, said);
  auto first = call;
  auto answer = co_await api_.call(std::move(first));
  if (!answer && is_refused_picture(answer.error(), said)) {
    set_message(call, without_pictures(std::move(said)));
    answer = co_await api_.call(std::move(call));
  }
  co_return answer;
}

awaitable<result<chat::message_ref>> slack_workspace::post(std::string channel, std::string thread,
                                                           chat::message said, std::string mark) {
  api_call call("chat.postMessage", channel_pace, repeat::never);
  call.key = "post to " + channel;
  call.method_pace = posts_pace;
  call.set("channel", channel);
  call.set("thread_ts", thread);
  call.set("unfurl_links", std::string("false"));
  call.set("unfurl_media", std::string("false"));
  if (!mark.empty()) {
    json metadata;
    metadata["event_type"] = mark_event;
    metadata["event_payload"]["id"] = mark;
    call.set("metadata", metadata);
  }
  auto const answer = co_await say(std::move(call), std::move(said));
  if (!answer) co_return answer.error();
  auto where = posted_at(account_.workspace, std::move(channel), answer->body());
  if (where.id.empty()) co_return error(errc::bad_message, "chat.postMessage: the answer names no message");
  co_return where;
}

awaitable<result<chat::message_ref>> slack_workspace::find_marked(std::string channel, std::string thread,
                                                                  std::string mark, base::time_point since) {
  std::string cursor;
  do {
    api_call call(thread.empty() ? "conversations.history" : "conversations.replies", tier_3, repeat::safe);
    call.set("channel", channel);
    call.set("ts", thread);
    call.set("oldest", id_at(since));
    call.set("limit", std::to_string(messages_on_a_page));
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
  } while (!cursor.empty());
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
  call.set("ts", where.id);
  auto const answer = co_await say(std::move(call), std::move(said));
  if (!answer) co_return answer.error();
  co_return result<>();
}

awaitable<result<>> slack_workspace::remove(chat::message_ref where) {
  api_call call("chat.delete", tier_3, repeat::safe);
  call.set("channel", where.channel);
  call.set("ts", where.id);
  co_return co_await succeed(std::move(call), "message_not_found");
}

awaitable<result<>> slack_workspace::whisper(std::string channel, std::string thread, std::string to,
                                             chat::message said) {
  api_call call("chat.postEphemeral", tier_4, repeat::never);
  call.set("channel", channel);
  call.set("thread_ts", thread);
  call.set("user", to);
  auto const answer = co_await say(std::move(call), std::move(said));
  if (!answer) co_return answer.error();
  co_return result<>();
}

awaitable<result<>> slack_workspace::react(chat::message_ref where, std::string emoji) {
  api_call call("reactions.add", tier_3, repeat::safe);
  call.set("channel", where.channel);
  call.set("timestamp", where.id);
  call.set("name", emoji);
  co_return co_await succeed(std::move(call), "already_reacted");
}

awaitable<result<>> slack_workspace::unreact(chat::message_ref where, std::string emoji) {
  api_call call("reactions.remove", tier_2, repeat::safe);
  call.set("channel", where.channel);
  call.set("timestamp", where.id);
  call.set("name", emoji);
  auto const done = co_await succeed(std::move(call), "no_reaction");
  // The message was deleted, and its reactions with it.
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

awaitable<result<>> slack_workspace::publish_home(std::string to, chat::message shown) {
  api_call call("views.publish", tier_4, repeat::safe);
  call.set("user_id", to);
  call.set("view", to_home(shown));
  co_return co_await succeed(std::move(call), {});
}

awaitable<result<std::string>> slack_workspace::author_in(std::string method, chat::message_ref where) {
  api_call call(std::move(method), tier_3, repeat::safe);
  call.set("channel", where.channel);
  if (call.method == "conversations.replies") call.set("ts", where.id);
  call.set("oldest", where.id);
  call.set("latest", where.id);
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
    if (string_member(message, "ts") == where.id && !author.empty()) co_return author;
  }
  co_return error(errc::not_found, "no such message of a person");
}

awaitable<result<std::string>> slack_workspace::author_of(chat::message_ref where) {
  auto found = co_await author_in("conversations.history", where);
  // Messages of a thread are in no channel's history.
  if (!found && found.error().code == errc::not_found)
    found = co_await author_in("conversations.replies", where);
  co_return found;
}

std::string message_link(std::string const& workspace_url, chat::message_ref const& where) {
  std::string digits;
  for (auto const c : where.id)
    if (c >= '0' && c <= '9') digits += c;
  return with_slash(workspace_url) + "archives/" + where.channel + "/p" + digits;
}

std::string slack_workspace::link_to(chat::message_ref const& where) const {
  return message_link(account_.url, where);
}

awaitable<result<>> slack_workspace::respond(std::string url, std::string json_text) {
  co_return co_await api_.respond(std::move(url), std::move(json_text));
}

}  // namespace huzzah::slack
