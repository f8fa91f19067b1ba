// Fields of a table that spreadsheets read.
#pragma once

#include <string>
#include <string_view>

namespace huzzah::base {

/// One field of RFC 4180: quoted where it has to be. Text that a spreadsheet would take for a formula (it
/// begins with = + - @, or a tab) gets an apostrophe in front.
std::string csv_field(std::string_view text);

}  // namespace huzzah::base
