#include "chat/message.hpp"

#include <nlohmann/json.hpp>

namespace huzzah::chat {

namespace {

using nlohmann::json;

json write(button const& pressed) {
  return {{"action", pressed.action},
          {"label", pressed.label},
          {"value", pressed.value},
          {"primary", pressed.primary}};
}

json write(header_block const& part) {
  return {{"type", "header"}, {"text", part.text}};
}
json write(section_block const& part) {
  json written = {{"type", "section"}, {"text", to_markup(part.text)}};
  if (part.accessory) written["accessory"] = write(*part.accessory);
  return written;
}
json write(context_block const& part) {
  return {{"type", "context"}, {"text", to_markup(part.text)}};
}
json write(divider_block const&) {
  return json::object({{"type", "divider"}});
}
json write(buttons_block const& part) {
  auto list = json::array();
  for (auto const& pressed : part.buttons)
    list.push_back(write(pressed));
  return {{"type", "buttons"}, {"buttons", std::move(list)}};
}
json write(image_block const& part) {
  json written = {{"type", "image"}, {"url", part.url}, {"alt_text", part.alt_text}};
  if (!part.file.empty()) written["file"] = part.file;
  return written;
}

std::string string_in(json const& object, char const* key) {
  auto const found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

rich_text text_in(json const& object, char const* key) {
  return from_markup(string_in(object, key));
}

button read_button(json const& object) {
  auto const primary = object.find("primary");
  return {string_in(object, "action"), string_in(object, "label"), string_in(object, "value"),
          primary != object.end() && *primary == true};
}

buttons_block read_buttons(json const& object) {
  buttons_block row;
  auto const list = object.find("buttons");
  if (list == object.end()) return row;
  for (auto const& entry : *list)
    if (entry.is_object()) row.buttons.push_back(read_button(entry));
  return row;
}

section_block read_section(json const& object) {
  section_block section{text_in(object, "text"), {}};
  auto const accessory = object.find("accessory");
  if (accessory != object.end() && accessory->is_object()) section.accessory = read_button(*accessory);
  return section;
}

std::optional<block> read_block(json const& object) {
  if (!object.is_object()) return std::nullopt;
  auto const type = string_in(object, "type");
  if (type == "header") return header_block{string_in(object, "text")};
  if (type == "section") return read_section(object);
  if (type == "context") return context_block{text_in(object, "text")};
  if (type == "divider") return divider_block{};
  if (type == "buttons") return read_buttons(object);
  if (type == "image")
    return image_block{string_in(object, "url"), string_in(object, "alt_text"), string_in(object, "file")};
  return std::nullopt;
}

}  // namespace

std::string to_json(message const& said) {
  auto written = json::object({{"summary", to_markup(said.summary)}});
  for (auto const& part : said.blocks)
    written["blocks"].push_back(std::visit([](auto const& alternative) { return write(alternative); }, part));
  // What people typed is in it: bytes that are no UTF-8 are replaced instead of failing the whole message.
  return written.dump(-1, ' ', false, json::error_handler_t::replace);
}

message message_from_json(std::string_view text) {
  auto const read = json::parse(text, nullptr, false);
  if (!read.is_object()) return {};
  message said(text_in(read, "summary"));
  auto const blocks = read.find("blocks");
  if (blocks == read.end() || !blocks->is_array()) return said;
  for (auto const& entry : *blocks)
    if (auto part = read_block(entry)) said.blocks.push_back(*std::move(part));
  return said;
}

}  // namespace huzzah::chat
