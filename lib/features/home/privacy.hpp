// "/huzzah privacy": what is kept about people here, who sees it, for how long, and what was done with it.
#pragma once

#include "app/context.hpp"
#include "app/keeping.hpp"
#include "app/ledger/operator_acts.hpp"
#include "app/people/stored_rows.hpp"
#include "chat/document.hpp"

#include <string>
#include <vector>

namespace huzzah::home {

/// For how long something is kept, a line each.
std::vector<chat::rich_text> times_in_words(app::keeping const& chosen, base::time_point now);

/// What an operator did, as the one it concerned reads it.
chat::rich_text act_in_words(ledger::operator_act const& one);

/// Answers the word. I/O thread only; what is passed in must outlive it.
class privacy {
 public:
  privacy(app::context const& with, app::keeping chosen) : with_(with), chosen_(std::move(chosen)) {}

  awaitable<result<chat::reply>> show(chat::command_invoked const& command);

 private:
  chat::document page(std::vector<people::stored_count> const& all,
                      std::vector<ledger::operator_act> const& acts, std::string const& person) const;

  app::context with_;
  app::keeping chosen_;
};

}  // namespace huzzah::home
