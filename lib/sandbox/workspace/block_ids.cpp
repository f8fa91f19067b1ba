#include "sandbox/workspace/block_ids.hpp"

#include <nlohmann/json.hpp>

namespace huzzah::sandbox {

using nlohmann::json;

namespace {

bool needs_action_id(json const& element) {
  auto const type = element.is_object() ? element.value("type", json()) : json();
  return type.is_string() && type != "image" && type != "mrkdwn" && type != "plain_text";
}

template <class Json, class Visit>
void each_element(Json& block, Visit visit) {
  for (auto const* key : {"accessory", "element"})
    if (block.contains(key)) visit(block[key]);
  if (block.contains("elements") && block["type"] == "actions")
    for (auto& element : block["elements"])
      visit(element);
}

}  // namespace

void complete_ids(json& blocks, id_source& ids) {
  for (auto& block : blocks) {
    if (!block.is_object()) continue;
    if (!block.contains("block_id")) block["block_id"] = ids.alphanumeric(5);
    each_element(block, [&](json& element) {
      if (needs_action_id(element) && !element.contains("action_id"))
        element["action_id"] = ids.alphanumeric(5);
    });
  }
}

json const* find_element(json const& blocks, std::string const& block_id, std::string const& action_id) {
  json const* found = nullptr;
  if (!blocks.is_array()) return nullptr;
  for (auto const& block : blocks) {
    if (!block.is_object() || block.value("block_id", std::string()) != block_id) continue;
    each_element(block, [&](json const& element) {
      if (element.is_object() && element.value("action_id", std::string()) == action_id) found = &element;
    });
  }
  return found;
}

}  // namespace huzzah::sandbox
