#include "sandbox/workspace/arguments.hpp"

#include "base/text.hpp"
#include "net/url.hpp"

#include <nlohmann/json.hpp>

#include <charconv>

namespace huzzah::sandbox {

using nlohmann::json;

void arguments::read_json(std::string const& body) {
  auto const parsed = json::parse(body, nullptr, false);
  if (parsed.is_discarded()) {
    problem_ = "invalid_json";
    return;
  }
  if (!parsed.is_object()) {
    problem_ = "json_not_object";
    return;
  }
  for (auto const& [name, value] : parsed.items()) {
    if (value.is_null()) continue;
    fields_[name] = value.is_string() ? value.get<std::string>() : value.dump();
  }
}

arguments arguments::of(net::http_request const& request) {
  arguments read;
  for (auto& [name, value] : net::parse_query(request.target))
    read.fields_.insert_or_assign(std::move(name), std::move(value));
  if (request.body.empty()) return read;
  auto const type = base::to_lower(request.fields.get("Content-Type"));
  if (type.starts_with("application/json")) {
    read.read_json(request.body);
  } else if (type.empty() || type.starts_with("application/x-www-form-urlencoded")) {
    for (auto& [name, value] : net::parse_form(request.body))
      read.fields_.insert_or_assign(std::move(name), std::move(value));
  } else {
    read.problem_ = "invalid_post_type";
  }
  for (auto const& [name, value] : read.fields_)
    if (!base::is_utf8(value)) read.problem_ = "invalid_charset";
  return read;
}

std::string arguments::text(std::string_view name) const {
  auto const found = fields_.find(name);
  return found == fields_.end() ? std::string() : found->second;
}

bool arguments::flag(std::string_view name, bool fallback) const {
  auto const value = base::to_lower(text(name));
  if (value.empty()) return fallback;
  return value == "true" || value == "1";
}

std::optional<long> arguments::number(std::string_view name) const {
  auto const value = text(name);
  long parsed = 0;
  auto const [end, failed] = std::from_chars(value.data(), value.data() + value.size(), parsed);
  if (value.empty() || failed != std::errc{} || end != value.data() + value.size()) return std::nullopt;
  return parsed;
}

document arguments::nested(std::string_view name) const {
  auto const found = fields_.find(name);
  if (found == fields_.end() || found->second.empty()) return nullptr;
  auto parsed = json::parse(found->second, nullptr, false);
  if (parsed.is_discarded()) return nullptr;
  return std::make_shared<json const>(std::move(parsed));
}

std::vector<std::string> arguments::list(std::string_view name) const {
  std::vector<std::string> items;
  auto const value = text(name);
  if (value.starts_with('[')) {
    if (auto const parsed = nested(name); parsed && parsed->is_array())
      for (auto const& item : *parsed)
        if (item.is_string()) items.push_back(item.get<std::string>());
    return items;
  }
  std::string_view rest = value;
  while (!rest.empty()) {
    auto const comma = rest.find(',');
    if (auto const item = base::trim(rest.substr(0, comma)); !item.empty()) items.emplace_back(item);
    rest = comma == std::string_view::npos ? std::string_view() : rest.substr(comma + 1);
  }
  return items;
}

std::string arguments::take(std::string const& name) {
  auto node = fields_.extract(name);
  return node.empty() ? std::string() : std::move(node.mapped());
}

}  // namespace huzzah::sandbox
