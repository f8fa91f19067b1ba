// files.getUploadURLExternal, .completeUploadExternal, .info and .delete
#include "sandbox/web_api/posting.hpp"
#include "sandbox/web_api/web_api.hpp"

#include <nlohmann/json.hpp>

namespace huzzah::sandbox {

using nlohmann::json;

namespace {

json upload_url(api_call& call) {
  auto const name = call.args.text("filename");
  if (name.empty()) return missing_argument("filename");
  if (!call.args.has("length")) return missing_argument("length");
  auto const size = call.args.number("length");
  if (!size || *size <= 0) return failure("invalid_arguments");
  if (*size > static_cast<long>(file_book::largest)) return failure("file_size_limit_exceeded");
  auto& file =
      call.place.files.open(call.who.user, name, static_cast<std::size_t>(*size), call.place.state.now());
  file.alt_text = call.args.text("alt_txt");
  return {{"ok", true}, {"upload_url", call.place.url + "/upload/v1/" + file.ticket}, {"file_id", file.id}};
}

/// Every file of the list, in which each must have been brought and by the caller; empty if one is not so.
std::vector<stored_file*> brought_files(api_call& call, json const& list) {
  std::vector<stored_file*> files;
  for (auto const& entry : list) {
    auto const id = entry.is_object() ? entry.value("id", json()) : json();
    auto* file = id.is_string() ? call.place.files.find(id.get<std::string>()) : nullptr;
    if (file == nullptr || file->owner != call.who.user || !file->ticket.empty() || file->complete) return {};
    files.push_back(file);
  }
  return files;
}

/// Calls `visit` for the messages in which a file is shared, as far as they are still there.
template <class Visit>
void each_share(workspace& place, stored_file const& file, Visit visit) {
  for (auto const& [where, at] : file.shares) {
    auto* shown_in = place.state.find_channel(where);
    auto* which = shown_in == nullptr ? nullptr : shown_in->find(at);
    if (which != nullptr && which->files) visit(*shown_in, *which);
  }
}

json file_json(workspace& place, stored_file const& file) {
  auto const address = place.url + file_address(place.state.team_id, file);
  auto const& kind = kind_of(file);
  json shown = {{"id", file.id},
                {"created", to_seconds(file.created)},
                {"timestamp", to_seconds(file.created)},
                {"name", file.name},
                {"title", file.title},
                {"mimetype", kind.mimetype},
                {"filetype", kind.filetype},
                {"pretty_type", kind.pretty_type},
                {"user", file.owner},
                {"size", file.size},
                {"mode", "hosted"},
                {"is_external", false},
                {"is_public", false},
                {"public_url_shared", false},
                {"editable", false},
                {"url_private", address},
                {"url_private_download", address},
                {"channels", json::array()},
                {"groups", json::array()},
                {"ims", json::array()},
                {"shares", json::object()}};
  each_share(place, file, [&](channel const& where, message const& which) {
    shown[where.is_im ? "ims" : where.is_private ? "groups" : "channels"].push_back(where.id);
    if (!where.is_private) shown["is_public"] = true;
    json share = {{"ts", to_ts(which.at)}};
    if (which.is_reply()) share["thread_ts"] = to_ts(which.thread);
    shown["shares"][where.is_private ? "private" : "public"][where.id].push_back(std::move(share));
  });
  if (!file.alt_text.empty()) shown["alt_txt"] = file.alt_text;
  if (file.is_picture()) {
    shown["original_w"] = file.width;
    shown["original_h"] = file.height;
  }
  return shown;
}

/// The channels in which the call shares its files; Slack's word for it if one is no good.
std::vector<channel*> share_places(api_call& call, std::string& problem) {
  auto named = call.args.list("channels");
  if (auto const one = call.args.text("channel_id"); !one.empty()) named.push_back(one);
  std::vector<channel*> places;
  for (auto const& name : named) {
    auto* where = call.place.state.find_channel(name);
    bool const within = where != nullptr && where->has(call.who.user);
    if (where == nullptr || (where->is_private && !within))
      problem = "channel_not_found";
    else if (where->is_archived)
      problem = "is_archived";
    else if (!within)
      problem = "not_in_channel";
    places.push_back(where);
  }
  if (places.size() > 1 && call.args.has("thread_ts")) problem = "invalid_arguments";
  return places;
}

/// The message that shares the files, without the files.
json introduce(api_call& call, message& draft) {
  auto args = call.args;
  args.take("text");
  if (auto const comment = args.text("initial_comment"); !comment.empty()) {
    args.set("text", comment);
    args.take("blocks");
  }
  auto parts = read_content(call.place, args);
  if (parts.problem) return *parts.problem;
  draft.user = call.who.user;
  if (call.by_bot()) draft.bot_id = call.place.app.bot_id;
  draft.subtype = "file_share";
  draft.text = parts.text.value_or("");
  draft.blocks = parts.blocks.value_or(nullptr);
  return nullptr;
}

json complete_upload(api_call& call) {
  auto const list = call.args.nested("files");
  if (!list || !list->is_array() || list->empty()) return missing_argument("files");
  std::string problem;
  auto const places = share_places(call, problem);
  message draft;
  if (problem.empty() && places.size() == 1) draft.thread = thread_root(call, *places.front(), problem);
  if (!problem.empty()) return failure(problem);
  auto const files = brought_files(call, *list);
  if (files.empty()) return failure("file_not_found");
  if (auto refused = introduce(call, draft); !refused.is_null()) return refused;
  auto shared = json::array();
  for (std::size_t i = 0; i < files.size(); ++i) {
    auto const title = (*list)[i].value("title", json());
    if (title.is_string() && !title.empty()) files[i]->title = title.get<std::string>();
    files[i]->complete = true;
    shared.push_back(file_json(call.place, *files[i]));
  }
  draft.files = std::make_shared<json const>(std::move(shared));
  for (auto* where : places) {
    auto const at = call.place.state.post(*where, draft).at;
    for (auto* file : files)
      file->shares.emplace_back(where->id, at);
  }
  auto done = json::array();
  for (auto const* file : files)
    done.push_back(file_json(call.place, *file));
  return {{"ok", true}, {"files", std::move(done)}};
}

/// The file of the call if the caller may see it; else null.
stored_file* find_file(api_call& call) {
  auto* file = call.place.files.find(call.args.text("file"));
  if (file == nullptr || !file->complete || file->owner == call.who.user) return file;
  bool seen = false;
  each_share(call.place, *file, [&](channel const& where, message const&) {
    seen = seen || !where.is_private || where.has(call.who.user);
  });
  return seen ? file : nullptr;
}

json file_info(api_call& call) {
  if (call.args.text("file").empty()) return missing_argument("file");
  auto const* file = find_file(call);
  if (file == nullptr || !file->complete) return failure("file_not_found");
  return {{"ok", true}, {"file", file_json(call.place, *file)}, {"comments", json::array()}};
}

/// Takes a file out of the messages that share it; those that said nothing else go.
json file_delete(api_call& call) {
  if (call.args.text("file").empty()) return missing_argument("file");
  auto const* file = find_file(call);
  if (file == nullptr) return failure("file_not_found");
  if (file->owner != call.who.user) return failure("cant_delete_file");
  auto const gone = *file;
  call.place.files.forget(gone.id);
  each_share(call.place, gone, [&](channel& where, message& which) {
    auto rest = *which.files;
    bool bare = which.text.empty() && !which.blocks;
    for (auto& shown : rest) {
      if (shown["id"] == gone.id) shown = {{"id", gone.id}, {"mode", "tombstone"}};
      bare = bare && shown["mode"] == "tombstone";
    }
    message_change change;
    change.files = std::make_shared<json const>(std::move(rest));
    if (bare)
      call.place.state.erase(where, which.at);
    else
      call.place.state.edit(where, which, change);
  });
  return {{"ok", true}};
}

}  // namespace

std::span<api_method const> file_methods() {
  static std::vector<api_method> const all = {
      {"files.getUploadURLExternal", upload_url, callers::bot_or_person, rate_tier::tier4, {"files:write"}},
      {"files.completeUploadExternal",
       complete_upload,
       callers::bot_or_person,
       rate_tier::tier4,
       {"files:write"}},
      {"files.delete", file_delete, callers::bot_or_person, rate_tier::tier3, {"files:write"}},
      {"files.info", file_info, callers::bot_or_person, rate_tier::tier4, {"files:read"}},
  };
  return all;
}

}  // namespace huzzah::sandbox
