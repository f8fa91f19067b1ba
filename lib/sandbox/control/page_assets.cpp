#include "sandbox/control/page_assets.hpp"

#include "embedded/sandbox_page.hpp"

#include <array>
#include <utility>

namespace huzzah::sandbox {

namespace {

std::string_view type_of(std::string_view name) {
  using entry = std::pair<std::string_view, std::string_view>;
  static constexpr std::array types{
      entry{".html", "text/html; charset=utf-8"},
      entry{".js", "text/javascript; charset=utf-8"},
      entry{".css", "text/css; charset=utf-8"},
      entry{".json", "application/json; charset=utf-8"},
      entry{".svg", "image/svg+xml"},
      entry{".png", "image/png"},
  };
  for (auto const& [ending, type] : types)
    if (name.ends_with(ending)) return type;
  return "application/octet-stream";
}

}  // namespace

std::optional<page_asset> find_page_asset(std::string_view name) {
  auto const content = embedded::sandbox_page::find(name);
  if (content.data() == nullptr) return std::nullopt;
  page_asset found;
  found.content = content;
  found.type = type_of(name);
  return found;
}

}  // namespace huzzah::sandbox
