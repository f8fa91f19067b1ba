// Takes a person out of the ledger, for good.
#pragma once

#include "base/clock.hpp"
#include "base/error.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace huzzah::store {
class connection;
}

namespace huzzah::ledger {

/// So many of one kind.
class erased_part {
 public:
  erased_part(std::string what_, std::int64_t count_) : what(std::move(what_)), count(count_) {}
  friend bool operator==(erased_part const&, erased_part const&) = default;

  std::string what;  ///< "kudos they gave: …", for people
  std::int64_t count = 0;
};

/// What there is of a person, by kind; kinds of which there is nothing are left out.
using erasure = std::vector<erased_part>;

/// Erases a person in every workspace of a ledger that no process holds (in_use). Their words, names,
/// messages to them and about them, choices and turns are deleted. Kudos they gave and received, and cheers,
/// stay as counts of a person called people::erased_person, by the day, with no link to what was said. Where
/// something was said is remembered, but not by which person: said again (delivered again, read again,
/// edited) it counts no more, and neither does what was said until `now` and never was in the ledger
/// (forgotten.hpp). Afterwards no byte of it is in the file or its log.
result<erasure> erase_person(std::filesystem::path const& ledger, std::string const& person,
                             base::time_point now);

/// What erase_person() would take out; nothing is changed.
result<erasure> preview_erasure(std::filesystem::path const& ledger, std::string const& person);

/// What erase_person() does, step by step, in a ledger that is open: takes a person out, within the caller's
/// transaction …
erasure erase_all(store::connection& on, std::string const& id, base::time_point now = {});
/// … and then, outside of one, leaves no byte of it in the file and its log. in_use while another program
/// reads it, so that traces stay in the log.
result<> leave_no_trace(store::connection& on);
/// Why a person with that name can't be erased, if so.
result<> may_be_erased(std::string const& person);

/// Erases in an older ledger, open for writing, the people that a newer one has recorded as forgotten since.
/// A newer one that can't be read has recorded none.
void forget_again(store::connection& older, std::filesystem::path const& newer);

}  // namespace huzzah::ledger
