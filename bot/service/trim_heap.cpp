#include "bot/service/trim_heap.hpp"

#include <link.h>
#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace huzzah::bot::service {

namespace {

/// Parts that are written to, relocations among them, are others.
bool is_as_in_file(ElfW(Phdr) const& part) {
  return part.p_type == PT_LOAD && (part.p_flags & PF_W) == 0;
}

int give_back(dl_phdr_info* object, std::size_t /*size*/, void* /*nothing*/) {
  if (std::string_view(object->dlpi_name).starts_with("linux-")) return 0;  // the kernel's own
  auto const page = static_cast<std::uintptr_t>(::sysconf(_SC_PAGESIZE));
  for (auto i = 0; i < object->dlpi_phnum; ++i) {
    auto const& part = object->dlpi_phdr[i];
    if (!is_as_in_file(part)) continue;
    auto const begin = (object->dlpi_addr + part.p_vaddr) & ~(page - 1);
    auto const end = (object->dlpi_addr + part.p_vaddr + part.p_memsz) & ~(page - 1);
    // Where it can't be done nothing is lost.
    // NOLINTNEXTLINE(performance-no-int-to-ptr): what the linker tells of are numbers
    if (end > begin) ::madvise(reinterpret_cast<void*>(begin), end - begin, MADV_DONTNEED);
  }
  return 0;
}

}  // namespace

void trim_heap() {
  ::malloc_trim(0);
  ::dl_iterate_phdr(give_back, nullptr);
}

}  // namespace huzzah::bot::service
