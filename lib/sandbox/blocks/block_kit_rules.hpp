// Block Kit's limits, as strict as Slack's.
#pragma once

#include "sandbox/workspace/file_book.hpp"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <vector>

namespace huzzah::sandbox {

/// What is wrong with the blocks of a message, as Slack words it ("[ERROR] must be less than 3001
/// characters [json-pointer:/blocks/0/text/text]"); empty if nothing is.
std::vector<std::string> check_message_blocks(nlohmann::json const& blocks);

/// How many bytes of JSON a view may be.
constexpr std::size_t largest_view = 250'000;

/// What is wrong with a view whose type must be `surface` ("modal" or "home").
std::vector<std::string> check_view(nlohmann::json const& view, std::string const& surface);

/// Looks up the files that image blocks show, and adds how large they are; what is wrong where there is no
/// such picture.
std::vector<std::string> place_pictures(nlohmann::json& blocks, file_book& files);

}  // namespace huzzah::sandbox
