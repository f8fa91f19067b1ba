// Carries the past of a workspace from its export into the ledger.
#pragma once

#include "bot/commands.hpp"
#include "bot/import_progress.hpp"
#include "bot/import_report.hpp"
#include "features/past.hpp"
#include "slack/export_reader.hpp"
#include "storage/store.hpp"

#include <boost/asio/io_context.hpp>

#include <memory>
#include <optional>
#include <vector>

namespace huzzah::bot {

/// One import, in which one thread reads while another writes. On the I/O thread, which it blocks.
class importer {
 public:
  /// All must outlive it.
  importer(asio::io_context& io, storage::store& store, slack::export_reader& from,
           features::past_options const& options);

  /// Reads all of it and records what it finds, as far as stop() lets it. What storage says, if it fails.
  result<> run(import_progress& progress);
  /// Ends run() once what was found so far is recorded.
  void stop() { stopped_ = true; }
  bool was_stopped() const { return stopped_; }

  import_report const& report() const { return report_; }

 private:
  void look_at(slack::export_message const& message);
  /// `cheers`: also those that give none, where the message states a win.
  void look_at_reactions(slack::export_message const& message, std::vector<features::past_reaction>* cheers);
  /// Hands what was found to the writer, and waits while it has enough to do.
  void send();
  void wait_for_writer();
  void run_ready();

  asio::io_context& io_;
  storage::store& store_;
  slack::export_reader& from_;
  features::past_options const& options_;
  features::past_reader reader_;
  import_report report_;
  std::vector<features::past_item> found_;
  std::uint64_t found_so_far_ = 0;
  int under_way_ = 0;
  std::optional<error> failed_;
  bool stopped_ = false;
};

}  // namespace huzzah::bot
