// Channels: what they are, and who is in them.
#include "slack/json.hpp"
#include "slack/mrkdwn.hpp"
#include "slack/slack_workspace.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <iterator>
#include <string_view>

namespace huzzah::slack {

namespace {

constexpr auto most_listing_pages = 100;
/// How the cursors of a list without direct channels begin.
constexpr std::string_view named_only = "named ";

chat::channel_facts channel_of(nlohmann::json const& given) {
  chat::channel_facts found;
  found.id = string_member(given, "id");
  found.name = string_member(given, "name");
  found.is_member = is_set(given, "is_member") || is_set(given, "is_im");
  found.is_archived = is_set(given, "is_archived");
  found.is_private = is_set(given, "is_private");
  found.is_shared_outside =
      is_set(given, "is_ext_shared") || (is_set(given, "is_shared") && !is_set(given, "is_org_shared"));
  found.member_count = number_member(given, "num_members");
  found.kind = is_set(given, "is_im")     ? chat::channel_kind::direct
               : is_set(given, "is_mpim") ? chat::channel_kind::group_direct
               : found.is_private         ? chat::channel_kind::private_channel
                                          : chat::channel_kind::channel;
  return found;
}

std::string next_page(nlohmann::json const& body) {
  return string_member(member(body, "response_metadata"), "next_cursor");
}

/// Slack has no other word for a private channel that the bot is not in, so that its existence stays private.
error no_such_channel(std::string const& wanted) {
  return error(errc::not_found,
               "no channel " + wanted + " that the bot can see; if there is one, invite the bot to it");
}

}  // namespace

awaitable<result<chat::channel_facts>> slack_workspace::find_channel(std::string id_or_name) {
  if (is_slack_id(id_or_name)) co_return co_await channels_.get(std::move(id_or_name));
  auto const own = co_await own_channels_.get({});
  if (!own) co_return own.error();
  auto const name = base::to_lower(id_or_name.starts_with('#') ? id_or_name.substr(1) : id_or_name);
  for (auto const& channel : *own)
    if (base::to_lower(channel.name) == name) co_return channel;
  co_return error(errc::not_found,
                  "the bot is in no channel #" + name + "; invite it there, or mend the name");
}

awaitable<result<chat::channel_facts>> slack_workspace::ask_channel(std::string id) {
  api_call call("conversations.info", tier_3, repeat::safe);
  call.set("channel", id);
  call.set("include_num_members", std::string("true"));
  auto const answer = co_await api_.call(std::move(call));
  if (!answer) {
    if (word_of(answer.error()) == "channel_not_found") co_return no_such_channel(id);
    co_return answer.error();
  }
  auto found = channel_of(member(answer->body(), "channel"));
  if (found.id.empty()) co_return error(errc::bad_message, "conversations.info: the answer names no channel");
  co_return found;
}

awaitable<result<chat::channel_page>> slack_workspace::own_channels(std::string cursor) {
  // All pages of a list must ask for the same types; the cursor says which.
  auto const is_named_only = cursor.starts_with(named_only);
  if (is_named_only) cursor.erase(0, named_only.size());
  auto const types = std::string(named_channels) + (is_named_only ? "" : ",im,mpim");
  auto page = co_await ask_own_channels(types, cursor);
  if (!page && page.error().code == errc::unauthorized && cursor.empty()) {
    if (!says_direct_unknown_)
      spdlog::warn(
          "slack: direct messages that arrive without a connection can't be read afterwards: add the scopes"
          " im:read and mpim:read to the app and install it again");
    says_direct_unknown_ = true;
    page = co_await ask_own_channels(named_channels, {});
    if (page && !page->next.empty()) page->next.insert(0, named_only);
  } else if (page && is_named_only && !page->next.empty()) {
    page->next.insert(0, named_only);
  }
  co_return page;
}

awaitable<result<std::vector<chat::channel_facts>>> slack_workspace::ask_named_channels() {
  std::vector<chat::channel_facts> own;
  std::string cursor;
  for (auto page = 0; page < most_listing_pages; ++page) {
    auto found = co_await ask_own_channels(named_channels, cursor);
    if (!found) co_return found.error();
    std::move(found->channels.begin(), found->channels.end(), std::back_inserter(own));
    cursor = std::move(found->next);
    if (cursor.empty()) break;
  }
  co_return own;
}

awaitable<result<chat::channel_page>> slack_workspace::ask_own_channels(std::string types,
                                                                        std::string cursor) {
  api_call call("users.conversations", tier_3, repeat::safe);
  call.set("types", types);
  call.set("exclude_archived", std::string("false"));
  call.set("limit", std::string("999"));
  call.set("cursor", cursor);
  auto const answer = co_await api_.call(std::move(call));
  if (!answer) co_return answer.error();
  chat::channel_page page;
  for (auto const& one : member(answer->body(), "channels")) {
    auto found = channel_of(one);
    found.is_member = true;
    if (!found.id.empty()) page.channels.push_back(std::move(found));
  }
  page.next = next_page(answer->body());
  co_return page;
}

awaitable<result<std::vector<std::string>>> slack_workspace::channel_members(std::string channel) {
  std::vector<std::string> members;
  std::string cursor;
  for (auto page = 0; page < most_listing_pages; ++page) {
    api_call call("conversations.members", tier_4, repeat::safe);
    call.set("channel", channel);
    call.set("limit", std::string("1000"));
    call.set("cursor", cursor);
    auto const answer = co_await api_.call(std::move(call));
    if (!answer) {
      if (word_of(answer.error()) == "channel_not_found") co_return no_such_channel(channel);
      co_return answer.error();
    }
    for (auto const& one : member(answer->body(), "members"))
      if (one.is_string()) members.push_back(one.get<std::string>());
    cursor = next_page(answer->body());
    if (cursor.empty()) break;
  }
  co_return members;
}

awaitable<result<std::string>> slack_workspace::direct_channel(std::string to) {
  co_return co_await direct_channels_.get(std::move(to));
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

}  // namespace huzzah::slack
