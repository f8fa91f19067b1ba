// What an import has come to, in words.
#pragma once

#include "features/imports/import.hpp"
#include "slack/export_reader.hpp"

#include <cstdint>
#include <iosfwd>
#include <vector>

namespace huzzah::bot::commands {

/// Samples of what was recorded, spread evenly over all of it, however much that is.
class import_samples {
 public:
  /// Takes those of the next stretch.
  void add(std::vector<imports::sample> const& next);
  /// At most so many of them, in order.
  std::vector<imports::sample> chosen(std::size_t most) const;

 private:
  std::vector<imports::sample> kept_;
  std::size_t stride_ = 1;  // one of so many is kept
  std::size_t seen_ = 0;
};

/// All that is counted on the way.
class import_report {
 public:
  imports::outcome outcome;
  import_samples samples;
  std::uint64_t messages = 0;
  std::uint64_t said_by_bots = 0;
  std::uint64_t without_time = 0;        ///< it is unknown which message that is
  std::uint64_t no_speech = 0;           ///< joins, topics and the like
  std::uint64_t reactions_unsigned = 0;  ///< that give kudos, but the export does not say whose they are
  std::uint64_t files = 0;
  std::uint64_t folders_left_out = 0;
};

/// Prints it; for a dry run with what would be, and with samples.
void print_import(import_report const& report, std::vector<slack::export_problem> const& problems,
                  imports::reader::known_people const& people, bool dry_run, std::ostream& out);

}  // namespace huzzah::bot::commands
