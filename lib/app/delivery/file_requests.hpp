// Files that people asked for: kept until they are uploaded, and remembered, so that an erasure can remove
// them.
#pragma once

#include "base/async.hpp"
#include "base/clock.hpp"
#include "base/error.hpp"
#include "chat/message.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>

namespace huzzah::store {
class connection;
}

namespace huzzah::delivery {

/// What a person asked for.
class file_request {
 public:
  std::string key;  ///< of the act that asked, with the workspace; the same key is never done twice
  std::string workspace;
  std::string person;    ///< who gets it, in their direct channel
  std::string recipe;    ///< the name of what makes it
  std::string argument;  ///< JSON: how it is to be made
  std::int64_t id = 0;   ///< set when it is put in
  base::time_point asked_at{};
  int attempts = 0;  ///< that have failed
};

/// A file, as it is uploaded.
class made_file {
 public:
  std::string name;
  std::string content;
  chat::message about;
  /// Others than its person who are in it: it is removed when one of them is erased.
  std::set<std::string> shows{};
};

/// That a file can't be given.
class file_apology {
 public:
  std::string to;  ///< who asked for it
  chat::message said;
};

/// How the files of one kind are made.
class file_recipe {
 public:
  /// Makes one, as things are when it is uploaded. Without a value there is nothing to give any more.
  std::function<awaitable<result<std::optional<made_file>>>(file_request asked)> make;
  /// What is said where it can't be given.
  std::function<file_apology(file_request const& asked, error const& why)> apology;
};

/// By their names. Each feature adds its own when it starts.
using file_recipes = std::map<std::string, file_recipe>;

/// A file of ours that has to go.
class unwanted_file {
 public:
  std::int64_t request = 0;
  std::string file;
};

/// Writes and reads the requests within a unit of work.
class file_requests {
 public:
  explicit file_requests(store::connection& on) : on_(&on) {}

  /// Puts a request in, to be made now. False, and nothing happens, if its key was ever used.
  bool add(file_request const& what, base::time_point now);

  /// The oldest request that is due, if there is one.
  std::optional<file_request> next(std::string const& workspace, base::time_point now);
  /// A file that has to be removed, if there is one whose time it is.
  std::optional<unwanted_file> next_unwanted(std::string const& workspace, base::time_point now);
  /// After the upload of what was made at `made_at`: the file is kept in mind, or has to be removed at once
  /// where its person, or one of those it shows, was erased since.
  void given(file_request const& what, std::string const& file, std::set<std::string> const& shows,
             base::time_point made_at);
  /// It was not given and won't be.
  void failed(std::int64_t id);
  /// An attempt failed, or a file could not be removed: again at `when`.
  void retry_at(std::int64_t id, base::time_point when);
  /// A file of ours that no person asked for, such as a picture in a channel, has to go.
  void remove(std::string const& workspace, std::string const& file, base::time_point now);
  /// An unwanted file is gone.
  void removed(std::int64_t id);

 private:
  store::connection* on_;
};

}  // namespace huzzah::delivery
