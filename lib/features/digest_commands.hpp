// The /digest command and its form: setup, preview, now, status, off, on.
#pragma once

#include "base/clock.hpp"
#include "chat/workspace.hpp"
#include "features/digest_poster.hpp"
#include "features/roster.hpp"

#include <optional>
#include <string>

namespace huzzah::features {

/// Answers /digest, privately. Only who is in a digest's channel may see and change it. I/O thread only; what
/// is passed in must outlive it.
class digest_commands {
 public:
  digest_commands(chat::workspace& workspace, base::clock& clock, digest_poster& poster);

  using answer = result<std::optional<chat::reply>>;
  /// nullopt for another command or form. The event outlives the call.
  awaitable<answer> handle(chat::command_invoked const& command);
  awaitable<answer> handle(chat::form_submitted const& form);

 private:
  using said = result<chat::message>;

  awaitable<said> set_up(chat::command_invoked const& command, std::string name);
  awaitable<said> preview(chat::command_invoked const& command, digest_book::entry const& one);
  awaitable<said> post_now(digest_book::entry const& one);
  awaitable<said> turn(digest_book::entry one, bool on);
  /// What is done to one digest, once it is clear which, and that the person may.
  awaitable<said> with_one(chat::command_invoked const& command, std::string word, std::string name);

  /// The digest of that name, or with none the one that is meant in that channel; else what to ask.
  awaitable<result<std::optional<digest_book::entry>>> meant(std::string name, std::string channel,
                                                             chat::message& otherwise);
  /// Why somebody may not change a digest of that channel; empty where they may.
  awaitable<result<std::string>> refusal(std::string channel, std::string person, std::string set_up_by);

  chat::workspace& workspace_;
  base::clock& clock_;
  digest_poster& poster_;
  roster roster_;
};

}  // namespace huzzah::features
