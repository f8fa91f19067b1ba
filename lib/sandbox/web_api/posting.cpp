#include "sandbox/web_api/posting.hpp"

#include "base/text.hpp"
#include "sandbox/blocks/block_kit_rules.hpp"
#include "sandbox/web_api/web_api.hpp"
#include "sandbox/workspace/block_ids.hpp"
#include "sandbox/workspace/outgoing_text.hpp"

#include <nlohmann/json.hpp>

namespace huzzah::sandbox {

using nlohmann::json;

namespace {

constexpr std::size_t longest_text = 40'000;
constexpr std::size_t largest_metadata = 16u << 10;

document say_no(json answer) {
  return std::make_shared<json const>(std::move(answer));
}

void read_blocks(workspace& place, arguments const& args, content_parts& parts) {
  if (!args.has("blocks") || args.text("blocks").empty()) return;
  auto const sent = args.nested("blocks");
  if (!sent || !sent->is_array()) {
    parts.problem = say_no(failure("invalid_blocks_format"));
    return;
  }
  auto problems = check_message_blocks(*sent);
  auto complete = *sent;
  if (problems.empty()) problems = place_pictures(complete, place.files);
  if (!problems.empty()) {
    auto answer = failure("invalid_blocks", problems);
    auto& plain = answer["errors"] = json::array();
    for (auto const& problem : problems)
      plain.push_back(problem.substr(8));
    parts.problem = say_no(std::move(answer));
    return;
  }
  if (sent->empty()) {
    parts.blocks = document();
    return;
  }
  complete_ids(complete, place.ids);
  parts.blocks = std::make_shared<json const>(std::move(complete));
}

void read_attachments(arguments const& args, content_parts& parts) {
  if (!args.has("attachments") || args.text("attachments").empty()) return;
  auto const sent = args.nested("attachments");
  if (!sent || !sent->is_array()) {
    parts.problem = say_no(failure("invalid_attachments"));
  } else if (sent->size() > 100) {
    parts.problem = say_no(failure("too_many_attachments"));
  } else {
    parts.attachments = sent->empty() ? document() : sent;
  }
}

void read_metadata(arguments const& args, content_parts& parts) {
  if (!args.has("metadata") || args.text("metadata").empty()) return;
  auto const sent = args.nested("metadata");
  if (!sent || !sent->is_object()) {
    parts.problem = say_no(failure("invalid_metadata_format"));
  } else if (sent->empty()) {
    parts.metadata = document();
  } else if (!sent->contains("event_type") || !(*sent)["event_type"].is_string() ||
             !sent->contains("event_payload") || !(*sent)["event_payload"].is_object()) {
    parts.problem = say_no(failure("invalid_metadata_schema"));
  } else if (args.text("metadata").size() > largest_metadata) {
    parts.problem = say_no(failure("metadata_too_large"));
  } else {
    parts.metadata = sent;
  }
}

arguments as_arguments(json const& answer) {
  arguments args;
  for (auto const& [name, value] : answer.items())
    if (!value.is_null()) args.set(name, value.is_string() ? value.get<std::string>() : value.dump());
  return args;
}

message app_message(workspace const& place, content_parts parts) {
  message draft;
  draft.user = place.app.bot_user;
  draft.bot_id = place.app.bot_id;
  draft.text = parts.text.value_or("");
  draft.blocks = parts.blocks.value_or(nullptr);
  draft.attachments = parts.attachments.value_or(nullptr);
  draft.metadata = parts.metadata.value_or(nullptr);
  return draft;
}

/// Tells a person's page that one of its private messages is gone or has another content.
void show_private(workspace& place, private_message const& shown, char const* type) {
  json frame = {{"type", type},
                {"channel", shown.channel},
                {"ts", to_ts(shown.content.at)},
                {"ephemeral_id", to_ts(shown.content.at)}};
  if (std::string_view(type) == "ephemeral_replaced") {
    frame["message"] = message_json(place.state, place.app, shown.content);
    frame["message"]["is_ephemeral"] = true;
    frame["message"]["ephemeral_id"] = to_ts(shown.content.at);
  }
  place.show(shown.reader, frame);
}

void replace_origin(workspace& place, response_target const& target, content_parts const& parts) {
  if (target.origin_private) {
    auto* shown = place.privates.find(target.origin);
    if (shown == nullptr) return;
    auto const at = shown->content.at;
    auto const thread = shown->content.thread;
    shown->content = app_message(place, parts);
    shown->content.at = at;
    shown->content.thread = thread;
    return show_private(place, *shown, "ephemeral_replaced");
  }
  auto* where = place.state.find_channel(target.channel);
  auto* which = where == nullptr ? nullptr : where->find(target.origin);
  if (which == nullptr) return;
  message_change change;
  change.text = parts.text;
  change.blocks = parts.blocks;
  change.attachments = parts.attachments;
  change.editor = place.app.bot_user;
  place.state.edit(*where, *which, change);
}

void delete_origin(workspace& place, response_target const& target) {
  if (target.origin_private) {
    if (auto const* shown = place.privates.find(target.origin))
      show_private(place, *shown, "ephemeral_deleted");
    place.privates.forget(target.origin);
  } else if (auto* where = place.state.find_channel(target.channel)) {
    place.state.erase(*where, target.origin);
  }
}

}  // namespace

content_parts read_content(workspace& place, arguments const& args) {
  content_parts parts;
  if (args.has("text")) parts.text = tidy_text(args.text("text"));
  if (parts.text && base::length(*parts.text) > longest_text) parts.problem = say_no(failure("msg_too_long"));
  if (!parts.problem) read_blocks(place, args, parts);
  if (!parts.problem) read_attachments(args, parts);
  if (!parts.problem) read_metadata(args, parts);
  return parts;
}

std::string deliver_answer(workspace& place, response_target const& target, json const& answer) {
  if (!answer.is_object()) return "invalid_payload";
  auto const args = as_arguments(answer);
  if (args.flag("delete_original") && target.origin != 0) {
    delete_origin(place, target);
    return {};
  }
  auto parts = read_content(place, args);
  if (parts.problem) return parts.problem->value("error", "invalid_payload");
  bool const empty = parts.text.value_or("").empty() && !parts.blocks.value_or(nullptr) &&
                     !parts.attachments.value_or(nullptr);
  if (empty) return "no_text";
  if (args.flag("replace_original") && target.origin != 0) {
    replace_origin(place, target, parts);
    return {};
  }
  auto draft = app_message(place, std::move(parts));
  draft.thread = target.thread;
  if (args.has("thread_ts")) draft.thread = parse_ts(args.text("thread_ts")).value_or(target.thread);
  if (args.text("response_type") != "in_channel") {
    place.whisper(target.channel, target.user, std::move(draft));
    return {};
  }
  auto* where = place.state.find_channel(target.channel);
  if (where == nullptr) return "channel_not_found";
  if (where->is_archived) return "is_archived";
  place.state.post(*where, std::move(draft));
  return {};
}

}  // namespace huzzah::sandbox
