// What an operator changes in a ledger: one function for each, whether the bot that holds the ledger runs it
// or the command itself does.
#pragma once

#include "app/ledger/eraser.hpp"
#include "base/async.hpp"
#include "base/descriptor.hpp"
#include "bot/cli/exit_code.hpp"
#include "bot/cli/options.hpp"
#include "bot/commands/import_progress.hpp"
#include "bot/config/config.hpp"
#include "chat/workspace.hpp"
#include "store/store.hpp"

#include <functional>
#include <stop_token>
#include <string>
#include <string_view>
#include <variant>

namespace huzzah::bot::commands {

/// What there is to do, with what the operator said about it.
using operation = std::variant<cli::forget_options, cli::import_options, cli::digest_options,
                               cli::rituals_options, cli::note_options>;

/// As it goes over the socket, one line; files are handed over apart from it.
std::string to_json(operation const& what);
/// bad_message for what is none.
result<operation> operation_from_json(std::string_view line);

/// Where an operation says how it goes: the command's own streams, or the socket to it. I/O thread only.
class operation_output {
 public:
  virtual ~operation_output() = default;
  virtual void out(std::string const& text) = 0;
  virtual void err(std::string const& text) = 0;
  virtual void progress(import_standing const& now) = 0;
};

/// What an operation works with. All that is referred to must outlive it.
class operation_place {
 public:
  asio::any_io_executor executor;
  store::store& store;
  std::filesystem::path ledger;  ///< the store's file
  base::clock& clock;
  base::time_point now;  ///< as of which it is done
  config::config const& settings;
  ledger::eraser* eraser = nullptr;      ///< null: nothing else works on the ledger
  chat::workspace* workspace = nullptr;  ///< null: not connected to one
  std::function<void()> outbox_changed = [] {};
  std::function<void()> rituals_changed = [] {};
  std::stop_token stop = {};  ///< asked for when the operator has had enough
};

/// Does it, and says how it went. `file` is what the operator named, if the operation reads one.
awaitable<cli::exit_code> carry_out(operation what, base::descriptor file, operation_place at,
                                    operation_output& says);

// The single ones.
awaitable<cli::exit_code> forget_person(cli::forget_options what, operation_place at, operation_output& says);
awaitable<cli::exit_code> import_export(cli::import_options what, base::descriptor file, operation_place at,
                                        operation_output& says);
awaitable<cli::exit_code> post_digest(cli::digest_options what, operation_place at, operation_output& says);
awaitable<cli::exit_code> remove_ritual(cli::rituals_options what, operation_place at,
                                        operation_output& says);

awaitable<cli::exit_code> note_act(cli::note_options what, operation_place at, operation_output& says);

/// Says what failed, and how the command has to end.
cli::exit_code refuse(error const& why, operation_output& says);

}  // namespace huzzah::bot::commands
