#include "slack/export_archive.hpp"

#include <algorithm>
#include <system_error>

namespace huzzah::slack {

namespace {

namespace fs = std::filesystem;

/// "2026-11-25.json", as the days of a channel are called.
bool is_day_name(std::string_view name) {
  constexpr std::string_view pattern = "0000-00-00.json";
  return name.size() == pattern.size() &&
         std::equal(name.begin(), name.end(), pattern.begin(), [](char written, char wanted) {
           return wanted == '0' ? written >= '0' && written <= '9' : written == wanted;
         });
}

}  // namespace

namespace {

/// What was opened, if it is the export of a workspace.
result<std::unique_ptr<export_archive>> looked_at(result<std::unique_ptr<export_archive>> opened,
                                                  std::string const& name) {
  if (!opened) return opened;
  auto const& entries = (*opened)->entries();
  if ((*opened)->find("users.json") != entries.size()) return opened;
  auto const is_day = [](export_archive::entry const& one) { return is_day_name(one.name); };
  if (std::any_of(entries.begin(), entries.end(), is_day))
    return error(errc::invalid_input, name +
                                          " is the folder of one channel: name the one above it, in which "
                                          "users.json and channels.json are");
  return error(errc::invalid_input, name + " has no users.json: it is no export of a Slack workspace");
}

}  // namespace

result<std::unique_ptr<export_archive>> export_archive::open(fs::path const& path) {
  std::error_code failed;
  auto const kind = fs::status(path, failed).type();
  if (kind == fs::file_type::not_found)
    return error(errc::not_found, path.string() + " does not exist: name the zip file or the folder");
  if (failed) return error(errc::io_failed, path.string() + " can't be read: " + failed.message());
  auto opened = kind == fs::file_type::directory ? open_export_folder(path) : open_export_zip(path);
  return looked_at(std::move(opened), path.string());
}

result<std::unique_ptr<export_archive>> export_archive::open(base::descriptor zip, std::string const& name) {
  return looked_at(open_export_zip(std::move(zip), name), name);
}

std::size_t export_archive::find(std::string_view name) const {
  auto const same = [name](entry const& one) { return one.name == name; };
  return static_cast<std::size_t>(std::find_if(entries_.begin(), entries_.end(), same) - entries_.begin());
}

result<> make_room(std::string const& name, std::uint64_t size, std::string& into, std::size_t padding) {
  if (size > largest_export_file)
    return error(errc::too_large, name + " is larger than " + std::to_string(largest_export_file >> 20) +
                                      " MB, as no day of a channel is");
  // One byte more, to detect a file that is longer than its entry says.
  auto const room = static_cast<std::size_t>(size) + padding + 1;
  if (into.size() < room) into.resize(room);
  return {};
}

}  // namespace huzzah::slack
