// A person's page in the app, and /huzzah: one command for all that people ask for themselves.
#pragma once

#include "app/contribution.hpp"
#include "features/home/erasing_me.hpp"
#include "features/home/my_data.hpp"
#include "features/home/pages.hpp"
#include "features/home/privacy.hpp"
#include "features/home/settings.hpp"

namespace huzzah::home {

/// Shows what other features add: their sections in the page, their words in the command. I/O thread only.
class feature final : public app::feature {
 public:
  explicit feature(app::context const& with, app::keeping const& chosen = {});

  std::string name() const override { return "home"; }
  bool wants(chat::event const& happened) const override;
  awaitable<result<app::plan>> prepare(chat::event const& happened) override;
  awaitable<> work_behind() override { return pages_.run(); }

  /// For tests of what work_behind() does.
  home::pages& pages() { return pages_; }

 private:
  using answer = result<app::plan>;

  awaitable<answer> on(chat::command_invoked const& command);
  awaitable<answer> on(chat::button_pressed const& pressed);
  awaitable<answer> on(chat::form_submitted const& sent);
  awaitable<answer> on(chat::home_opened const& opened);
  awaitable<result<chat::reply>> do_word(chat::command_invoked const& command);
  awaitable<result<>> show(std::string person);
  void add_words(app::operations& to);

  app::context with_;
  home::pages pages_;
  home::settings settings_;
  home::privacy privacy_;
  home::my_data data_;
  home::erasing_me erasing_;
};

/// Comes after those whose sections it shows.
app::contribution contribution();

}  // namespace huzzah::home
