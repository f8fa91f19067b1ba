#include "bot/scratch_folder.hpp"

#include <cstdlib>
#include <system_error>

namespace huzzah::bot {

scratch_folder::scratch_folder(std::string const& purpose) {
  std::error_code failed;
  auto pattern = (std::filesystem::temp_directory_path(failed) / ("huzzah-" + purpose + "-XXXXXX")).string();
  if (!failed && mkdtemp(pattern.data()) != nullptr) path_ = pattern;
}

void scratch_folder::remove() const {
  std::error_code ignored;
  if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
}

}  // namespace huzzah::bot
