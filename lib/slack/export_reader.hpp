// The past of a Slack workspace, message by message, from its export.
#pragma once

#include "chat/directory.hpp"
#include "slack/export_archive.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace huzzah::slack {

/// Which part of an export is read.
class export_options {
 public:
  std::string since;  ///< the first day, "2026-11-25", as the export's files are named; empty: all
  std::string until;  ///< the last one
  std::vector<std::string> workspaces;  ///< it must be of one of these, if there are any
};

/// An emoji on a message, and who put it there as far as the export says.
class export_reaction {
 public:
  std::string_view emoji;  ///< without colons; a skin tone is left out
  std::vector<std::string_view> people;
  std::int64_t count = 0;  ///< how many they really are
};

/// One message as it lies in the export. What it refers to is there until the next one is asked for.
class export_message {
 public:
  std::string_view author;  ///< empty for what no person and no bot user said
  std::string_view text;    ///< as Slack writes it
  std::string_view timestamp;
  std::string_view edited;  ///< the moment of the last edit, or empty
  bool by_bot = false;
  bool is_speech = false;  ///< people speak, bots too; else a join, a topic …
  std::vector<export_reaction> reactions;

  /// Whether it mentions a person, a group or everybody. Allocates nothing.
  bool names_people() const;
  /// When it was said.
  base::time_point posted() const;
  /// The moment of the last edit; the epoch if there was none. Orders the versions of a message.
  base::time_point revision() const;
};

/// A file that could not be read, or only in part, and why.
class export_problem {
 public:
  export_problem(std::string file_, std::string why_) : file(std::move(file_)), why(std::move(why_)) {}

  std::string file;
  std::string why;
};

/// Reads an export day by day, and within a day channel by channel, each file whole; no more than two files
/// are in memory at a time. On one thread.
class export_reader {
 public:
  /// Opens an export and reads who is who. As export_archive::open(), and invalid_input for people or
  /// channels that can't be read.
  static result<std::unique_ptr<export_reader>> open(std::filesystem::path const& path,
                                                     export_options const& options);
  /// The same from files that are open already.
  static result<std::unique_ptr<export_reader>> open(std::unique_ptr<export_archive> files,
                                                     export_options const& options);
  ~export_reader();

  /// The workspace's id.
  std::string const& workspace() const;
  /// Everybody, by id.
  std::unordered_map<std::string, chat::person> const& people() const;

  /// The next message; nullptr at the end.
  export_message const* next();
  /// What that message says, decoded as it is when it comes over the socket; nothing if no person says it.
  std::optional<chat::event> decode() const;
  /// Where that message is.
  chat::message_ref where() const;

  /// How many bytes the chosen days have, and how many of them have been read.
  std::uint64_t size() const;
  std::uint64_t done() const;
  /// Files of chosen days that were read, and folders that are no channel (direct messages).
  std::size_t files() const;
  std::size_t folders_left_out() const;
  /// What could not be read so far.
  std::vector<export_problem> const& problems() const;

 private:
  class state;
  explicit export_reader(std::unique_ptr<state> all);

  std::unique_ptr<state> state_;
};

}  // namespace huzzah::slack
