#include "bot/ledger_file.hpp"

#include "bot/config.hpp"

#include <ostream>

namespace huzzah::bot {

std::string how_to_mend_database(errc code) {
  switch (code) {
    case errc::not_found:
      return "start \"huzzah run\" once, or name the file with --database or storage.path";
    case errc::in_use:
      return "end the other huzzah that uses it, or wait for it";
    case errc::read_only:
      return "let the user that runs huzzah write the file and its folder";
    case errc::storage_full:
      return "make room on the disk";
    case errc::corrupt:
      return "restore it from a backup; keep the damaged file";
    case errc::newer_version:
      return "use the newer huzzah that wrote it";
    default:
      return "look at the file, its folder and the disk";
  }
}

ledger_file ledger_file::open(std::optional<std::filesystem::path> const& database,
                              std::optional<std::filesystem::path> const& config_file,
                              environment const& variables, std::ostream& err) {
  ledger_file file;
  auto path = database;
  if (!path) {
    auto const reading = read_config(config_file, tokens::ignored, variables);
    if (!reading.settings) {
      err << describe(reading.wrong, config_file);
      file.otherwise = exit_code::misused;
      return file;
    }
    path = reading.settings->storage.path;
  }
  auto opened = storage::reader::open(*path);
  if (opened) {
    file.reader = std::move(*opened);
    return file;
  }
  err << "huzzah: " << opened.error().detail << "; " << how_to_mend_database(opened.error().code) << "\n";
  file.otherwise = opened.error().code == errc::not_found ? exit_code::misused : exit_code::cannot_go_on;
  return file;
}

}  // namespace huzzah::bot
