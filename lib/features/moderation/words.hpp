// The words of hiding and reporting. Pure.
#pragma once

#include "app/ledger/entry_view.hpp"
#include "chat/message.hpp"
#include "chat/quotes.hpp"

#include <set>
#include <string>
#include <vector>

namespace huzzah::moderation {

/// What can be done about an entry; the words are those of the form.
inline constexpr auto to_hide = "hide";
inline constexpr auto to_show = "show";
inline constexpr auto to_report = "report";

/// An entry on one line, as a form's choice.
std::string line_of(ledger::entry_view const& one, chat::shown_names const& names);

/// The form; `references` are those of the entries, `no_private_from` the people whose private kudos are not
/// wanted.
chat::form form_about(std::vector<ledger::entry_view> const& entries,
                      std::vector<std::string> const& references, chat::shown_names const& names,
                      std::set<std::string> const& no_private_from);

/// What a moderator reads, and once it is decided.
chat::message reported(ledger::entry_view const& one, std::string const& reference,
                       chat::shown_names const& names);
chat::message decided(bool is_kept);

}  // namespace huzzah::moderation
