#include "sandbox/workspace/file_book.hpp"

#include "base/text.hpp"
#include "net/url.hpp"

#include <algorithm>

namespace huzzah::sandbox {

namespace {

constexpr std::string_view file_folder = "/files-pri/";
constexpr std::size_t most_files = 200;
constexpr std::size_t most_bytes = 64u << 20;

std::uint32_t big_endian(std::string_view bytes) {
  std::uint32_t value = 0;
  for (auto const c : bytes.substr(0, 4))
    value = value << 8 | static_cast<unsigned char>(c);
  return value;
}

/// A PNG begins with its signature and a chunk that says how large the picture is.
void measure(stored_file& file) {
  constexpr std::string_view signature("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16);
  std::string_view const bytes(file.content);
  if (!bytes.starts_with(signature) || bytes.size() < signature.size() + 8) return;
  file.width = big_endian(bytes.substr(16));
  file.height = big_endian(bytes.substr(20));
}

constexpr file_kind png{"png", "image/png", "png", "PNG", "image/png"};
constexpr file_kind pdf{"pdf", "application/pdf", "pdf", "PDF", "application/pdf"};
constexpr file_kind binary{"", "application/octet-stream", "binary", "Binary", ""};
constexpr std::string_view as_text = "text/plain; charset=utf-8";
constexpr file_kind texts[] = {{"txt", "text/plain", "text", "Plain Text", as_text},
                               {"md", "text/markdown", "markdown", "Markdown (raw)", as_text},
                               {"csv", "text/csv", "csv", "CSV", as_text},
                               {"json", "application/json", "json", "JSON", as_text},
                               {"jsonl", "text/plain", "text", "Plain Text", as_text}};

}  // namespace

file_kind const& kind_of(stored_file const& file) {
  if (file.is_picture()) return png;
  if (file.content.starts_with("%PDF-")) return pdf;
  auto const ending = base::to_lower(file.name.substr(file.name.rfind('.') + 1));
  for (auto const& kind : texts)
    if (kind.ending == ending && base::is_utf8(file.content) && file.content.find('\0') == std::string::npos)
      return kind;
  return binary;
}

void file_book::make_room(std::size_t size) {
  std::size_t held = size;
  for (auto const& file : files_)
    held += file.size;
  while (!files_.empty() && (files_.size() >= most_files || held > most_bytes)) {
    held -= files_.front().size;
    files_.pop_front();
  }
}

stored_file& file_book::open(std::string owner, std::string name, std::size_t size, stamp now) {
  make_room(size);
  auto& file = files_.emplace_back();
  file.id = "F0" + ids_.upper(9);
  file.ticket = ids_.alphanumeric(40);
  file.owner = std::move(owner);
  file.title = name;
  file.name = std::move(name);
  file.size = size;
  file.created = now;
  return file;
}

bool file_book::take(std::string_view ticket, std::string content) {
  auto const found = std::find_if(files_.begin(), files_.end(),
                                  [&](auto const& file) { return !ticket.empty() && file.ticket == ticket; });
  if (found == files_.end() || content.size() != found->size) return false;
  found->ticket.clear();
  found->content = std::move(content);
  measure(*found);
  return true;
}

stored_file* file_book::find(std::string_view id) {
  auto const found =
      std::find_if(files_.begin(), files_.end(), [&](auto const& file) { return file.id == id; });
  return found == files_.end() ? nullptr : &*found;
}

void file_book::forget(std::string_view id) {
  std::erase_if(files_, [&](auto const& file) { return file.id == id; });
}

std::string file_address(std::string const& team, stored_file const& file) {
  return std::string(file_folder) + team + "-" + file.id + "/" + net::url_encode(file.name);
}

std::string_view file_in_address(std::string_view address) {
  auto const folder = address.find(file_folder);
  if (folder == std::string_view::npos) return {};
  auto const rest = address.substr(folder + file_folder.size());
  auto const place = rest.substr(0, rest.find('/'));
  auto const dash = place.find('-');
  return dash == std::string_view::npos ? std::string_view() : place.substr(dash + 1);
}

std::optional<std::string> file_in_form(std::string_view content_type, std::string_view body) {
  auto const named = content_type.find("boundary=");
  if (!content_type.starts_with("multipart/form-data") || named == std::string_view::npos)
    return std::nullopt;
  auto boundary = content_type.substr(named + 9);
  boundary = boundary.substr(0, boundary.find(';'));
  if (boundary.starts_with('"') && boundary.ends_with('"') && boundary.size() > 2)
    boundary = boundary.substr(1, boundary.size() - 2);
  auto const line = "--" + std::string(boundary);
  auto const begin = body.find(line);
  if (boundary.empty() || begin == std::string_view::npos) return std::nullopt;
  auto const head = body.find("\r\n\r\n", begin);
  if (head == std::string_view::npos) return std::nullopt;
  auto const end = body.find("\r\n" + line, head + 4);
  if (end == std::string_view::npos) return std::nullopt;
  return std::string(body.substr(head + 4, end - head - 4));
}

}  // namespace huzzah::sandbox
