#include "app/ledger/erasure.hpp"

#include "app/ledger/erasing.hpp"
#include "app/people/erased_person.hpp"
#include "store/connection.hpp"

#include <limits>

namespace huzzah::ledger {

erasure erase_all(store::connection& on, std::string const& id, base::time_point now) {
  slice_size whole;
  whole.changed = whole.looked_through = whole.messages = std::numeric_limits<std::int64_t>::max();
  erasure parts;
  begin_erasing(on, id, now);
  whole.is_alone = true;
  for (auto done = erase_slice(on, id, whole);; done = erase_slice(on, id, whole)) {
    add_to(parts, done.parts);
    if (done.is_last) break;
  }
  forget_traces(on);
  std::erase_if(parts, [](erased_part const& one) { return one.count == 0; });
  return parts;
}

result<> leave_no_trace(store::connection& on) {
  // VACUUM copies all of it to a temporary file: an unnamed one, since the service has little memory.
  on.execute("PRAGMA temp_store = FILE");
  on.execute("VACUUM");
  on.execute("PRAGMA temp_store = MEMORY");
  auto done = on.select("PRAGMA wal_checkpoint(TRUNCATE)");
  if (!done.next() || done.integer(0) != 0)
    return error(errc::in_use, "it is erased, but traces stay in " + on.file().string() +
                                   "-wal while another program reads the database: close that and do it "
                                   "again");
  return {};
}

result<> may_be_erased(std::string const& person) {
  if (person.empty() || person == people::erased_person)
    return error(errc::invalid_input, "name a person by the platform's id, such as U012AB3CD");
  return {};
}

}  // namespace huzzah::ledger
