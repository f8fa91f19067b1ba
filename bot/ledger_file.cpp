#include "bot/ledger_file.hpp"

#include "bot/config.hpp"

#include <ostream>

namespace huzzah::bot {

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
  auto const absent = opened.error().code == errc::not_found;
  err << "huzzah: " << opened.error().detail
      << (absent ? "; or name another file with --database or storage.path\n" : "\n");
  file.otherwise = absent ? exit_code::misused : exit_code::cannot_go_on;
  return file;
}

}  // namespace huzzah::bot
