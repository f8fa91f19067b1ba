// Whether there are backups to fall back on, and what is in doubt.
#include "app/delivery/outbox_doubts.hpp"
#include "bot/commands/check.hpp"
#include "bot/service/scheduled_backup.hpp"
#include "calendar/timestamp.hpp"

#include <fmt/format.h>

#include <unistd.h>

#include <system_error>

namespace huzzah::bot::commands {

namespace {

constexpr auto oldest_fine = std::chrono::days{2};
/// A call takes no longer.
constexpr auto longest_call = std::chrono::minutes{2};

/// Whether a folder can be written; one that is not there yet, whether it can be made.
bool can_be_written(std::filesystem::path folder) {
  std::error_code failed;
  folder = std::filesystem::absolute(folder, failed);
  while (!std::filesystem::exists(std::filesystem::symlink_status(folder, failed)) &&
         folder.has_relative_path())
    folder = folder.parent_path();
  return std::filesystem::is_directory(folder, failed) && ::access(folder.c_str(), W_OK | X_OK) == 0;
}

}  // namespace

finding check_backups(config::storage_config const& storage, base::time_point now) {
  if (!storage.backup)
    return {.fine = true,
            .subject = "backups",
            .detail = "none are scheduled",
            .mend = "storage.backup in config/huzzah.json makes one every day"};
  auto const& folder = storage.backup->directory;
  if (!can_be_written(folder))
    return finding::bad(
        "backups", folder.string() + " is no folder that can be written or made",
        "let the user that runs huzzah write it, or name another as storage.backup.directory");
  auto const made = service::backups_in(folder);
  if (made.empty())
    return finding::good("backups",
                         "none in " + folder.string() + " yet: the first is made when huzzah runs");
  auto const& newest = made.front();
  auto const words = fmt::format("{} in {}, the newest of {}", made.size(), folder.string(),
                                 calendar::to_string(newest.date));
  if (now - storage.backup->zone.start_of(newest.date) > oldest_fine + std::chrono::days{1})
    return finding::bad("backups", words, "see the log of huzzah run: one is made every day while it runs");
  return finding::good("backups", words);
}

findings check_doubts(std::filesystem::path const& ledger, base::time_point now) {
  auto const doubts = delivery::find_doubts(ledger, now - longest_call);
  // What is wrong with the database is said where that is looked at.
  if (!doubts) return {};
  if (doubts->count == 0) return {finding::good("outbox", "nothing is in doubt")};
  return {finding{.fine = true,
                  .subject = "outbox",
                  .detail = fmt::format(
                      "of {} it is unknown whether {} said, for {}: huzzah looks for each in the chat, and "
                      "says what is not there",
                      doubts->count == 1 ? "1 message" : fmt::format("{} messages", doubts->count),
                      doubts->count == 1 ? "it was" : "they were", calendar::in_words(now - *doubts->since)),
                  .mend = "start huzzah if it does not run; else its log says what keeps it from looking"}};
}

}  // namespace huzzah::bot::commands
