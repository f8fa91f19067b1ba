// Writes workspace exports as Slack does, for benchmarks: messages that look real, one in ten a kudos.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>

namespace huzzah::bench {

/// What was written.
class export_facts {
 public:
  std::uint64_t messages = 0;
  std::uint64_t kudos = 0;
  std::uint64_t bytes = 0;
};

/// Writes an export of about so many messages into a folder: 20 channels, 400 people, 2,000 messages a day.
export_facts write_export(std::filesystem::path const& folder, std::uint64_t messages);

/// Packs a folder into a zip file.
void zip_folder(std::filesystem::path const& folder, std::filesystem::path const& zip);

}  // namespace huzzah::bench
