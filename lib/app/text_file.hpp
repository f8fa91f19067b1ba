// Files that people write: settings, questions, holidays. They are small.
#pragma once

#include "base/error.hpp"

#include <cstddef>
#include <filesystem>
#include <string>

namespace huzzah::app {

/// The bytes of a file of at most `largest` bytes. invalid_input for a directory, io_failed for what can't be
/// read, too_large; the detail goes behind the file's name ("can't be read (No such file or directory)").
result<std::string> read_text_file(std::filesystem::path const& file, std::size_t largest = 1u << 20);

}  // namespace huzzah::app
