// `huzzah sandbox`
#pragma once

#include "bot/cli/options.hpp"

namespace huzzah::bot::sandbox {

/// A Slack-compatible workspace on this machine, with the bot in it. Returns an exit_code.
int sandbox_command(cli::sandbox_options const& options);

}  // namespace huzzah::bot::sandbox
