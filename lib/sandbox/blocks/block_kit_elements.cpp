// The elements inside blocks: text objects, buttons, choices, inputs, images.
#include "sandbox/blocks/block_inspector.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace huzzah::sandbox {

void block_inspector::complain(std::string const& path, std::string const& what) {
  problems.push_back("[ERROR] " + what + " [json-pointer:" + path + "]");
}

void block_inspector::text(json const& owner, std::string const& path, std::string const& key,
                           std::size_t limit, bool required) {
  auto const found = owner.find(key);
  if (found == owner.end()) {
    if (required) complain(path, "missing required field: " + key);
    return;
  }
  auto const here = path + "/" + key;
  if (!found->is_string()) return complain(here, "must provide a string");
  auto const size = base::length(found->get_ref<std::string const&>());
  if (size > limit) complain(here, "must be less than " + std::to_string(limit + 1) + " characters");
  if (required && size == 0) complain(here, "must be more than 0 characters");
}

void block_inspector::text_object(json const& owner, std::string const& path, std::string const& key,
                                  std::size_t limit, bool mrkdwn, bool required) {
  auto const found = owner.find(key);
  if (found == owner.end()) {
    if (required) complain(path, "missing required field: " + key);
    return;
  }
  auto const here = path + "/" + key;
  if (!found->is_object()) return complain(here, "must provide an object");
  auto const type = found->value("type", json());
  if (type == "plain_text") {
    only(*found, here, {"type", "text", "emoji"});
  } else if (type == "mrkdwn" && mrkdwn) {
    only(*found, here, {"type", "text", "verbatim"});
  } else {
    complain(here + "/type", mrkdwn ? "must be one of: plain_text, mrkdwn" : "must be a plain_text object");
  }
  text(*found, here, "text", limit, true);
}

void block_inspector::only(json const& owner, std::string const& path, words allowed) {
  for (auto const& [key, value] : owner.items())
    if (std::find(allowed.begin(), allowed.end(), key) == allowed.end())
      complain(path, "invalid additional property: " + key);
}

bool block_inspector::array(json const& owner, std::string const& path, std::string const& key,
                            std::size_t limit, bool required) {
  auto const found = owner.find(key);
  if (found == owner.end()) {
    if (required) complain(path, "missing required field: " + key);
    return false;
  }
  auto const here = path + "/" + key;
  if (!found->is_array()) {
    complain(here, "must provide an array");
    return false;
  }
  if (found->empty()) complain(here, "must be more than 0 items");
  if (found->size() > limit) complain(here, "no more than " + std::to_string(limit) + " items allowed");
  return true;
}

void block_inspector::element(json const& value, std::string const& path,
                              std::set<std::string_view> const& allowed) {
  if (!value.is_object()) return complain(path, "must provide an object");
  auto const type =
      value.contains("type") && value["type"].is_string() ? value["type"].get<std::string>() : "";
  if (!allowed.contains(type)) return complain(path + "/type", "unsupported type: " + type);
  if (type == "image") return image(value, path, false);
  text(value, path, "action_id", 255, false);
  if (auto const id = value.find("action_id"); id != value.end() && id->is_string())
    if (!action_ids_.insert(id->get<std::string>()).second)
      complain(path + "/action_id", "`action_id` \"" + id->get<std::string>() + "\" already exists");
  if (value.contains("confirm")) confirm(value["confirm"], path + "/confirm");
  if (type == "button") return button(value, path);
  if (type.ends_with("_input")) return text_input(value, path, type);
  choice(value, path, type);
}

void block_inspector::button(json const& value, std::string const& path) {
  only(value, path, {"type", "text", "action_id", "url", "value", "style", "confirm", "accessibility_label"});
  text_object(value, path, "text", 75, false, true);
  text(value, path, "value", 2000, false);
  text(value, path, "url", 3000, false);
  text(value, path, "accessibility_label", 75, false);
  if (auto const style = value.find("style"); style != value.end())
    if (*style != "primary" && *style != "danger")
      complain(path + "/style", "must be one of: primary, danger");
}

void block_inspector::confirm(json const& value, std::string const& path) {
  if (!value.is_object()) return complain(path, "must provide an object");
  only(value, path, {"title", "text", "confirm", "deny", "style"});
  text_object(value, path, "title", 100, false, true);
  text_object(value, path, "text", 300, true, true);
  text_object(value, path, "confirm", 30, false, true);
  text_object(value, path, "deny", 30, false, true);
}

void block_inspector::options(json const& owner, std::string const& path, std::string const& key,
                              std::size_t limit) {
  if (!array(owner, path, key, limit)) return;
  for (std::size_t i = 0; i < owner[key].size(); ++i) {
    auto const& option = owner[key][i];
    auto const here = path + "/" + key + "/" + std::to_string(i);
    if (!option.is_object()) {
      complain(here, "must provide an object");
      continue;
    }
    only(option, here, {"text", "value", "description", "url"});
    text_object(option, here, "text", 75, true, true);
    text(option, here, "value", 150, true);
    text_object(option, here, "description", 75, true, false);
  }
}

void block_inspector::choice(json const& value, std::string const& path, std::string_view type) {
  text_object(value, path, "placeholder", 150, false, false);
  if (type == "overflow") return options(value, path, "options", 5);
  bool const listed = type == "checkboxes" || type == "radio_buttons";
  if (!listed && !type.ends_with("static_select")) return;
  if (listed)
    options(value, path, "options", 10);
  else
    menu(value, path);
  bool const several = type.starts_with("multi_") || type == "checkboxes";
  initial(value, path, several ? "initial_options" : "initial_option");
}

void block_inspector::initial(json const& value, std::string const& path, std::string const& key) {
  auto const found = value.find(key);
  if (found == value.end()) return;
  std::vector<json> known;
  auto const learn = [&](json const& owner) {
    auto const list = owner.is_object() ? owner.value("options", json()) : json();
    for (auto const& option : list)
      known.push_back(option);
  };
  learn(value);
  auto const groups = value.value("option_groups", json());
  for (auto const& group : groups)
    learn(group);
  for (auto const& chosen : found->is_array() ? *found : json::array({*found}))
    if (std::find(known.begin(), known.end(), chosen) == known.end())
      complain(path + "/" + key, "must be one of the options");
}

void block_inspector::menu(json const& value, std::string const& path) {
  if (value.contains("options") == value.contains("option_groups"))
    return complain(path, "must provide either options or option_groups");
  if (value.contains("options")) return options(value, path, "options", 100);
  if (!array(value, path, "option_groups", 100)) return;
  for (std::size_t i = 0; i < value["option_groups"].size(); ++i) {
    auto const here = path + "/option_groups/" + std::to_string(i);
    auto const& group = value["option_groups"][i];
    if (!group.is_object()) {
      complain(here, "must provide an object");
      continue;
    }
    text_object(group, here, "label", 75, false, true);
    options(group, here, "options", 100);
  }
}

void block_inspector::text_input(json const& value, std::string const& path, std::string_view type) {
  text_object(value, path, "placeholder", 150, false, false);
  text(value, path, "initial_value", 3000, false);
  if (type != "plain_text_input") return;
  only(value, path,
       {"type", "action_id", "initial_value", "multiline", "min_length", "max_length",
        "dispatch_action_config", "focus_on_load", "placeholder"});
  for (auto const* key : {"min_length", "max_length"}) {
    auto const found = value.find(key);
    if (found == value.end()) continue;
    auto const here = path + "/" + key;
    if (!found->is_number_integer())
      complain(here, "must provide an integer");
    else if (found->get<std::int64_t>() < 0 || found->get<std::int64_t>() > 3000)
      complain(here, "must be between 0 and 3000");
  }
}

void block_inspector::image(json const& value, std::string const& path, bool as_block) {
  if (as_block) {
    only(value, path, {"type", "block_id", "image_url", "slack_file", "alt_text", "title"});
    text_object(value, path, "title", 2000, false, false);
  } else {
    only(value, path, {"type", "image_url", "slack_file", "alt_text"});
  }
  text(value, path, "alt_text", 2000, true);
  if (value.contains("image_url") == value.contains("slack_file"))
    complain(path, "must provide either image_url or slack_file");
  text(value, path, "image_url", 3000, false);
}

}  // namespace huzzah::sandbox
