// files.getUploadURLExternal, .completeUploadExternal and .info
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

json complete_upload(api_call& call) {
  auto const list = call.args.nested("files");
  if (!list || !list->is_array() || list->empty()) return missing_argument("files");
  // Files appear in image blocks here, never as messages of their own.
  if (call.args.has("channel_id") || call.args.has("channels")) return failure("invalid_channel");
  auto const files = brought_files(call, *list);
  if (files.empty()) return failure("file_not_found");
  auto done = json::array();
  for (std::size_t i = 0; i < files.size(); ++i) {
    auto const title = (*list)[i].value("title", json());
    if (title.is_string() && !title.empty()) files[i]->title = title.get<std::string>();
    files[i]->complete = true;
    done.push_back({{"id", files[i]->id}, {"title", files[i]->title}});
  }
  return {{"ok", true}, {"files", std::move(done)}};
}

json file_json(workspace const& place, stored_file const& file) {
  auto const address = place.url + file_address(place.state.team_id, file);
  json shown = {{"id", file.id},
                {"created", to_seconds(file.created)},
                {"timestamp", to_seconds(file.created)},
                {"name", file.name},
                {"title", file.title},
                {"mimetype", file.is_picture() ? "image/png" : "application/octet-stream"},
                {"filetype", file.is_picture() ? "png" : "binary"},
                {"pretty_type", file.is_picture() ? "PNG" : "Binary"},
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
                {"ims", json::array()}};
  if (!file.alt_text.empty()) shown["alt_txt"] = file.alt_text;
  if (file.is_picture()) {
    shown["original_w"] = file.width;
    shown["original_h"] = file.height;
  }
  return shown;
}

json file_info(api_call& call) {
  auto const id = call.args.text("file");
  if (id.empty()) return missing_argument("file");
  auto const* file = call.place.files.find(id);
  if (file == nullptr || !file->complete || file->owner != call.who.user) return failure("file_not_found");
  return {{"ok", true}, {"file", file_json(call.place, *file)}, {"comments", json::array()}};
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
      {"files.info", file_info, callers::bot_or_person, rate_tier::tier4, {"files:read"}},
  };
  return all;
}

}  // namespace huzzah::sandbox
