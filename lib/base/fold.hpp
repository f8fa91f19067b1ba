// Words that are the same but for how they were typed.
#pragma once

#include <string>
#include <string_view>

namespace huzzah::base {

/// A form of well-formed UTF-8 to compare by: case, accents apart or joined to their letters, and width make
/// no difference ("GRÖSSE" and "Größe" have the same). ASCII costs no more than to_lower(). Any thread.
std::string fold(std::string_view text);

/// The same without blanks, hyphens and underscores: what may differ between a tag and the value it means.
std::string fold_name(std::string_view name);

}  // namespace huzzah::base
