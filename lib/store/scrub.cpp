#include "store/scrub.hpp"

#include "store/connection.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

namespace huzzah::store {
namespace {

/// Of page 1, which begins with the header of the file.
constexpr std::size_t file_header = 100;
/// Beyond it the first byte of a page that holds no rows may look like that of one which does.
constexpr std::int64_t most_pages = 1 << 24;

/// A page of a table or an index (sqlite.org/fileformat2.html, section 1.6).
class tree_page {
 public:
  tree_page(std::vector<unsigned char>& bytes, std::size_t usable, bool is_first)
      : bytes_(bytes), usable_(usable), start_(is_first ? file_header : 0) {}

  /// Overwrites what lies between and beside its rows; whether there was anything.
  bool scrub() {
    auto const type = bytes_[start_];
    if (type != 2 && type != 5 && type != 10 && type != 13) return false;
    auto const header = type < 8 ? std::size_t{12} : std::size_t{8};
    auto const rows = start_ + header + 2 * number(start_ + 3);
    auto content = number(start_ + 5);
    if (content == 0) content = 65'536;
    if (rows > content || content > usable_) return false;
    auto changed = erase(rows, content);
    for (auto block = number(start_ + 1); block != 0;) {
      if (block < content || block + 4 > usable_) return changed;
      auto const next = number(block);
      auto const end = block + number(block + 2);
      if (end > usable_ || (next != 0 && next < end)) return changed;
      changed = erase(block + 4, end) || changed;
      block = next;
    }
    return changed;
  }

 private:
  std::size_t number(std::size_t at) const {
    return static_cast<std::size_t>(bytes_[at]) << 8 | static_cast<std::size_t>(bytes_[at + 1]);
  }
  bool erase(std::size_t from, std::size_t until) {
    auto const first = bytes_.begin() + static_cast<std::ptrdiff_t>(from);
    auto const last = bytes_.begin() + static_cast<std::ptrdiff_t>(std::max(from, until));
    if (std::all_of(first, last, [](unsigned char one) { return one == 0; })) return false;
    std::fill(first, last, static_cast<unsigned char>(0));
    return true;
  }

  std::vector<unsigned char>& bytes_;
  std::size_t usable_;
  std::size_t start_;
};

/// In a database that gives free pages back to the file, some pages say what the others are, and the first
/// byte of such a page may look like that of one which holds rows.
bool is_map(std::int64_t page, std::size_t page_size, std::size_t usable) {
  constexpr std::int64_t locked_byte = 0x40000000;
  auto const lock_page = locked_byte / static_cast<std::int64_t>(page_size) + 1;
  auto const each = static_cast<std::int64_t>(usable / 5 + 1);
  if (page < 2) return false;
  auto const map = (page - 2) / each * each + 2;
  return page == (map == lock_page ? map + 1 : map);
}

void must_work(int code, connection const& on) {
  if (code != SQLITE_OK) throw storage_failure(failure_of(code, "", on.file()));
}

/// The pages, while no other statement can change them.
scrubbed scrub_file(connection& on, std::int64_t first, std::int64_t most) {
  sqlite3_file* file = nullptr;
  must_work(sqlite3_file_control(on.handle(), "main", SQLITE_FCNTL_FILE_POINTER, static_cast<void*>(&file)),
            on);
  auto const size = static_cast<std::size_t>(on.pragma("page_size"));
  auto const count = on.pragma("page_count");
  std::vector<unsigned char> bytes(size);
  must_work(file->pMethods->xRead(file, bytes.data(), static_cast<int>(file_header), 0), on);
  auto const usable = size - bytes[20];
  auto const last = std::min(count, first + most - 1);
  auto const has_maps = on.pragma("auto_vacuum") != 0;
  auto wrote = false;
  for (auto page = first; page <= last && count < most_pages; ++page) {
    if (has_maps && is_map(page, size, usable)) continue;
    auto const at = (page - 1) * static_cast<std::int64_t>(size);
    must_work(file->pMethods->xRead(file, bytes.data(), static_cast<int>(size), at), on);
    if (!tree_page(bytes, usable, page == 1).scrub()) continue;
    must_work(file->pMethods->xWrite(file, bytes.data(), static_cast<int>(size), at), on);
    wrote = true;
  }
  if (wrote) must_work(file->pMethods->xSync(file, SQLITE_SYNC_NORMAL), on);
  return {last + 1, last >= count};
}

}  // namespace

result<scrubbed> scrub_pages(connection& on, std::int64_t first, std::int64_t most) {
  try {
    // With an empty log all readers see the file itself, of which no row changes.
    auto const has_ended = [&] {
      auto done = on.select("PRAGMA wal_checkpoint(TRUNCATE)");
      return done.next() && done.integer(0) == 0;
    }();
    if (!has_ended)
      return error(errc::in_use, "another program reads " + on.file().string() + " as it was before");
    on.execute("BEGIN IMMEDIATE");
    auto const done = scrub_file(on, first, most);
    on.execute("COMMIT");
    // Pages that are kept in memory would bring the old bytes back.
    sqlite3_db_release_memory(on.handle());
    return done;
  } catch (storage_failure const& failure) {
    if (on.in_transaction()) on.execute("ROLLBACK");
    return failure.why;
  }
}

}  // namespace huzzah::store
