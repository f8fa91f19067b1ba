// Sets up a stand-up from chat: opens the form, checks what was entered, and keeps it.
#pragma once

#include "base/clock.hpp"
#include "chat/workspace.hpp"
#include "features/ritual_book.hpp"
#include "features/roster.hpp"
#include "features/standup_people.hpp"

#include <functional>
#include <map>
#include <optional>
#include <string>

namespace huzzah::features {

/// I/O thread only; what is passed in must outlive it.
class standup_setup {
 public:
  using packs = std::map<std::string, recognition::prompt_pack>;

  /// `wake` is called when there is something new to keep time for.
  standup_setup(chat::workspace& workspace, base::clock& clock, standup_book& book, packs const& questions,
                std::function<void()> wake);

  /// Opens the form, filled with that stand-up's settings or with a start for the channel of the command.
  awaitable<result<chat::reply>> open(chat::command_invoked const& command,
                                      std::optional<standup_book::entry> editing);

  /// Keeps what was entered, or says what to mend. The form outlives the call.
  awaitable<result<chat::reply>> submit(chat::form_submitted const& form);

 private:
  /// What is wrong with the channel for that person; nothing if it will do. A failure if that can't be told.
  awaitable<result<std::optional<std::string>>> wrong_channel(std::string channel, std::string person);
  /// What is wrong with the name, which is that of `editing` or a new one.
  std::optional<std::string> wrong_name(recognition::standup_settings const& entered,
                                        std::string const& editing) const;

  chat::workspace& workspace_;
  base::clock& clock_;
  standup_book& book_;
  packs const& packs_;
  std::function<void()> wake_;
  roster roster_;
  standup_people people_;
};

}  // namespace huzzah::features
