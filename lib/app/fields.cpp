#include "app/fields.hpp"

#include <nlohmann/json.hpp>

namespace huzzah::app {

using nlohmann::json;
using ordered = nlohmann::ordered_json;

std::string schema_of(std::string const& about, std::vector<field_words> const& fields) {
  ordered made;
  auto needed = ordered::array();
  auto properties = ordered::object();
  for (auto const& one : fields) {
    auto& property = properties[one.name] = {{"description", one.about}};
    property.update(ordered::parse(one.type));
    if (!one.standard.empty()) property["default"] = ordered::parse(one.standard);
    if (one.is_needed) needed.push_back(one.name);
  }
  if (!about.empty()) made["description"] = about;
  made["type"] = "object";
  made["additionalProperties"] = false;
  if (!needed.empty()) made["required"] = std::move(needed);
  made["properties"] = std::move(properties);
  return made.dump();
}

std::string schema_of_list(std::string const& about, std::size_t most, std::string const& items) {
  return ordered{{"description", about},
                 {"type", "array"},
                 {"maxItems", most},
                 {"default", ordered::array()},
                 {"items", ordered::parse(items)}}
      .dump();
}

std::string stored_object(std::map<std::string, std::string> const& members) {
  auto all = json::object();
  for (auto const& [name, value] : members)
    if (!value.empty()) all[name] = json::parse(value);
  return all.dump(-1, ' ', false, json::error_handler_t::replace);
}

result<> read_stored(std::string_view text, std::function<void(json_section& from)> const& read) {
  auto const all = json::parse(text, nullptr, false);
  if (!all.is_object()) return error(errc::invalid_input, "is no JSON object");
  problems ignored;
  problems found;
  {
    json_section from(all, "", ignored);
    read(from);
    found = ignored;  // what another version has stored besides is no matter
  }
  if (!found.empty()) return error(errc::invalid_input, to_string(found.front()));
  return {};
}

std::string entered_in(form_values const& values, std::string const& name) {
  auto const found = values.find(name);
  return found == values.end() ? std::string() : std::string(base::trim(found->second));
}

}  // namespace huzzah::app
