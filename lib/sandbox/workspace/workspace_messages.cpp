// The life of a message: posted, edited, reacted to, deleted.
#include "sandbox/workspace/workspace_state.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace huzzah::sandbox {

namespace {

bool same(document const& a, document const& b) {
  if (!a || !b) return !a && !b;
  return *a == *b;
}

void count_reply(message& parent, message const& reply) {
  parent.thread = parent.at;
  parent.replies.push_back(reply.at);
  if (std::find(parent.repliers.begin(), parent.repliers.end(), reply.user) == parent.repliers.end())
    parent.repliers.push_back(reply.user);
}

/// The parent without one of its replies.
void discount_reply(channel const& where, message& parent, stamp at) {
  auto rest = std::move(parent.replies);
  std::erase(rest, at);
  parent.replies.clear();
  parent.repliers.clear();
  for (auto const reply : rest)
    if (auto const* said = where.find(reply)) count_reply(parent, *said);
  if (parent.replies.empty()) parent.thread = 0;
}

}  // namespace

message const& workspace_state::post(channel& where, message draft) {
  auto event = about(happening::kind::posted, where, draft.user);
  draft.at = event.at;
  if (draft.is_reply()) {
    if (auto* parent = where.find(draft.thread)) count_reply(*parent, draft);
  }
  auto const& kept = where.messages.insert_or_assign(draft.at, std::move(draft)).first->second;
  event.now = kept;
  report(event);
  return kept;
}

message const& workspace_state::edit(channel& where, message& which, message_change const& change) {
  auto const before = which;
  if (change.text) which.text = *change.text;
  if (change.blocks) which.blocks = *change.blocks;
  if (change.attachments) which.attachments = *change.attachments;
  if (change.metadata) which.metadata = *change.metadata;
  if (change.files) which.files = *change.files;
  bool const changed = which.text != before.text || !same(which.blocks, before.blocks) ||
                       !same(which.attachments, before.attachments) || !same(which.files, before.files);
  if (!changed && change.editor.empty()) return which;
  auto event = about(happening::kind::changed, where, change.editor);
  if (!change.editor.empty()) {
    which.edited_by = change.editor;
    which.edited_at = to_seconds(event.at) * 1'000'000;
  }
  event.now = which;
  event.before = before;
  report(event);
  return which;
}

void workspace_state::erase(channel& where, stamp at) {
  auto* found = where.find(at);
  if (found == nullptr) return;
  auto const before = *found;
  if (!before.replies.empty()) {
    // Slack keeps the parent of a thread as a tombstone, and tells of a change, not of a deletion.
    auto event = about(happening::kind::changed, where, before.user);
    message tombstone;
    tombstone.at = before.at;
    tombstone.thread = before.thread;
    tombstone.replies = before.replies;
    tombstone.repliers = before.repliers;
    tombstone.subtype = "tombstone";
    tombstone.user = "USLACKBOT";
    tombstone.text = "This message was deleted.";
    *found = tombstone;
    event.now = std::move(tombstone);
    event.before = before;
    report(event);
    return;
  }
  where.messages.erase(at);
  auto event = about(happening::kind::deleted, where, before.user);
  event.before = before;
  stamp emptied_parent = 0;
  if (before.is_reply()) {
    if (auto* parent = where.find(before.thread)) {
      discount_reply(where, *parent, at);
      if (parent->replies.empty() && parent->subtype == "tombstone") emptied_parent = parent->at;
    }
  }
  report(event);
  if (emptied_parent != 0) erase(where, emptied_parent);
}

bool workspace_state::react(channel& where, message& to, std::string const& user, std::string const& emoji) {
  auto found =
      std::find_if(to.reactions.begin(), to.reactions.end(), [&](auto const& r) { return r.name == emoji; });
  if (found == to.reactions.end()) found = to.reactions.insert(found, reaction{emoji, {}});
  if (std::find(found->users.begin(), found->users.end(), user) != found->users.end()) return false;
  found->users.push_back(user);
  auto event = about(happening::kind::reaction_added, where, user);
  event.now = to;
  event.emoji = emoji;
  report(event);
  return true;
}

bool workspace_state::unreact(channel& where, message& to, std::string const& user,
                              std::string const& emoji) {
  auto const found =
      std::find_if(to.reactions.begin(), to.reactions.end(), [&](auto const& r) { return r.name == emoji; });
  if (found == to.reactions.end() || std::erase(found->users, user) == 0) return false;
  if (found->users.empty()) to.reactions.erase(found);
  auto event = about(happening::kind::reaction_removed, where, user);
  event.now = to;
  event.emoji = emoji;
  report(event);
  return true;
}

}  // namespace huzzah::sandbox
