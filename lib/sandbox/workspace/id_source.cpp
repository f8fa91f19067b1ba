#include "sandbox/workspace/id_source.hpp"

namespace huzzah::sandbox {

std::string id_source::pick(std::string_view from, std::size_t size) {
  std::uniform_int_distribution<std::size_t> index(0, from.size() - 1);
  std::string text(size, ' ');
  for (auto& c : text)
    c = from[index(random_)];
  return text;
}

std::string id_source::alphanumeric(std::size_t size) {
  return pick("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", size);
}
std::string id_source::upper(std::size_t size) {
  return pick("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", size);
}
std::string id_source::digits(std::size_t size) {
  return pick("0123456789", size);
}
std::string id_source::hex(std::size_t size) {
  return pick("0123456789abcdef", size);
}

std::size_t id_source::below(std::size_t limit) {
  return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random_);
}

std::string id_source::uuid() {
  auto text = hex(36);
  for (auto const place : {8, 13, 18, 23})
    text[static_cast<std::size_t>(place)] = '-';
  text[14] = '4';
  return text;
}

}  // namespace huzzah::sandbox
