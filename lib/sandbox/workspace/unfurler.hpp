// Link previews, which Slack adds to a message a moment after it was posted.
#pragma once

#include "sandbox/wire/tasks.hpp"
#include "sandbox/workspace/workspace.hpp"

namespace huzzah::sandbox {

/// If `what` is a person's message with a link, changes it a moment later: a "message_changed" that is no
/// edit and leaves the text unchanged.
void unfurl_later(workspace& place, task_group& tasks, happening const& what);

}  // namespace huzzah::sandbox
