// Sets up a stand-up from chat: opens the form, checks what was entered, and keeps it.
#pragma once

#include "app/context.hpp"
#include "app/people/directory.hpp"
#include "app/schedule/rights.hpp"
#include "features/standups/book.hpp"
#include "features/standups/prompt_packs.hpp"

#include <optional>
#include <string>
#include <vector>

namespace huzzah::standups {

/// I/O thread only; what is passed in must outlive it.
class setup {
 public:
  setup(app::context const& with, book& all, schedule::rights& rights, prompt_packs const& questions);

  /// Opens the form, filled with that stand-up's settings or with a start for the channel of the command.
  awaitable<result<chat::reply>> open(chat::command_invoked const& command,
                                      std::optional<book::entry> editing);

  /// Keeps what was entered, or says what to mend. The form outlives the call.
  awaitable<result<chat::reply>> submit(chat::form_submitted const& form);

 private:
  using entries = std::vector<book::entry>;

  /// What is wrong with a name for a person who knows of these stand-ups; `editing` is the one that has it or
  /// is renamed.
  std::optional<std::string> wrong_name(std::string const& name, book::entry const* editing,
                                        entries const& visible) const;

  app::context with_;
  book& book_;
  prompt_packs const& packs_;
  people::directory people_;
  schedule::rights& rights_;
};

}  // namespace huzzah::standups
