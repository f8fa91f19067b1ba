#include "app/fields.hpp"

#include <nlohmann/json.hpp>

namespace huzzah::app {

using nlohmann::json;

std::string schema_of(std::string const& about, std::vector<field_words> const& fields) {
  auto properties = json::object();
  for (auto const& one : fields) {
    auto& property = properties[one.name] = json::parse(one.type);
    property["description"] = one.about;
    property["default"] = json::parse(one.standard);
  }
  return json{{"description", about},
              {"type", "object"},
              {"additionalProperties", false},
              {"properties", std::move(properties)}}
      .dump();
}

std::string number_type(int lowest, int highest) {
  return json{{"type", "integer"}, {"minimum", lowest}, {"maximum", highest}}.dump();
}
std::string yes_or_no_type() {
  return R"({"type": "boolean"})";
}
std::string text_type() {
  return R"({"type": "string"})";
}
std::string texts_type(std::size_t most, bool needs_one) {
  json type{{"type", "array"},
            {"items", {{"type", "string"}, {"minLength", 1}}},
            {"maxItems", most},
            {"uniqueItems", true}};
  if (needs_one) type["minItems"] = 1;
  return type.dump();
}
std::string word_type(std::vector<std::string_view> const& words) {
  return json{{"type", "string"}, {"enum", words}}.dump();
}

std::string json_text(int value) {
  return std::to_string(value);
}
std::string json_text(bool value) {
  return value ? "true" : "false";
}
std::string json_text(std::string const& value) {
  return json(value).dump();
}
std::string json_text(std::vector<std::string> const& value) {
  return json(value).dump();
}

}  // namespace huzzah::app
