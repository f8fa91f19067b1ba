// The files of the page, from within the program.
#pragma once

#include <optional>
#include <string_view>

namespace huzzah::sandbox {

/// A file of the page.
class page_asset {
 public:
  std::string_view content;
  std::string_view type;  ///< MIME type
};

/// The file of that name; nothing if there is none.
std::optional<page_asset> find_page_asset(std::string_view name);

}  // namespace huzzah::sandbox
