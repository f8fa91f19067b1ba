#include "storage/ownership.hpp"

#include "storage/failure.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

namespace huzzah::storage {

result<> give_to_owner(int descriptor, std::filesystem::path const& model,
                       std::filesystem::path const& name) {
  if (::geteuid() != 0) return {};
  struct stat owned {};
  auto const found = ::stat(model.c_str(), &owned) == 0 || ::stat(model.parent_path().c_str(), &owned) == 0;
  // By the descriptor: at the name somebody else may have put a link meanwhile.
  if (!found || ::fchown(descriptor, owned.st_uid, owned.st_gid) != 0)
    return failure_of_system(errno, "hand over", name);
  return {};
}

}  // namespace huzzah::storage
