// Carries the past of a workspace from its export into the ledger.
#pragma once

#include "bot/cli/options.hpp"
#include "bot/commands/import_progress.hpp"
#include "bot/commands/import_report.hpp"
#include "features/imports/import.hpp"
#include "slack/export_reader.hpp"
#include "store/store.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <atomic>
#include <deque>
#include <functional>
#include <future>
#include <optional>
#include <vector>

namespace huzzah::bot::commands {

/// One import. A thread of its own reads, the store's writes; the I/O thread only waits.
class importer {
 public:
  /// All must outlive it.
  importer(asio::any_io_executor executor, store::store& store, slack::export_reader& from,
           imports::options const& options);

  /// Reads all of it and records what it finds, as far as stop() lets it. `tell` is called on the I/O thread
  /// now and then. What storage says, if it fails.
  awaitable<result<>> run(std::function<void(import_standing const&)> tell);
  /// Ends run() once what was found so far is recorded. Any thread.
  void stop() { stopped_ = true; }
  bool was_stopped() const { return stopped_; }

  /// Once run() has ended.
  import_report const& report() const { return report_; }

 private:
  /// What became of a batch.
  class batch_outcome {
   public:
    imports::outcome outcome;
    std::vector<imports::sample> samples;
  };

  // On the thread that reads:
  void read_all(std::function<void(import_standing const&)> const& tell);
  void look_at(slack::export_message const& message);
  /// `cheers`: also those that give none, where the message states a win.
  void look_at_reactions(slack::export_message const& message, std::vector<imports::reaction>* cheers);
  /// Hands what was found to the writer, and waits while it has enough to do.
  void send();
  void wait_for_writer();

  asio::any_io_executor executor_;
  store::store& store_;
  slack::export_reader& from_;
  imports::options const& options_;
  imports::reader reader_;
  import_report report_;
  std::vector<imports::item> found_;
  std::uint64_t found_so_far_ = 0;
  std::deque<std::future<result<batch_outcome>>> under_way_;
  std::optional<error> failed_;
  std::atomic<bool> stopped_ = false;
};

}  // namespace huzzah::bot::commands
