// Facts that decide who may read what: as Slack has them now.
#include "slack/json.hpp"
#include "slack/slack_workspace.hpp"

namespace huzzah::slack {

namespace {

constexpr auto most_pages_of_channels = 100;

}  // namespace

awaitable<result<chat::person>> slack_workspace::person_now(std::string id) {
  auto const found = co_await people_.renew(std::move(id));
  if (!found) co_return found.error();
  co_return found->at(clock_.now());
}

awaitable<result<chat::channel_facts>> slack_workspace::channel_now(std::string id) {
  co_return co_await channels_.renew(std::move(id));
}

awaitable<result<std::vector<std::string>>> slack_workspace::channels_of(std::string person) {
  auto all = co_await ask_channels_of(person, std::string(named_channels) + ",mpim");
  if (all || all.error().code != errc::unauthorized) co_return all;
  // An app that was installed by an earlier version has no scope for group conversations.
  co_return co_await ask_channels_of(std::move(person), named_channels);
}

awaitable<result<std::vector<std::string>>> slack_workspace::ask_channels_of(std::string person,
                                                                             std::string types) {
  std::vector<std::string> channels;
  std::string cursor;
  for (auto page = 0; page < most_pages_of_channels; ++page) {
    api_call call("users.conversations", tier_3, repeat::safe);
    call.set("user", person);
    call.set("types", types);
    call.set("exclude_archived", std::string("false"));
    call.set("limit", std::string("999"));
    call.set("cursor", cursor);
    auto const answer = co_await api_.call(std::move(call));
    if (!answer) co_return answer.error();
    for (auto const& one : member(answer->body(), "channels"))
      if (auto id = string_member(one, "id"); !id.empty()) channels.push_back(std::move(id));
    cursor = string_member(member(answer->body(), "response_metadata"), "next_cursor");
    if (cursor.empty()) break;
  }
  co_return channels;
}

}  // namespace huzzah::slack
