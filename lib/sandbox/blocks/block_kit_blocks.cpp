// The blocks themselves, and the views that hold them.
#include "sandbox/blocks/block_inspector.hpp"
#include "sandbox/blocks/block_kit_rules.hpp"
#include "sandbox/wire/http_answers.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace huzzah::sandbox {

namespace {

std::set<std::string_view> const choices = {
    "static_select",         "external_select", "users_select",         "conversations_select",
    "channels_select",       "datepicker",      "timepicker",           "datetimepicker",
    "multi_static_select",   "radio_buttons",   "multi_users_select",   "multi_conversations_select",
    "multi_external_select", "checkboxes",      "multi_channels_select"};

std::set<std::string_view> with_choices(std::initializer_list<std::string_view> more) {
  auto all = choices;
  all.insert(more);
  return all;
}

}  // namespace

void block_inspector::section(json const& value, std::string const& path) {
  only(value, path, {"type", "block_id", "text", "fields", "accessory", "expand"});
  text_object(value, path, "text", 3000, true, false);
  if (!value.contains("text") && !value.contains("fields"))
    complain(path, "must provide either text or fields");
  if (value.contains("fields") && array(value, path, "fields", 10))
    for (std::size_t i = 0; i < value["fields"].size(); ++i)
      text_object(json{{"f", value["fields"][i]}}, path + "/fields/" + std::to_string(i), "f", 2000, true,
                  true);
  static auto const allowed = with_choices({"button", "overflow", "image"});
  if (value.contains("accessory")) element(value["accessory"], path + "/accessory", allowed);
}

void block_inspector::context(json const& value, std::string const& path) {
  only(value, path, {"type", "block_id", "elements"});
  if (!array(value, path, "elements", 10)) return;
  for (std::size_t i = 0; i < value["elements"].size(); ++i) {
    auto const& entry = value["elements"][i];
    auto const here = path + "/elements/" + std::to_string(i);
    if (entry.is_object() && word(entry, "type") == "image")
      image(entry, here, false);
    else
      text_object(json{{"text", entry}}, here, "text", 3000, true, true);
  }
}

void block_inspector::actions(json const& value, std::string const& path) {
  only(value, path, {"type", "block_id", "elements"});
  static auto const allowed = [] {
    auto all = with_choices({"button", "overflow"});
    std::erase_if(all, [](auto name) { return name.starts_with("multi_"); });
    return all;
  }();
  if (!array(value, path, "elements", 25)) return;
  for (std::size_t i = 0; i < value["elements"].size(); ++i)
    element(value["elements"][i], path + "/elements/" + std::to_string(i), allowed);
}

void block_inspector::input(json const& value, std::string const& path) {
  only(value, path, {"type", "block_id", "label", "element", "hint", "optional", "dispatch_action"});
  text_object(value, path, "label", 2000, false, true);
  text_object(value, path, "hint", 2000, false, false);
  static auto const allowed = with_choices({"plain_text_input", "number_input", "email_text_input",
                                            "url_text_input", "rich_text_input", "file_input"});
  if (value.contains("element"))
    element(value["element"], path + "/element", allowed);
  else
    complain(path, "missing required field: element");
}

void block_inspector::block(json const& value, std::string const& path, std::string const& surface) {
  if (!value.is_object()) return complain(path, "must provide an object");
  text(value, path, "block_id", 255, false);
  if (auto const id = word(value, "block_id"); !id.empty() && !block_ids_.insert(id).second)
    complain(path + "/block_id", "`block_id` \"" + id + "\" already exists");
  action_ids_.clear();
  auto const type = word(value, "type");
  if (type == "section") return section(value, path);
  if (type == "context") return context(value, path);
  if (type == "actions") return actions(value, path);
  if (type == "input") return input(value, path);
  if (type == "image") return image(value, path, true);
  if (type == "divider") return only(value, path, {"type", "block_id"});
  if (type == "header") {
    only(value, path, {"type", "block_id", "text", "level"});
    return text_object(value, path, "text", 150, false, true);
  }
  if (type == "markdown" && surface == "message") return text(value, path, "text", 12000, true);
  if (type == "rich_text") {
    array(value, path, "elements", 1000);
    return;
  }
  complain(path + "/type", "unsupported type: " + type);
}

void block_inspector::blocks(json const& list, std::string const& path, std::size_t limit,
                             std::string const& surface) {
  if (!list.is_array()) return complain(path, "must provide an array");
  if (list.size() > limit) complain(path, "no more than " + std::to_string(limit) + " items allowed");
  for (std::size_t i = 0; i < list.size(); ++i)
    block(list[i], path + "/" + std::to_string(i), surface);
}

std::vector<std::string> check_message_blocks(nlohmann::json const& blocks) {
  block_inspector inspector;
  inspector.blocks(blocks, "/blocks", 50, "message");
  return std::move(inspector.problems);
}

std::vector<std::string> check_view(nlohmann::json const& view, std::string const& surface) {
  block_inspector inspector;
  if (!view.is_object()) {
    inspector.complain("/view", "must provide an object");
    return std::move(inspector.problems);
  }
  if (word(view, "type") != surface) inspector.complain("/view/type", "must be \"" + surface + "\"");
  bool const modal = surface == "modal";
  if (modal) {
    inspector.only(view, "/view",
                   {"type", "title", "blocks", "close", "submit", "private_metadata", "callback_id",
                    "clear_on_close", "notify_on_close", "external_id", "submit_disabled"});
    inspector.text_object(view, "/view", "title", 24, false, true);
    inspector.text_object(view, "/view", "close", 24, false, false);
    inspector.text_object(view, "/view", "submit", 24, false, false);
  } else {
    inspector.only(view, "/view", {"type", "blocks", "private_metadata", "callback_id", "external_id"});
  }
  inspector.text(view, "/view", "private_metadata", 3000, false);
  inspector.text(view, "/view", "callback_id", 255, false);
  inspector.text(view, "/view", "external_id", 255, false);
  auto const blocks = view.find("blocks");
  if (blocks == view.end()) {
    inspector.complain("/view", "missing required field: blocks");
    return std::move(inspector.problems);
  }
  inspector.blocks(*blocks, "/view/blocks", 100, surface);
  bool const asks = blocks->is_array() && std::any_of(blocks->begin(), blocks->end(), [](auto const& block) {
                      return block.is_object() && word(block, "type") == "input";
                    });
  if (modal && asks && !view.contains("submit"))
    inspector.complain("/view", "missing required field: submit");
  return std::move(inspector.problems);
}

}  // namespace huzzah::sandbox
