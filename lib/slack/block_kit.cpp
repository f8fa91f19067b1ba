#include "slack/block_kit.hpp"

#include "base/catalog.hpp"
#include "slack/json.hpp"
#include "slack/mrkdwn.hpp"

#include <algorithm>
#include <set>

namespace huzzah::slack {

namespace {

using nlohmann::json;

constexpr std::size_t most_blocks = 50;
constexpr std::size_t most_view_blocks = 100;
constexpr std::size_t most_buttons = 25;
constexpr std::size_t most_choices = 100;
constexpr std::size_t most_boxes = 10;
constexpr std::size_t section_limit = 3'000;
constexpr std::size_t header_limit = 150;
constexpr std::size_t label_limit = 75;
constexpr std::size_t value_limit = 2'000;
constexpr std::size_t id_limit = 255;
constexpr std::size_t context_limit = 3'000;

/// One line of at most `limit` characters, however Slack counts them.
std::string one_line(std::string_view text, std::size_t limit) {
  auto line = std::string(text);
  std::replace_if(
      line.begin(), line.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
  line = base::without_controls(line);
  auto shorter = std::string(base::trim(line));
  for (auto keep = limit; slack_length(shorter) > limit; --keep)
    shorter = base::shorten(shorter, keep);
  return shorter;
}

json plain_text(std::string_view text, std::size_t limit) {
  auto line = one_line(text, limit);
  // Slack refuses an empty text.
  return {{"type", "plain_text"}, {"text", line.empty() ? "…" : std::move(line)}, {"emoji", true}};
}

/// `verbatim` keeps Slack from making links and mentions of what looks like them.
json mrkdwn_text(std::string text) {
  return {{"type", "mrkdwn"}, {"text", std::move(text)}, {"verbatim", true}};
}

json to_button(chat::button const& given) {
  json made = {{"type", "button"},
               {"action_id", one_line(given.action, id_limit)},
               {"text", plain_text(given.label, label_limit)}};
  if (!given.value.empty()) made["value"] = base::shorten(base::to_utf8(given.value), value_limit);
  if (given.primary) made["style"] = "primary";
  return made;
}

bool is_blank(std::string_view text) {
  return base::trim(text).empty();
}

json to_block(chat::header_block const& block) {
  if (is_blank(block.text)) return nullptr;
  return {{"type", "header"}, {"text", plain_text(block.text, header_limit)}};
}

json to_block(chat::buttons_block const& block) {
  json elements = json::array();
  std::set<std::string> used;
  for (auto const& button : block.buttons) {
    if (elements.size() == most_buttons) break;
    auto made = to_button(button);
    auto action = made["action_id"].get<std::string>();
    for (auto n = 2; !used.insert(action).second; ++n)
      action = one_line(button.action, id_limit - 4) + "#" + std::to_string(n);
    made["action_id"] = action;
    elements.push_back(std::move(made));
  }
  if (elements.empty()) return nullptr;
  return {{"type", "actions"}, {"elements", std::move(elements)}};
}

json to_block(chat::section_block const& block) {
  auto text = to_mrkdwn(block.text, section_limit);
  if (is_blank(text)) return block.accessory ? to_block(chat::buttons_block{{*block.accessory}}) : json();
  json made = {{"type", "section"}, {"text", mrkdwn_text(std::move(text))}};
  if (block.accessory) made["accessory"] = to_button(*block.accessory);
  return made;
}

json to_block(chat::context_block const& block) {
  auto text = to_mrkdwn(block.text, section_limit);
  if (is_blank(text)) return nullptr;
  return {{"type", "context"}, {"elements", json::array({mrkdwn_text(std::move(text))})}};
}

json to_block(chat::divider_block const&) {
  return {{"type", "divider"}};
}

json to_block(chat::image_block const& block) {
  json made = {{"type", "image"}, {"alt_text", plain_text(block.alt_text, value_limit)["text"]}};
  if (is_slack_id(block.file)) {
    made["slack_file"]["id"] = block.file;
    return made;
  }
  auto const url = base::to_utf8(block.url);
  auto const scheme = base::to_lower(url.substr(0, 8));
  if (url.size() > section_limit || !(scheme.starts_with("https://") || scheme.starts_with("http://")))
    return nullptr;
  made["image_url"] = url;
  return made;
}

json to_blocks(std::vector<chat::block> const& blocks, std::size_t most) {
  json made = json::array();
  for (auto const& block : blocks) {
    auto one = std::visit([](auto const& kind) { return to_block(kind); }, block);
    if (one.is_null()) continue;
    if (made.size() == most) {
      made.back() = {{"type", "context"}, {"elements", json::array({mrkdwn_text("…")})}};
      break;
    }
    made.push_back(std::move(one));
  }
  return made;
}

std::vector<std::string> split_list(std::string_view joined) {
  std::vector<std::string> parts;
  while (!joined.empty()) {
    auto const end = std::min(joined.find(','), joined.size());
    if (auto const part = base::trim(joined.substr(0, end)); !part.empty()) parts.emplace_back(part);
    joined.remove_prefix(std::min(end + 1, joined.size()));
  }
  return parts;
}

std::vector<std::string> split_ids(std::string_view joined) {
  auto ids = split_list(joined);
  std::erase_if(ids, [](std::string const& id) { return !is_slack_id(id); });
  return ids;
}

/// What a field offers, each once and not more than Slack takes.
json options_of(chat::form_field const& field) {
  json options = json::array();
  std::set<std::string> used;
  for (std::size_t i = 0; i < field.choices.size(); ++i) {
    auto const value = one_line(field.choices[i], label_limit);
    if (value.empty() || !used.insert(value).second || options.size() == most_choices) continue;
    auto const& label = i < field.labels.size() ? field.labels[i] : value;
    options.push_back({{"text", plain_text(label, label_limit)}, {"value", value}});
  }
  return options;
}

/// Those of the options that are in the list.
json taken_from(json const& options, std::vector<std::string> const& list) {
  json taken = json::array();
  for (auto const& option : options)
    if (std::find(list.begin(), list.end(), string_member(option, "value")) != list.end())
      taken.push_back(option);
  return taken;
}

json choice_element(chat::form_field const& field) {
  auto options = options_of(field);
  if (options.empty()) return nullptr;
  json element = {{"type", "static_select"}};
  if (auto const taken = taken_from(options, {one_line(field.initial, label_limit)}); !taken.empty())
    element["initial_option"] = taken.front();
  element["options"] = std::move(options);
  return element;
}

json choices_element(chat::form_field const& field) {
  auto options = options_of(field);
  if (options.empty()) return nullptr;
  // What can be seen at once is easier to choose from; Slack shows ten boxes at most.
  json element = {{"type", options.size() <= most_boxes ? "checkboxes" : "multi_static_select"}};
  if (auto taken = taken_from(options, split_list(field.initial)); !taken.empty())
    element["initial_options"] = std::move(taken);
  element["options"] = std::move(options);
  return element;
}

bool has_form(std::string_view text, std::string_view form) {
  return std::equal(text.begin(), text.end(), form.begin(), form.end(), [](char given, char wanted) {
    return wanted == '0' ? given >= '0' && given <= '9' : given == wanted;
  });
}

json to_element(chat::form_field const& field) {
  using kind = chat::form_field::kind;
  auto const ids = split_ids(field.initial);
  json element;
  switch (field.type) {
    case kind::text:
    case kind::long_text:
      element = {{"type", "plain_text_input"}, {"multiline", field.type == kind::long_text}};
      if (!field.initial.empty())
        element["initial_value"] = base::shorten(base::to_utf8(field.initial), context_limit / 2);
      break;
    case kind::person:
      element = {{"type", "users_select"}};
      if (!ids.empty()) element["initial_user"] = ids.front();
      break;
    case kind::people:
      element = {{"type", "multi_users_select"}};
      if (!ids.empty()) element["initial_users"] = ids;
      break;
    case kind::channel:
      element = {{"type", "conversations_select"},
                 {"filter", {{"include", {"public", "private"}}, {"exclude_bot_users", true}}}};
      if (!ids.empty()) element["initial_conversation"] = ids.front();
      break;
    case kind::choice:
      element = choice_element(field);
      break;
    case kind::choices:
      element = choices_element(field);
      break;
    case kind::time:
      element = {{"type", "timepicker"}};
      if (has_form(field.initial, "00:00")) element["initial_time"] = field.initial;
      break;
    case kind::date:
      element = {{"type", "datepicker"}};
      if (has_form(field.initial, "0000-00-00")) element["initial_date"] = field.initial;
      break;
  }
  if (!element.is_null()) element["action_id"] = "value";
  return element;
}

json to_input(chat::form_field const& field) {
  auto element = to_element(field);
  if (element.is_null()) return nullptr;
  json input = {{"type", "input"},
                {"block_id", one_line(field.name, id_limit)},
                {"label", plain_text(field.label, value_limit)},
                {"optional", field.optional},
                {"element", std::move(element)}};
  if (!is_blank(field.hint)) input["hint"] = plain_text(field.hint, value_limit);
  return input;
}

std::string joined(json const& ids) {
  std::string all;
  for (auto const& id : ids)
    if (id.is_string()) all += (all.empty() ? "" : ",") + id.get_ref<std::string const&>();
  return all;
}

std::string state_value(json const& element) {
  for (auto const* name : {"value", "selected_user", "selected_conversation", "selected_channel",
                           "selected_date", "selected_time"})
    if (auto const& value = member(element, name); value.is_string()) return value.get<std::string>();
  for (auto const* name : {"selected_users", "selected_conversations", "selected_channels"})
    if (auto const& value = member(element, name); value.is_array()) return joined(value);
  json chosen = json::array();
  for (auto const& option : member(element, "selected_options"))
    chosen.push_back(member(option, "value"));
  if (!chosen.empty()) return joined(chosen);
  return string_member(member(element, "selected_option"), "value");
}

}  // namespace

json to_message(chat::message const& said, std::size_t text_limit) {
  json made = {{"text", to_mrkdwn(said.summary, text_limit)}};
  auto blocks = to_blocks(said.blocks, most_blocks);
  if (!blocks.empty()) made["blocks"] = std::move(blocks);
  return made;
}

json to_home(chat::message const& shown) {
  auto blocks = to_blocks(shown.blocks, most_view_blocks);
  if (blocks.empty()) blocks = to_blocks({chat::section_block{shown.summary, {}}}, most_view_blocks);
  return {{"type", "home"}, {"blocks", std::move(blocks)}};
}

result<json> to_view(chat::form const& asked) {
  if (slack_length(asked.context) > context_limit)
    return error(errc::invalid_input, "the form's context is over 3,000 characters");
  json blocks = json::array();
  for (auto const& field : asked.fields) {
    if (blocks.size() == most_view_blocks) break;
    auto input = to_input(field);
    if (!input.is_null()) blocks.push_back(std::move(input));
  }
  json view = {{"type", "modal"},
               {"callback_id", one_line(asked.action, id_limit)},
               {"private_metadata", base::to_utf8(asked.context)},
               {"title", plain_text(asked.title, 24)},
               {"submit", plain_text(base::translate("Send"), 24)},
               {"close", plain_text(base::translate("Cancel"), 24)},
               {"blocks", std::move(blocks)}};
  return view;
}

json to_command_reply(chat::reply const& given) {
  if (!given.said) return nullptr;
  auto made = to_message(*given.said, section_limit);
  made["response_type"] = given.in_public ? "in_channel" : "ephemeral";
  return made;
}

json to_form_reply(chat::reply const& given, std::string_view title) {
  if (!given.errors.empty()) {
    json errors = json::object();
    for (auto const& [field, what] : given.errors)
      errors[one_line(field, id_limit)] = one_line(what, value_limit);
    return {{"response_action", "errors"}, {"errors", std::move(errors)}};
  }
  if (!given.said) return nullptr;
  auto blocks = to_blocks(given.said->blocks, most_view_blocks);
  if (blocks.empty()) blocks = to_blocks({chat::section_block{given.said->summary, {}}}, most_view_blocks);
  if (blocks.empty()) return nullptr;
  json view = {{"type", "modal"},
               {"title", plain_text(title, 24)},
               {"close", plain_text(base::translate("Close"), 24)},
               {"blocks", std::move(blocks)}};
  return {{"response_action", "update"}, {"view", std::move(view)}};
}

std::map<std::string, std::string> form_values(json const& values) {
  std::map<std::string, std::string> fields;
  if (!values.is_object()) return fields;
  for (auto const& [field, actions] : values.items())
    if (actions.is_object() && !actions.empty()) fields[field] = state_value(*actions.begin());
  return fields;
}

std::string_view action_name(std::string_view action_id) {
  auto const sign = action_id.rfind('#');
  if (sign == std::string_view::npos || sign + 1 == action_id.size()) return action_id;
  auto const digits = action_id.substr(sign + 1);
  auto const numbered = digits.find_first_not_of("0123456789") == std::string_view::npos;
  return numbered ? action_id.substr(0, sign) : action_id;
}

}  // namespace huzzah::slack
