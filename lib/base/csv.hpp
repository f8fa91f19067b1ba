// Comma-separated values, as spreadsheets read them.
#pragma once

#include <string>
#include <string_view>

namespace huzzah::base {

/// One field of RFC 4180: quoted where it has to be, without control characters. Text that a spreadsheet
/// would take for a formula (it begins with = + - @ or a tab) gets an apostrophe in front.
std::string csv_field(std::string_view text);

}  // namespace huzzah::base
