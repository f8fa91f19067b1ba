#include "features/digests/book.hpp"

#include "features/digests/fields.hpp"

template class huzzah::schedule::registry<huzzah::digests::settings>;

namespace huzzah::digests {

std::string to_json(settings const& digest) {
  return fields().stored(digest);
}

result<settings> read_settings(settings const* /*kind*/, std::string_view text) {
  return fields().restored(text);
}

}  // namespace huzzah::digests
