#include "app/ledger/source_kind.hpp"

namespace huzzah::ledger {

std::string_view to_string(source_kind source) {
  switch (source) {
    case source_kind::message:
      return "message";
    case source_kind::reaction:
      return "reaction";
    case source_kind::command:
      return "command";
  }
  return "message";
}

std::optional<source_kind> source_kind_from(std::string_view name) {
  for (auto const source : {source_kind::message, source_kind::reaction, source_kind::command})
    if (to_string(source) == name) return source;
  return std::nullopt;
}

}  // namespace huzzah::ledger
