// The /digest command and its form: setup, preview, now, status, off, on.
#pragma once

#include "app/context.hpp"
#include "app/people/directory.hpp"
#include "app/schedule/choice.hpp"
#include "app/schedule/place.hpp"
#include "features/digests/book.hpp"
#include "features/digests/poster.hpp"

#include <optional>
#include <string>
#include <vector>

namespace huzzah::digests {

/// Answers /digest, privately. Only who is in a digest's channel may see and change it. I/O thread only; what
/// is passed in must outlive it.
class commands {
 public:
  commands(app::context const& with, schedule::policy const& policy, poster& poster);

  using answer = result<chat::reply>;
  /// The event outlives the call.
  awaitable<answer> handle(chat::command_invoked const& command);
  awaitable<answer> handle(chat::form_submitted const& form);

 private:
  using said = result<chat::message>;

  awaitable<said> status(std::string person);
  awaitable<said> set_up(chat::command_invoked const& command, std::string name);
  awaitable<said> preview(chat::command_invoked const& command, book::entry const& one);
  awaitable<said> post_now(book::entry const& one);
  awaitable<said> turn(book::entry one, bool on);
  /// What is done to one digest, once it is clear which, and that the person may.
  awaitable<said> with_one(chat::command_invoked const& command, std::string word, std::string name);

  app::context with_;
  poster& poster_;
  schedule::rights rights_;
  people::directory people_;
  schedule::chooser<settings> among_;
};

}  // namespace huzzah::digests
