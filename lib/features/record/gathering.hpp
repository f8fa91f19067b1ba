// What a record is made of, read from the ledger as its person wants it.
#pragma once

#include "app/context.hpp"
#include "app/value_kind.hpp"
#include "base/catalog.hpp"
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
  bool on_fridays = false;  ///< whether a short one of the week is offered then
};

inline constexpr app::named_values<int, 5> spans{{{"7", 7, base::translatable("7 days")},
                                                  {"30", 30, base::translatable("30 days")},
                                                  {"90", 90, base::translatable("90 days")},
                                                  {"180", 180, base::translatable("180 days")},
                                                  {"365", 365, base::translatable("365 days")}}};
inline constexpr app::named_values<format, 5> formats{
    {{"pdf", format::pdf, base::translatable("A document (PDF)")},
     {"page", format::page, base::translatable("A web page (HTML)")},
     {"markdown", format::markdown, base::translatable("Markdown")},
     {"csv", format::csv, base::translatable("A table (CSV)")},
     {"json", format::json, base::translatable("JSON")}}};

/// All that a person may read of themselves in so many days up to today, without what they have left out, and
/// in their own words where they have chosen others. `with` outlives it. With a `reader` it is made for that
/// person: without what only the people named may read, and without what that person can't read.
awaitable<result<sources>> gather(app::context const& with, std::string workspace, std::string person,
                                  choices chosen, std::string reader = {});

}  // namespace huzzah::record
