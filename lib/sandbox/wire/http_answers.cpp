#include "sandbox/wire/http_answers.hpp"

#include <nlohmann/json.hpp>

namespace huzzah::sandbox {

std::string word(nlohmann::json const& owner, char const* key, std::string otherwise) {
  auto const found = owner.find(key);
  return found != owner.end() && found->is_string() ? found->get<std::string>() : otherwise;
}

std::string to_text(nlohmann::json const& value) {
  return value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

net::http_response json_answer(nlohmann::json const& body, unsigned status) {
  return net::http_response(status, to_text(body), "application/json; charset=utf-8");
}

}  // namespace huzzah::sandbox
