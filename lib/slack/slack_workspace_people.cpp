// Who people are, what groups they are in, and whether they want to be left in peace.
#include "slack/json.hpp"
#include "slack/profile.hpp"
#include "slack/slack_workspace.hpp"

namespace huzzah::slack {

namespace {

/// Slack's whole seconds; 0, and what no clock can show, is `otherwise`.
base::time_point moment_member(nlohmann::json const& object, char const* name, base::time_point otherwise) {
  constexpr std::int64_t end_of_time = 253'402'300'800;  // the year 10000
  auto const seconds = number_member(object, name);
  return seconds > 0 && seconds < end_of_time ? base::time_point(std::chrono::seconds(seconds)) : otherwise;
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

chat::person slack_workspace::acquaintance::at(base::time_point now) const {
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

awaitable<result<slack_workspace::acquaintance>> slack_workspace::ask_person(std::string id) {
  api_call call("users.info", tier_4, repeat::safe);
  call.set("user", id);
  auto const answer = co_await api_.call(std::move(call));
  if (!answer) {
    if (is_no_person(answer.error())) co_return error(errc::not_found, "no such person: " + id);
    co_return answer.error();
  }
  auto const& user = member(answer->body(), "user");
  acquaintance found;
  found.who = person_of(user, account_.workspace);
  found.status_ends = moment_member(member(user, "profile"), "status_expiration", base::time_point::max());
  if (found.who.id.empty()) co_return error(errc::bad_message, "users.info: the answer names nobody");
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

awaitable<result<bool>> slack_workspace::do_not_disturb(std::string person) {
  api_call call("dnd.info", tier_3, repeat::safe);
  call.set("user", person);
  auto const answer = co_await api_.call(std::move(call));
  if (!answer) {
    if (is_no_person(answer.error())) co_return error(errc::not_found, "no such person: " + person);
    co_return answer.error();
  }
  auto const& body = answer->body();
  auto const now = clock_.now();
  // Slack tells of somebody's snoozing by its end only where it is their own token that asks.
  if (is_set(body, "snooze_enabled") && moment_member(body, "snooze_endtime", base::time_point::max()) > now)
    co_return true;
  co_return is_set(body, "dnd_enabled") &&
      moment_member(body, "next_dnd_start_ts", base::time_point::max()) <= now&& now <
          moment_member(body, "next_dnd_end_ts", base::time_point::min());
}

}  // namespace huzzah::slack
