#include "base/failpoint.hpp"

#ifdef HUZZAH_FAILPOINTS

#include <atomic>
#include <csignal>
#include <cstdlib>
#include <string>
#include <string_view>

namespace huzzah::base {

namespace {

/// Where to die, and after how many passes more.
class chosen_place {
 public:
  chosen_place() {
    auto const* wanted = std::getenv("HUZZAH_FAILPOINT");  // NOLINT(concurrency-mt-unsafe): never set
    if (wanted == nullptr) return;
    std::string_view const text(wanted);
    auto const colon = text.rfind(':');
    name = text.substr(0, colon);
    if (colon != std::string_view::npos) left = std::atoi(wanted + colon + 1);  // NOLINT(cert-err34-c)
  }

  std::string name;
  std::atomic<int> left = 1;
};

}  // namespace

void failpoint(char const* name) {
  static chosen_place place;
  if (place.name == name && --place.left == 0) std::raise(SIGKILL);
}

}  // namespace huzzah::base

#endif
