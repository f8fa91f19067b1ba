// Connections within this machine, over a Unix socket that is a file.
#pragma once

#include "base/async.hpp"
#include "base/clock.hpp"
#include "base/descriptor.hpp"
#include "base/error.hpp"

#include <sys/types.h>

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

namespace huzzah::net {

/// One end of a connection. I/O thread only; one reader and one writer at a time.
class local_stream {
 public:
  /// Takes a socket that is connected.
  local_stream(asio::any_io_executor const& executor, base::descriptor connected);
  local_stream(local_stream&&) noexcept;
  local_stream& operator=(local_stream&&) = delete;
  ~local_stream();

  /// The user at the other end, when they connected; none where the kernel does not say.
  std::optional<uid_t> peer() const;

  /// The next line, without its end. too_large beyond `most` bytes, timed_out, closed. At most one descriptor
  /// that came with it is kept for received().
  awaitable<result<std::string>> read_line(std::size_t most, base::duration patience);
  /// What came with the lines so far, once.
  base::descriptor received();
  /// Returns when the other side sends no more, or sends more than was asked for.
  awaitable<> wait_for_end();
  /// Sends all of it. timed_out, closed.
  awaitable<result<>> write(std::string text, base::duration patience);
  /// Ends what is waited for.
  void close();

 private:
  class state;
  std::unique_ptr<state> state_;
};

/// Listens at a name until it is destroyed, which removes it. I/O thread only.
class local_listener {
 public:
  /// A socket that its owner only can use, in the place of what was there. The name must be this process's
  /// own, by a lock beside it, say.
  static result<std::unique_ptr<local_listener>> listen(asio::any_io_executor const& executor,
                                                        std::filesystem::path const& name);
  local_listener(local_listener const&) = delete;
  local_listener& operator=(local_listener const&) = delete;
  ~local_listener();

  /// The next connection; cancelled after close().
  awaitable<result<local_stream>> accept();
  void close();

 private:
  class state;
  explicit local_listener(std::unique_ptr<state> opened);
  std::unique_ptr<state> state_;
};

/// Connects, waiting for no longer than the kernel does; not_found where no process listens at that name.
result<base::descriptor> connect_local(std::filesystem::path const& name);

/// Sends all of a text, and with its first byte a descriptor if there is one; blocks.
result<> send_local(int socket, std::string const& text, int with = -1);

}  // namespace huzzah::net
