#include "storage/rehearsal.hpp"

#include "storage/connection.hpp"
#include "storage/database.hpp"
#include "storage/failure.hpp"

namespace huzzah::storage {

result<> copy_for_rehearsal(std::filesystem::path const& ledger, std::filesystem::path const& to) {
  auto const opened = open_to_read(ledger);
  if (!opened) return opened.error();
  try {
    // The ledger itself stays open to read only; it is the copy that is written.
    (*opened)->execute("PRAGMA query_only = OFF");
    auto const name = to.string();
    (*opened)->run("VACUUM INTO ?", name);
  } catch (storage_failure const& failure) {
    return failure.why;
  }
  return {};
}

}  // namespace huzzah::storage
