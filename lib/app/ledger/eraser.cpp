#include "app/ledger/eraser.hpp"

#include "app/people/forgotten.hpp"
#include "store/connection.hpp"

#include <utility>

namespace huzzah::ledger {

erasure erase_in(store::connection& on, std::string const& person, base::time_point now,
                 std::shared_ptr<traces> gone) {
  auto parts = erase_all(on, person);
  people::forgotten_people(on).add(person, now);
  on.after_commit([gone = std::move(gone)](store::connection& committed) {
    try {
      gone->left = leave_no_trace(committed);
    } catch (store::storage_failure const& failure) {
      gone->left = error(failure.why.code, "it is erased, but traces stay: " + failure.why.detail);
    }
  });
  return parts;
}

}  // namespace huzzah::ledger
