// "/huzzah data": all that is kept about a person, as files in their direct message.
#pragma once

#include "app/context.hpp"

namespace huzzah::home {

/// Takes the wish down, and makes the files when it is their turn. I/O thread only; what is passed in must
/// outlive it.
class my_data {
 public:
  explicit my_data(app::context const& with);

  awaitable<result<chat::reply>> ask(chat::command_invoked const& command);

 private:
  awaitable<result<std::optional<delivery::made_file>>> make(delivery::file_request asked);

  app::context with_;
};

}  // namespace huzzah::home
