#include "bot/cli/confirmation.hpp"

#include <istream>
#include <ostream>

namespace huzzah::bot::cli {

exit_code confirm(std::string const& what, std::string const& word, std::istream* terminal, std::ostream& out,
                  std::ostream& err) {
  if (terminal == nullptr) {
    err << "huzzah: nobody can be asked without a terminal: add --yes to do it; nothing was changed\n";
    return exit_code::misused;
  }
  out << what << "\nType \"" << word << "\" to go on: " << std::flush;
  std::string answer;
  std::getline(*terminal, answer);
  if (answer == word) return exit_code::fine;
  err << "huzzah: nothing was changed\n";
  return exit_code::failed;
}

}  // namespace huzzah::bot::cli
