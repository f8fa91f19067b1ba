#include "net/http.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace huzzah::net {

namespace {

bool same_name(std::string_view a, std::string_view b) {
  return a.size() == b.size() && base::to_lower(a) == base::to_lower(b);
}

}  // namespace

void headers::set(std::string name, std::string value) {
  std::erase_if(fields_, [&](auto const& field) { return same_name(field.first, name); });
  add(std::move(name), std::move(value));
}

void headers::add(std::string name, std::string value) {
  fields_.emplace_back(std::move(name), std::move(value));
}

std::string_view headers::get(std::string_view name) const {
  auto const found = std::find_if(fields_.begin(), fields_.end(),
                                  [&](auto const& field) { return same_name(field.first, name); });
  return found == fields_.end() ? std::string_view{} : std::string_view(found->second);
}

http_response::http_response(unsigned status_, std::string body_, std::string_view content_type)
    : status(status_), body(std::move(body_)) {
  if (!content_type.empty()) fields.set("Content-Type", std::string(content_type));
}

}  // namespace huzzah::net
