// What the ledger knows of a digest's window.
#pragma once

#include "recognition/digest.hpp"
#include "recognition/standup.hpp"
#include "storage/reader.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace huzzah::features {

/// What a digest tells of a window, streaks included; links are left empty, and names that were never
/// learned. Streaks are reckoned by the working days of the stand-ups. For store::read, or a reader by
/// itself.
recognition::digest_facts read_digest(storage::reader& from, std::string const& workspace,
                                      recognition::digest_settings const& digest,
                                      recognition::digest_window const& window,
                                      std::vector<recognition::standup_settings> const& standups);

/// Hands over every person of the facts, with the name to be read or written.
void for_each_name(recognition::digest_facts& facts,
                   std::function<void(std::string const& person, std::string& name)> const& take);

/// A digest that was posted before its time ("/digest now"): the next one begins where it ended.
class told_early {
 public:
  /// Of which date it was, and up to when it told.
  told_early(calendar::local_date date_, base::time_point until_) : date(date_), until(until_) {}

  /// The name of the workspace's setting that keeps it, and its form there; nothing for what can't be read.
  static std::string setting(std::string_view digest_key) { return "told:" + std::string(digest_key); }
  std::string written() const;
  static std::optional<told_early> read(std::optional<std::string> const& written);

  calendar::local_date date;
  base::time_point until;
};

/// The window without what was told early of the one before.
recognition::digest_window without_told(recognition::digest_settings const& digest,
                                        recognition::digest_window window,
                                        std::optional<told_early> const& early);

}  // namespace huzzah::features
