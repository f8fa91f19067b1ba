// Files that were given to the workspace, in memory.
#pragma once

#include "sandbox/workspace/id_source.hpp"
#include "sandbox/workspace/timestamps.hpp"

#include <cstdint>
#include <list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace huzzah::sandbox {

/// One file, from the moment on at which an upload address was requested.
class stored_file {
 public:
  std::string id;  ///< "F…"
  std::string name;
  std::string title;
  std::string alt_text;
  std::string owner;     ///< the user who brought it
  std::string ticket;    ///< ends its upload address; empty once that was used
  std::size_t size = 0;  ///< as it was announced
  std::string content;
  stamp created = 0;
  bool complete = false;
  std::vector<std::pair<std::string, stamp>> shares;  ///< the messages that share it, with their channels

  /// Whether it can stand in an image block.
  bool is_picture() const { return complete && width != 0; }
  std::uint32_t width = 0;  ///< of a PNG picture; else 0
  std::uint32_t height = 0;
};

/// What Slack says of a kind of files, and how a browser gets them.
class file_kind {
 public:
  std::string_view ending;  ///< of the name: "txt"
  std::string_view mimetype;
  std::string_view filetype;
  std::string_view pretty_type;
  std::string_view shown_as;  ///< the content type under which a browser shows it; empty: it is only saved
};

/// The kind of a file: pictures and PDFs by what is in them, text by name and content, else "binary".
file_kind const& kind_of(stored_file const& file);

/// The files, the newest 200 and at most 64 MiB of them. I/O thread only.
class file_book {
 public:
  static constexpr std::size_t largest = 3u << 20;

  explicit file_book(id_source& ids) : ids_(ids) {}

  /// Makes room for a file of `size` bytes; a reference serves until the next call of open().
  stored_file& open(std::string owner, std::string name, std::size_t size, stamp now);
  /// Takes what was brought to an upload address, once. False if the address or the size is not right.
  bool take(std::string_view ticket, std::string content);
  stored_file* find(std::string_view id);
  void forget(std::string_view id);

 private:
  void make_room(std::size_t size);

  id_source& ids_;
  std::list<stored_file> files_;  ///< oldest first
};

/// Where the page finds a file: "/files-pri/T0…-F0…/week.png".
std::string file_address(std::string const& team, stored_file const& file);
/// The file's id in such an address (also a whole URL), or empty.
std::string_view file_in_address(std::string_view address);

/// The file in a multipart/form-data body, as browsers and some clients send it; nothing if there is none.
std::optional<std::string> file_in_form(std::string_view content_type, std::string_view body);

}  // namespace huzzah::sandbox
