// How a failure of SQLite or of the file system becomes one of ours.
#pragma once

#include "base/error.hpp"

#include <filesystem>
#include <stdexcept>
#include <string>
#include <utility>

namespace huzzah::store {

/// Ends the unit of work or query in which storage failed; store and reader turn it into a result.
class storage_failure : public std::runtime_error {
 public:
  explicit storage_failure(error why_) : std::runtime_error(to_string(why_)), why(std::move(why_)) {}

  error why;
};

/// What an SQLite result code (extended or not) means for the operator, in one line.
error failure_of(int sqlite_code, std::string const& message, std::filesystem::path const& file);

/// The same for an errno of the file system.
error failure_of_system(int error_number, std::string const& doing, std::filesystem::path const& file);

}  // namespace huzzah::store
