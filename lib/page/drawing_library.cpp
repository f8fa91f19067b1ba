#include "page/drawing_library.hpp"

#include <dlfcn.h>

#include <exception>

namespace huzzah::page {

drawing_library::drawing_library() : library_(::dlopen("libpangocairo-1.0.so.0", RTLD_NOW | RTLD_LOCAL)) {}

drawing_library::symbol drawing_library::find(char const* name) {
  auto* const address = library_ == nullptr ? nullptr : ::dlsym(library_, name);
  if (address == nullptr && missing.empty()) missing = ::dlerror();  // NOLINT(concurrency-mt-unsafe)
  return {address};
}

drawing_library const& drawing_library::get() {
  static drawing_library const library;
  return library;
}

cairo_status_t append_bytes(void* to, unsigned char const* bytes, unsigned count) {
  try {
    static_cast<std::string*>(to)->append(reinterpret_cast<char const*>(bytes), count);
    return CAIRO_STATUS_SUCCESS;
  } catch (std::exception const&) {  // no memory; nothing may be thrown through Cairo
    return CAIRO_STATUS_NO_MEMORY;
  }
}

}  // namespace huzzah::page
