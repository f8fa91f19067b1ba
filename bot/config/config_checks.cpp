#include "bot/config/config_checks.hpp"

#include "base/text.hpp"
#include "net/url.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <array>

namespace huzzah::bot {

namespace {

problem fault(std::string message, std::string hint = {}) {
  return {{}, std::move(message), std::move(hint)};
}
problem fine() {
  return fault({});
}

}  // namespace

problem check_ritual_name(std::string& name) {
  constexpr std::size_t longest = 60;
  name = std::string(base::trim(name));
  auto const is_control = [](unsigned char c) { return c < 0x20 || c == 0x7F; };
  if (name.empty()) return fault("is missing", "give it a short name, such as \"core\"");
  if (base::length(name) > longest || std::any_of(name.begin(), name.end(), is_control))
    return fault("must be one line of at most 60 characters");
  return fine();
}

problem check_channel(std::string& channel) {
  constexpr std::string_view id = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  std::string const hint = "write its name, such as \"#wins\", or its ID";
  channel = std::string(base::trim(channel));
  std::string_view name = channel;
  if (name.starts_with('#')) name.remove_prefix(1);
  if (name.empty()) return fault("is missing", hint);
  auto const is_id = name.size() == channel.size() && (name.front() == 'C' || name.front() == 'G') &&
                     name.find_first_not_of(id) == std::string_view::npos;
  if (is_id) return fine();
  constexpr std::size_t longest_name = 100;
  if (name.size() > longest_name || !base::is_utf8(name) || !base::is_word(name, "_-."))
    return fault("is no channel's name", hint);
  channel = "#" + base::to_lower(name);
  return fine();
}

problem check_person(std::string& id) {
  id = std::string(base::trim(id));
  auto const fits = id.size() >= 2 && (id.front() == 'U' || id.front() == 'W') &&
                    id.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == std::string::npos;
  if (fits) return fine();
  return fault("is no member's ID", "copy it from the person's profile: ⋯, Copy member ID");
}

problem check_age(std::string const& written, std::optional<base::duration>& into) {
  using namespace std::chrono;
  constexpr int longest_days = 365;
  auto const text = std::string(base::trim(written));
  if (text == "off") {
    into.reset();
    return fine();
  }
  std::string const hint = "write a number of days or hours, such as \"14d\" or \"12h\", or \"off\"";
  auto const digits = text.find_first_not_of("0123456789");
  auto const is_age =
      digits != 0 && digits <= 5 && digits + 1 == text.size() && (text[digits] == 'd' || text[digits] == 'h');
  if (!is_age) return fault("is no length of time", hint);
  auto const count = std::stoi(text.substr(0, digits));
  auto const age = text.ends_with('d') ? hours{24} * count : hours{count};
  if (count == 0 || age > days{longest_days}) return fault("must be between an hour and 365 days", hint);
  into = age;
  return fine();
}

bool is_this_machine(std::string_view authority) {
  if (authority.starts_with('[')) return net::is_loopback(authority.substr(1, authority.find(']') - 1));
  return net::is_loopback(authority.substr(0, authority.find(':')));
}

bool is_ip_address(std::string const& text) {
  in6_addr ignored{};
  return inet_pton(AF_INET, text.c_str(), &ignored) == 1 || inet_pton(AF_INET6, text.c_str(), &ignored) == 1;
}

problem check_api_url(std::string& url) {
  constexpr std::array<std::string_view, 2> schemes{"https://", "http://"};
  auto const scheme = std::find_if(schemes.begin(), schemes.end(),
                                   [&](auto prefix) { return base::to_lower(url).starts_with(prefix); });
  std::string const hint = "Slack's is \"https://slack.com/api/\"";
  if (scheme == schemes.end()) return fault("must start with https://", hint);
  std::string_view const rest = std::string_view(url).substr(scheme->size());
  auto const authority = rest.substr(0, rest.find_first_of("/?#"));
  auto const graphic = std::all_of(rest.begin(), rest.end(), [](char c) { return c > ' ' && c < '\x7F'; });
  if (authority.empty() || !graphic) return fault("has no host, or a character that no URL has", hint);
  if (authority.find('@') != std::string_view::npos) return fault("must not hold a user or a password", hint);
  if (rest.find_first_of("?#") != std::string_view::npos) return fault("must end with a path", hint);
  if (*scheme == "http://" && !is_this_machine(authority))
    return fault("must be https: the tokens would travel in the clear",
                 "http is allowed only to this machine (127.0.0.1, localhost)");
  if (!url.ends_with('/')) url += '/';
  return fine();
}

}  // namespace huzzah::bot
