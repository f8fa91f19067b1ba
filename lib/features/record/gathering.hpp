// What a record is made of, read from the ledger as its person wants it.
#pragma once

#include "app/context.hpp"
#include "features/record/compose.hpp"

#include <string>

namespace huzzah::record {

/// The forms in which a record is given.
enum class format { pdf, page, markdown, csv, json };

/// What a person asks for.
class choices {
 public:
  int days = 90;
  bool with_private = true;
  record::format format = record::format::pdf;
};

/// All that a person may read of themselves in so many days up to today, without what they have left out, and
/// in their own words where they have chosen others. `with` outlives it.
awaitable<result<sources>> gather(app::context const& with, std::string workspace, std::string person,
                                  choices chosen);

}  // namespace huzzah::record
