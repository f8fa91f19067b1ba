// Keeps the text of every statement that a test program prepares, where HUZZAH_STATEMENTS names a folder:
// what another engine is then asked to prepare as well (tests/checks/portable_sql). A program's own
// definition of SQLite's function comes before the library's.
#include <sqlite3.h>

#include <dlfcn.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <mutex>
#include <set>
#include <string>

namespace {

void keep(std::string const& statement) {
  static auto const* const folder = std::getenv("HUZZAH_STATEMENTS");
  if (folder == nullptr) return;
  static std::mutex one_at_a_time;
  static std::set<std::string> seen;
  static std::ofstream into(std::string(folder) + "/" + std::to_string(getpid()));
  std::lock_guard const lock(one_at_a_time);
  if (seen.insert(statement).second) into << statement << '\0' << std::flush;
}

}  // namespace

extern "C" int sqlite3_prepare_v2(sqlite3* db, char const* zSql, int nByte, sqlite3_stmt** ppStmt,
                                  char const** pzTail) {
  using function = int (*)(sqlite3*, char const*, int, sqlite3_stmt**, char const**);
  static auto const next = reinterpret_cast<function>(dlsym(RTLD_NEXT, "sqlite3_prepare_v2"));
  keep(nByte < 0 ? std::string(zSql) : std::string(zSql, static_cast<std::size_t>(nByte)));
  return next(db, zSql, nByte, ppStmt, pzTail);
}
