// Profiles, user groups, and who wants no notifications.
#include "slack/json.hpp"
#include "slack/mrkdwn.hpp"
#include "slack/profile.hpp"
#include "slack/slack_workspace.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <set>
#include <string_view>
#include <utility>

namespace huzzah::slack {

namespace {

/// Up to so many unknown people are looked up one by one; for more, the whole workspace is listed.
constexpr std::size_t asked_one_by_one = 50;
/// How many of those make a page.
constexpr std::size_t asked_for_one_page = 10;
constexpr int people_on_a_page = 1'000;

// How the cursors of a people_query begin.
constexpr std::string_view listed = "list:";
constexpr std::string_view one_by_one = "each";

/// A time in Slack's whole seconds; `otherwise` for 0 and for times beyond every calendar.
base::time_point moment_member(nlohmann::json const& object, char const* name, base::time_point otherwise) {
  constexpr std::int64_t end_of_time = 253'402'300'800;  // the year 10000
  auto const seconds = number_member(object, name);
  return seconds > 0 && seconds < end_of_time ? base::time_point(std::chrono::seconds(seconds)) : otherwise;
}

bool is_undisturbed(nlohmann::json const& one, base::time_point now) {
  // Slack shows the end of a snooze only to the person's own token.
  if (is_set(one, "snooze_enabled") && moment_member(one, "snooze_endtime", base::time_point::max()) > now)
    return true;
  return is_set(one, "dnd_enabled") &&
         moment_member(one, "next_dnd_start_ts", base::time_point::max()) <= now &&
         now < moment_member(one, "next_dnd_end_ts", base::time_point::min());
}

bool is_no_person(error const& failure) {
  auto const word = word_of(failure);
  return word == "user_not_found" || word == "users_not_found" || word == "user_not_visible";
}

}  // namespace

awaitable<result<chat::person>> slack_workspace::find_person(std::string id) {
  auto known = co_await people_.get(std::move(id));
  if (!known) co_return known.error();
  co_return known->at(clock_.now());
}

std::optional<chat::person> slack_workspace::known_person(std::string const& id) const {
  auto const* known = people_.fresh(id);
  return known == nullptr ? std::nullopt : std::optional(known->at(clock_.now()));
}

chat::person slack_workspace::known_user::at(base::time_point now) const {
  auto somebody = who;
  if (status_ends <= now) {
    somebody.status_emoji.clear();
    somebody.status_text.clear();
  }
  return somebody;
}

awaitable<result<std::vector<std::string>>> slack_workspace::group_members(std::string group) {
  co_return co_await groups_.get(std::move(group));
}

awaitable<result<slack_workspace::known_user>> slack_workspace::ask_person(std::string id) {
  api_call call("users.info", tier_4, repeat::safe);
  call.set("user", id);
  auto const answer = co_await api_.call(std::move(call));
  if (!answer) {
    if (is_no_person(answer.error())) co_return error(errc::not_found, "no such person: " + id);
    co_return answer.error();
  }
  auto const found = known_user_of(member(answer->body(), "user"));
  if (found.who.id.empty()) co_return error(errc::bad_message, "users.info: the answer names nobody");
  co_return found;
}

slack_workspace::known_user slack_workspace::known_user_of(nlohmann::json const& user) const {
  known_user found;
  found.who = person_of(user, account_.workspace, account_.enterprise);
  found.status_ends = moment_member(member(user, "profile"), "status_expiration", base::time_point::max());
  return found;
}

awaitable<result<std::string>> slack_workspace::list_people(std::string cursor,
                                                            std::vector<std::string> const& wanted) {
  api_call call("users.list", tier_2, repeat::safe);
  call.set("limit", std::to_string(people_on_a_page));
  call.set("cursor", cursor);
  auto const answer = co_await api_.call(std::move(call));
  if (!answer) co_return answer.error();
  std::set<std::string_view> const ids(wanted.begin(), wanted.end());
  for (auto const& user : member(answer->body(), "members"))
    if (auto const id = string_member(user, "id"); ids.contains(id)) people_.learn(id, known_user_of(user));
  co_return string_member(member(answer->body(), "response_metadata"), "next_cursor");
}

awaitable<result<chat::people_page>> slack_workspace::find_people(chat::people_query wanted) {
  chat::people_page page;
  auto& rest = page.rest.ids;
  auto const take_known = [&](std::vector<std::string> ids) {
    for (auto& id : ids) {
      if (auto known = known_person(id))
        page.people.push_back(std::move(*known));
      else
        rest.push_back(std::move(id));
    }
  };
  take_known(std::move(wanted.ids));
  auto const is_first = wanted.cursor.empty();
  if (rest.empty() || (is_first && !page.people.empty())) co_return page;

  // One call for each of a few, or a few calls for the whole workspace.
  auto cursor = is_first ? std::string(rest.size() > asked_one_by_one ? listed : one_by_one) : wanted.cursor;
  while (cursor.starts_with(listed) && page.people.empty()) {
    auto from = cursor.substr(listed.size());
    auto const next = co_await list_people(std::move(from), rest);
    if (!next) co_return next.error();
    auto missing = std::exchange(rest, {});
    take_known(std::move(missing));
    cursor = next->empty() ? std::string(one_by_one) : std::string(listed) + *next;
  }
  if (page.people.empty() && !rest.empty()) {
    auto const some = std::min(rest.size(), asked_for_one_page);
    for (std::size_t i = 0; i < some; ++i) {
      auto found = co_await find_person(rest[i]);
      if (found)
        page.people.push_back(std::move(*found));
      else if (found.error().code != errc::not_found)
        page.failed.push_back(rest[i]);
    }
    rest.erase(rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(some));
  }
  page.rest.cursor = std::move(cursor);
  co_return page;
}

awaitable<result<std::vector<chat::user_group>>> slack_workspace::user_groups() {
  api_call call("usergroups.list", tier_2, repeat::safe);
  auto const answer = co_await api_.call(std::move(call));
  if (!answer) co_return answer.error();
  std::vector<chat::user_group> found;
  for (auto const& one : member(answer->body(), "usergroups")) {
    auto& group = found.emplace_back();
    group.id = string_member(one, "id");
    group.handle = string_member(one, "handle");
    if (!is_slack_id(group.id) || group.handle.empty()) found.pop_back();
  }
  co_return found;
}

awaitable<result<std::vector<std::string>>> slack_workspace::admins() {
  std::vector<std::string> found;
  std::string cursor;
  do {
    api_call call("users.list", tier_2, repeat::safe);
    call.set("limit", std::to_string(people_on_a_page));
    call.set("cursor", cursor);
    auto const answer = co_await api_.call(std::move(call));
    if (!answer) co_return answer.error();
    for (auto const& user : member(answer->body(), "members")) {
      auto const known = known_user_of(user).who;
      if (known.is_admin && !known.is_deactivated && !known.is_bot) found.push_back(known.id);
    }
    cursor = string_member(member(answer->body(), "response_metadata"), "next_cursor");
  } while (!cursor.empty());
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

awaitable<result<std::map<std::string, bool>>> slack_workspace::do_not_disturb(
    std::vector<std::string> people) {
  api_call call("dnd.teamInfo", tier_2, repeat::safe);
  call.set("users", fmt::format("{}", fmt::join(people, ",")));
  auto const answer = co_await api_.call(std::move(call));
  if (!answer) co_return answer.error();
  std::map<std::string, bool> found;
  auto const now = clock_.now();
  auto const& users = member(answer->body(), "users");
  for (auto const& id : people)
    if (auto const& one = member(users, id.c_str()); one.is_object()) found[id] = is_undisturbed(one, now);
  co_return found;
}

}  // namespace huzzah::slack
