#include "bot/cli/ledger_file.hpp"

#include "bot/cli/terminal_text.hpp"
#include "bot/config/config.hpp"

#include <ostream>

namespace huzzah::bot::cli {

std::optional<std::filesystem::path> ledger_path(std::optional<std::filesystem::path> const& database,
                                                 std::optional<std::filesystem::path> const& config_file,
                                                 environment const& variables, std::ostream& err) {
  if (database) return database;
  auto const reading = config::read(config_file, config::tokens::ignored, variables);
  if (reading.settings) return reading.settings->storage.path;
  err << config::describe(reading.wrong, config_file);
  return {};
}

int end_with(error const& failure, std::ostream& err) {
  err << "huzzah: " << printable(failure.detail) << "\n";
  return to_int(code_of(failure));
}

ledger_file ledger_file::open(std::optional<std::filesystem::path> const& database,
                              std::optional<std::filesystem::path> const& config_file,
                              environment const& variables, std::ostream& err) {
  ledger_file file;
  auto const path = ledger_path(database, config_file, variables, err);
  if (!path) {
    file.otherwise = exit_code::misused;
    return file;
  }
  file.path = *path;
  auto opened = store::reader::open(*path);
  if (opened) {
    file.reader = std::move(*opened);
    return file;
  }
  auto const absent = opened.error().code == errc::not_found;
  err << "huzzah: " << opened.error().detail
      << (absent ? "; or name another file with --database or storage.path\n" : "\n");
  file.otherwise = code_of(opened.error());
  return file;
}

}  // namespace huzzah::bot::cli
