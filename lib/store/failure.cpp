#include "store/failure.hpp"

#include <sqlite3.h>

#include <cerrno>
#include <system_error>

namespace huzzah::store {

error failure_of(int sqlite_code, std::string const& message, std::filesystem::path const& file) {
  auto const name = file.string();
  switch (sqlite_code & 0xff) {  // the low byte is the primary code
    case SQLITE_FULL:
      return {errc::storage_full, "no room left to write " + name + ": make room on that disk"};
    case SQLITE_READONLY:
      return {errc::read_only, name + " can't be written: see to its permissions and its disk's"};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {errc::in_use, name + " is held by another program: close that one and try again"};
    case SQLITE_CORRUPT:
      return {errc::corrupt,
              name + " is damaged (" + message +
                  "): put a backup in its place, or save what can be read with sqlite3 .recover"};
    case SQLITE_NOTADB:
      return {errc::corrupt, name + " is not a database: name another file, or move this one away"};
    case SQLITE_CANTOPEN:
      return {errc::io_failed, name + " can't be opened: see to the permissions of the file and its folder"};
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return {errc::read_only, name + " may not be used: see to the permissions of the file and its folder"};
    case SQLITE_INTERRUPT:
      return {errc::cancelled, "stopped while reading " + name};
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
    case SQLITE_RANGE:
      return {errc::broken_rule, name + ": " + message};
    case SQLITE_TOOBIG:
      return {errc::too_large, "too much for one record of " + name};
    case SQLITE_IOERR:
      return {errc::io_failed,
              "the disk failed under " + name + " (" + message + "): look at the system's log"};
    default:
      return {errc::io_failed, name + ": " + message};
  }
}

error failure_of_system(int error_number, std::string const& doing, std::filesystem::path const& file) {
  auto const why = std::generic_category().message(error_number);
  auto const line = "can't " + doing + " " + file.string() + ": " + why;
  switch (error_number) {
    case EACCES:
    case EPERM:
    case EROFS:
      return {errc::read_only, line + "; see to the permissions of that folder"};
    case EISDIR:
    case ENOTDIR:
    case ENAMETOOLONG:
      return {errc::invalid_input, line};
    case ENOSPC:
    case EDQUOT:
      return {errc::storage_full, line + "; make room on that disk"};
    default:
      return {errc::io_failed, line};
  }
}

}  // namespace huzzah::store
