#include "slack/profile.hpp"

#include "slack/json.hpp"
#include "slack/mrkdwn.hpp"

namespace huzzah::slack {

namespace {

/// People of other organisations may have an enterprise as well.
bool is_of(std::string const& enterprise, nlohmann::json const& user) {
  return !enterprise.empty() && text_in(member(user, "enterprise_user"), "enterprise_id") == enterprise;
}

}  // namespace

chat::person person_of(nlohmann::json const& user, std::string const& workspace,
                       std::string const& enterprise) {
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
  found.is_stranger =
      is_set(user, "is_stranger") || (!team.empty() && team != workspace && !is_of(enterprise, user));
  found.is_guest = is_set(user, "is_restricted") || is_set(user, "is_ultra_restricted");
  found.is_admin = is_set(user, "is_admin") || is_set(user, "is_owner") || is_set(user, "is_primary_owner");
  found.status_text = chat::to_plain(from_mrkdwn(string_member(profile, "status_text")));
  auto const emoji = string_member(profile, "status_emoji");
  if (emoji.size() > 2 && emoji.front() == ':' && emoji.back() == ':')
    found.status_emoji = emoji.substr(1, emoji.size() - 2);
  return found;
}

}  // namespace huzzah::slack
