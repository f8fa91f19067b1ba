// From the arguments of a call or an answer to a message.
#pragma once

#include "sandbox/workspace/arguments.hpp"
#include "sandbox/workspace/workspace.hpp"

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace huzzah::sandbox {

/// Text, blocks, attachments and metadata of `args`. On failure the first is an answer with "ok": false.
class content_parts {
 public:
  std::optional<std::string> text;
  std::optional<document> blocks;
  std::optional<document> attachments;
  std::optional<document> metadata;
  document problem;  ///< the answer to give instead; null if the parts are fine
};

/// Reads and checks what is to be posted. An empty list of blocks or attachments becomes a null document.
content_parts read_content(workspace& place, arguments const& args);

/// Puts an answer to a command or an interaction where its target says. `answer` is the JSON that came with
/// the acknowledgement or to the response URL. Returns Slack's word for what is wrong, or empty.
std::string deliver_answer(workspace& place, response_target const& target, nlohmann::json const& answer);

}  // namespace huzzah::sandbox
