// What single values of the configuration have to look like.
#pragma once

#include "base/clock.hpp"
#include "bot/config/problem.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace huzzah::bot {

/// What a stand-up or a digest is called, without white space around it; see element_check.
problem check_ritual_name(std::string& name);

/// Brings a channel into its form: "#name", or its id; see element_check.
problem check_channel(std::string& channel);

/// A person's id; see element_check.
problem check_person(std::string& id);

/// Reads an age, such as "14d" or "12h", into `into`; none for "off".
problem check_age(std::string const& written, std::optional<base::duration>& into);

/// Whether a URL's host (with or without port) is this machine: 127.0.0.0/8, ::1 or localhost.
bool is_this_machine(std::string_view authority);

/// Whether a text is an IPv4 or IPv6 address, without port or brackets.
bool is_ip_address(std::string const& text);

/// Checks the address of Slack's Web API and makes it end in a slash.
problem check_api_url(std::string& url);

}  // namespace huzzah::bot
