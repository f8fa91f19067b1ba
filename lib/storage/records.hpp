// Kudos as they are shown and exported.
#pragma once

#include "storage/reader.hpp"

#include <cstdint>
#include <functional>
#include <vector>

namespace huzzah::storage {

/// The last standing kudos that a person (by number) received, or gave; newest first.
std::vector<recognition_record> received_by(connection& on, std::int64_t person, int last);
std::vector<recognition_record> given_by(connection& on, std::int64_t person, int last);

/// Every kudos in the order of their ids, until `take` returns false.
void each_record(connection& on, std::function<bool(recognition_record const&)> const& take);

}  // namespace huzzah::storage
