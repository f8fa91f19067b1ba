#include "base/percent.hpp"

#include <boost/url/encode.hpp>

namespace huzzah::base {

std::string percent_encoded(std::string_view text, std::string_view characters) {
  std::string encoded;
  for (char const c : text) {
    auto const stays =
        static_cast<unsigned char>(c) > 0x20 && c != 0x7F && characters.find(c) == std::string_view::npos;
    encoded += stays ? std::string(1, c) : boost::urls::encode({&c, 1}, [](char) noexcept { return false; });
  }
  return encoded;
}

}  // namespace huzzah::base
