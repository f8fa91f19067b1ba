#include "app/delivery/acknowledgements.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace huzzah::delivery {

std::string receipt_emoji(std::span<std::string_view const> wanted, std::vector<std::string> const& giving) {
  auto const gives = [&](std::string_view name) {
    return std::find(giving.begin(), giving.end(), name) != giving.end();
  };
  auto const found = std::find_if_not(wanted.begin(), wanted.end(), gives);
  return std::string(found == wanted.end() ? wanted.back() : *found);
}

std::string current_key(outbox outbox, std::string const& family) {
  auto key = family;
  for (int generation = 2; outbox.is_taken_back(key); ++generation)
    key = fmt::format("{}~{}", family, generation);
  return key;
}

}  // namespace huzzah::delivery
