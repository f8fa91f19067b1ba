#include "sandbox/workspace/workspace_state.hpp"

#include <algorithm>
#include <utility>

namespace huzzah::sandbox {

namespace {

/// The same for the same people in any order.
std::string key_of(std::vector<std::string> members) {
  std::sort(members.begin(), members.end());
  std::string key;
  for (auto const& member : members)
    key += member + " ";
  return key;
}

}  // namespace

bool channel::has(std::string_view user) const {
  return std::find(members.begin(), members.end(), user) != members.end();
}

message* channel::find(stamp at) {
  auto const found = messages.find(at);
  return found == messages.end() ? nullptr : &found->second;
}

message const* channel::find(stamp at) const {
  auto const found = messages.find(at);
  return found == messages.end() ? nullptr : &found->second;
}

std::string_view channel::type() const {
  if (is_im) return "im";
  if (is_mpim) return "mpim";
  return is_private ? "group" : "channel";
}

stamp workspace_state::now() const {
  return clock_.now().time_since_epoch().count();
}

stamp workspace_state::next_stamp() {
  return last_ = std::max(now(), last_ + 1);
}

person& workspace_state::add(person whom) {
  auto& added = people_.emplace_back(std::move(whom));
  people_by_id_.insert_or_assign(added.id, &added);
  return added;
}

channel& workspace_state::add(channel which) {
  if (which.created == 0) which.created = now();
  auto id = which.id;
  auto& added = channels_.insert_or_assign(std::move(id), std::move(which)).first->second;
  if (added.is_im || added.is_mpim) conversations_.insert_or_assign(key_of(added.members), &added);
  return added;
}

person* workspace_state::find_person(std::string_view id) {
  auto const found = people_by_id_.find(id);
  return found == people_by_id_.end() ? nullptr : found->second;
}

person const* workspace_state::find_person(std::string_view id) const {
  auto const found = people_by_id_.find(id);
  return found == people_by_id_.end() ? nullptr : found->second;
}

person const* workspace_state::find_bot(std::string_view bot_id) const {
  auto const found = std::find_if(people_.begin(), people_.end(),
                                  [&](auto const& p) { return p.is_bot && p.bot_id == bot_id; });
  return found == people_.end() ? nullptr : &*found;
}

usergroup* workspace_state::find_usergroup(std::string_view id) {
  auto const found = std::find_if(groups_.begin(), groups_.end(), [&](auto const& g) { return g.id == id; });
  return found == groups_.end() ? nullptr : &*found;
}

usergroup const* workspace_state::find_usergroup(std::string_view id) const {
  auto const found = std::find_if(groups_.begin(), groups_.end(), [&](auto const& g) { return g.id == id; });
  return found == groups_.end() ? nullptr : &*found;
}

channel* workspace_state::find_channel(std::string_view id) {
  auto const found = channels_.find(id);
  return found == channels_.end() ? nullptr : &found->second;
}

channel const* workspace_state::find_channel(std::string_view id) const {
  auto const found = channels_.find(id);
  return found == channels_.end() ? nullptr : &found->second;
}

channel* workspace_state::find_channel_by_name(std::string_view name) {
  for (auto& [id, room] : channels_)
    if (!room.name.empty() && room.name == name) return &room;
  return nullptr;
}

bool workspace_state::join(channel& where, std::string const& user, std::string const& inviter) {
  if (where.has(user)) return false;
  where.members.push_back(user);
  auto joined = about(happening::kind::joined, where, user);
  joined.now.extra_user = inviter;
  report(joined);
  message note;
  note.user = user;
  note.subtype = where.is_private ? "group_join" : "channel_join";
  note.text = "<@" + user + "> has joined the channel";
  note.extra_user = inviter;
  post(where, std::move(note));
  return true;
}

bool workspace_state::leave(channel& where, std::string const& user) {
  if (std::erase(where.members, user) == 0) return false;
  report(about(happening::kind::left, where, user));
  return true;
}

channel& workspace_state::open_conversation(std::vector<std::string> members) {
  std::sort(members.begin(), members.end());
  members.erase(std::unique(members.begin(), members.end()), members.end());
  auto const found = conversations_.find(key_of(members));
  if (found != conversations_.end()) return *found->second;
  channel fresh;
  fresh.is_im = members.size() <= 2;
  fresh.is_mpim = !fresh.is_im;
  fresh.is_private = true;
  fresh.id = (fresh.is_im ? "D0" : "G0") + ids_.upper(8);
  if (fresh.is_mpim) {
    fresh.name = "mpdm";
    for (auto const& member : members)
      if (auto const* who = find_person(member)) fresh.name += "-" + who->name;
  }
  fresh.members = std::move(members);
  auto& room = add(std::move(fresh));
  report(about(happening::kind::im_created, room, {}));
  return room;
}

channel& workspace_state::create_channel(std::string name, bool is_private, std::string const& creator) {
  channel fresh;
  fresh.id = "C0" + ids_.upper(8);
  fresh.name = std::move(name);
  fresh.is_private = is_private;
  fresh.creator = creator;
  fresh.members = {creator};
  auto& room = add(std::move(fresh));
  report(about(happening::kind::channel_created, room, creator));
  return room;
}

void workspace_state::set_archived(channel& where, bool archived, std::string const& by) {
  where.is_archived = archived;
  auto const what = archived ? happening::kind::channel_archived : happening::kind::channel_unarchived;
  report(about(what, where, by));
}

bool workspace_state::make_private(channel& where, std::string const& by) {
  if (where.is_private) return false;
  where.is_private = true;
  message note;
  note.user = by;
  note.subtype = "channel_convert_to_private";
  note.text = "made this channel *private*. Now, it can only be viewed or joined by invitation.";
  post(where, std::move(note));
  return true;
}

void workspace_state::set_users(usergroup& which, std::vector<std::string> users) {
  happening what{};
  what.what = happening::kind::usergroup_changed;
  what.at = next_stamp();
  what.usergroup = which.id;
  what.were_in = std::exchange(which.users, std::move(users));
  report(what);
}

void workspace_state::announce(person const& changed) {
  happening what{};
  what.what = happening::kind::person_changed;
  what.at = next_stamp();
  what.user = changed.id;
  report(what);
}

void workspace_state::subscribe(std::function<void(happening const&)> listener) {
  listeners_.push_back(std::move(listener));
}

void workspace_state::report(happening const& what) {
  for (auto const& listener : listeners_)
    listener(what);
}

happening workspace_state::about(happening::kind what, channel const& where, std::string const& user) {
  happening made{};
  made.what = what;
  made.at = next_stamp();
  made.channel = where.id;
  made.user = user;
  return made;
}

}  // namespace huzzah::sandbox
