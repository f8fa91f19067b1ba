#include "app/text_file.hpp"

#include <cerrno>
#include <fstream>
#include <system_error>

namespace huzzah::app {

result<std::string> read_text_file(std::filesystem::path const& file, std::size_t largest) {
  std::error_code ignored;
  if (std::filesystem::is_directory(file, ignored)) return error(errc::invalid_input, "is a directory");
  std::ifstream stream(file, std::ios::binary);
  if (!stream)
    return error(errc::io_failed, "can't be read (" + std::generic_category().message(errno) + ")");
  std::string text(largest + 1, '\0');
  stream.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(stream.gcount()));
  if (text.size() > largest)
    return error(errc::too_large, "is over " + std::to_string(largest >> 20) + " MiB");
  return text;
}

}  // namespace huzzah::app
