#include "sandbox/control/control_world.hpp"

#include "base/text.hpp"
#include "sandbox/web_api/web_api.hpp"
#include "sandbox/wire/http_answers.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace huzzah::sandbox {

using nlohmann::json;

namespace {

/// Sets what `body` names to its value. False for a value of another type.
template <class T>
bool take(json const& body, char const* key, T& into) {
  auto const found = body.find(key);
  if (found == body.end()) return true;
  if constexpr (std::is_same_v<T, bool>) {
    if (!found->is_boolean()) return false;
  } else if (!found->is_string()) {
    return false;
  }
  into = found->get<T>();
  return true;
}

bool is_quiet(json const& body) {
  return body.value("quiet", json()) == true;
}

/// The ids of a list; nothing if one of them belongs to no person.
std::optional<std::vector<std::string>> people_in(workspace const& place, json const& list) {
  std::vector<std::string> ids;
  if (!list.is_array()) return std::nullopt;
  for (auto const& one : list) {
    if (!one.is_string() || place.state.find_person(one.get<std::string>()) == nullptr) return std::nullopt;
    ids.push_back(one.get<std::string>());
  }
  return ids;
}

person newcomer(workspace& place, json const& body) {
  person fresh;
  fresh.id = word(body, "id");
  if (fresh.id.empty()) fresh.id = "U0" + place.ids.upper(8);
  fresh.name = fresh.real_name = word(body, "name");
  fresh.tz = "Europe/London";
  fresh.tz_label = "Greenwich Mean Time";
  fresh.tz_summer = "British Summer Time";
  fresh.color = "9f69e7";
  return fresh;
}

bool read_person(json const& body, person& into) {
  bool const ok = take(body, "name", into.name) && take(body, "real_name", into.real_name) &&
                  take(body, "display_name", into.display_name) && take(body, "tz", into.tz) &&
                  take(body, "team", into.team) && take(body, "is_admin", into.is_admin) &&
                  take(body, "is_owner", into.is_owner) && take(body, "is_restricted", into.is_restricted) &&
                  take(body, "is_ultra_restricted", into.is_ultra_restricted) &&
                  take(body, "is_bot", into.is_bot) && take(body, "deleted", into.deleted);
  if (into.is_bot && into.bot_id.empty()) into.bot_id = "B" + into.id.substr(1);
  return ok;
}

channel& make_channel(workspace& place, json const& body, std::string const& by) {
  channel fresh;
  fresh.id = word(body, "id");
  if (fresh.id.empty()) fresh.id = "C0" + place.ids.upper(8);
  fresh.name = word(body, "name");
  fresh.creator = by;
  fresh.is_private = body.value("is_private", json()) == true;
  return place.state.add(std::move(fresh));
}

void move_people(workspace& place, channel& where, std::vector<std::string> const& joining,
                 std::vector<std::string> const& leaving, std::string const& by, bool quiet) {
  for (auto const& id : joining) {
    if (!quiet)
      place.state.join(where, id, by == id ? std::string() : by);
    else if (!where.has(id))
      where.members.push_back(id);
  }
  for (auto const& id : leaving) {
    if (quiet)
      std::erase(where.members, id);
    else
      place.state.leave(where, id);
  }
}

}  // namespace

json set_person(workspace& place, json const& body) {
  auto* held = place.state.find_person(word(body, "id"));
  auto changed = held != nullptr ? *held : newcomer(place, body);
  if (!read_person(body, changed) || changed.name.empty()) return failure("invalid_arguments");
  if (held != nullptr)
    *held = std::move(changed);
  else
    held = &place.state.add(std::move(changed));
  if (!is_quiet(body)) place.state.announce(*held);
  return {{"ok", true},
          {"user", person_json(place.state, *held, true)},
          {"token", place.tokens.token_of(held->id)}};
}

json set_channel(workspace& place, json const& body) {
  auto const id = word(body, "id");
  auto* where = place.state.find_channel(id);
  if (where == nullptr && id.empty()) where = place.state.find_channel_by_name(word(body, "name"));
  if (where == nullptr && word(body, "name").empty()) return failure("channel_not_found");
  auto const joining = people_in(place, body.value("join", json::array()));
  auto const leaving = people_in(place, body.value("leave", json::array()));
  if (!joining || !leaving) return failure("user_not_found");
  auto const by = word(body, "by", place.state.people().front().id);
  if (where == nullptr) where = &make_channel(place, body, by);

  bool is_private = where->is_private;
  bool is_archived = where->is_archived;
  if (!take(body, "is_private", is_private) || !take(body, "is_archived", is_archived) ||
      !take(body, "is_ext_shared", where->is_ext_shared) || !take(body, "host_team", where->host_team))
    return failure("invalid_arguments");
  bool const quiet = is_quiet(body);
  move_people(place, *where, *joining, *leaving, by, quiet);
  if (is_private && !quiet)
    place.state.make_private(*where, by);
  else
    where->is_private = is_private;
  if (is_archived != where->is_archived) place.state.set_archived(*where, is_archived, by);
  return {{"ok", true}, {"channel", channel_json(place.state, *where, by)}};
}

json set_usergroup(workspace& place, json const& body) {
  auto users = people_in(place, body.value("users", json()));
  if (!users) return failure("user_not_found");
  auto const handle = word(body, "handle");
  auto* which = place.state.find_usergroup(word(body, "id"));
  for (auto const& group : place.state.usergroups())
    if (which == nullptr && group.handle == handle) which = place.state.find_usergroup(group.id);
  if (which == nullptr) {
    if (handle.empty()) return failure("no_such_subteam");
    usergroup fresh{word(body, "id", "S0" + place.ids.upper(8)), handle, word(body, "name", handle), {}};
    which = &place.state.add(std::move(fresh));
  }
  place.state.set_users(*which, std::move(*users));
  return {{"ok", true}, {"usergroup", usergroup_json(place.state, *which, true)}};
}

}  // namespace huzzah::sandbox
