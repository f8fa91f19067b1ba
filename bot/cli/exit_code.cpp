#include "bot/cli/exit_code.hpp"

namespace huzzah::bot::cli {

exit_code code_of(error const& why) {
  switch (why.code) {
    case errc::invalid_input:
    case errc::not_found:
    case errc::too_large:
      return exit_code::misused;
    case errc::unauthorized:
    case errc::rejected:
    case errc::tls_failed:
    case errc::corrupt:
    case errc::newer_version:
      return exit_code::cannot_go_on;
    default:
      return exit_code::failed;
  }
}

}  // namespace huzzah::bot::cli
