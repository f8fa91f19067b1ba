#include "net/url.hpp"

#include "base/async.hpp"
#include "base/text.hpp"
#include "net/https_client.hpp"

#include <boost/asio/ip/address.hpp>
#include <boost/url/encode.hpp>
#include <boost/url/params_view.hpp>
#include <boost/url/parse.hpp>
#include <boost/url/rfc/pchars.hpp>
#include <boost/url/rfc/sub_delim_chars.hpp>
#include <boost/url/rfc/unreserved_chars.hpp>

#include <algorithm>
#include <cstdlib>

namespace huzzah::net {

namespace {

namespace urls = boost::urls;

constexpr auto user_chars = urls::unreserved_chars + urls::sub_delim_chars + ':';
constexpr auto query_chars = urls::pchars + '/' + '?';
urls::encoding_opts const like_forms(true);

/// The text as Boost.URL, which is strict, takes it: what is not of these characters is escaped, and so is a
/// "%" that begins no escape.
std::string made_valid(std::string_view text, urls::grammar::lut_chars const& chars) {
  std::string valid;
  valid.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    auto const stays = text[i] == '%' ? urls::make_pct_string_view(text.substr(i, 3)).has_value()
                                      : chars(static_cast<unsigned char>(text[i]));
    valid += stays ? std::string(1, text[i]) : urls::encode(text.substr(i, 1), chars);
  }
  return valid;
}

std::string_view usual_port(std::string_view scheme) {
  return scheme == "https" || scheme == "wss" ? "443" : "80";
}

bool is_plain(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](unsigned char c) { return c > 0x20 && c != 0x7f; });
}

std::string bracketed(std::string const& host) {
  return host.find(':') == std::string::npos ? host : "[" + host + "]";
}

/// Whether `host` is the one that an entry of NO_PROXY names, or below it.
bool is_excepted(url const& target, std::string_view entry) {
  if (entry == "*") return true;
  auto const host = base::to_lower(target.host);
  auto name = base::to_lower(entry);
  if (auto const colon = name.rfind(':'); colon != std::string::npos && name.find(':') == colon) {
    if (name.substr(colon + 1) != target.port) return false;
    name.resize(colon);
  }
  if (name.starts_with("*")) name.erase(0, 1);
  if (name.starts_with(".")) name.erase(0, 1);
  if (name.empty()) return false;
  return host == name || host.ends_with("." + name);
}

std::optional<std::string> environment(char const* upper, char const* lower) {
  for (auto const* name : {lower, upper})
    // The environment is never changed.
    if (char const* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe)
        value != nullptr && *value != '\0')
      return value;
  return std::nullopt;
}

}  // namespace

std::string url::authority() const {
  return port == usual_port(scheme) ? bracketed(host) : full_authority();
}

std::string url::full_authority() const {
  return bracketed(host) + ":" + port;
}

result<url> parse_url(std::string_view text) {
  auto const bad = [](std::string what) { return error(errc::invalid_input, "not a usable URL: " + what); };
  auto const scheme_end = text.find("://");
  if (scheme_end == std::string_view::npos) return bad("it has no scheme such as https://");
  text = text.substr(0, text.find('#'));
  if (!is_plain(text)) return bad("it holds white space or control characters");

  auto const begin = std::min(scheme_end + 3, text.size());
  auto const path = std::min(text.find_first_of("/?", begin), text.size());
  auto const place = text.substr(begin, path - begin);
  auto const at = place.rfind('@');
  auto const user_end = at == std::string_view::npos ? 0 : at;
  auto const valid = std::string(text.substr(0, begin)) + made_valid(place.substr(0, user_end), user_chars) +
                     std::string(place.substr(user_end)) + made_valid(text.substr(path), query_chars);
  auto const parsed = urls::parse_uri(valid);
  if (!parsed) return bad("host and port are not written as in https://example.com:443/");

  url parts;
  parts.scheme = base::to_lower(parsed->scheme());
  if (parts.scheme != "http" && parts.scheme != "https" && parts.scheme != "ws" && parts.scheme != "wss")
    return bad("only http, https, ws and wss are understood");
  parts.user = parsed->userinfo();
  // Still encoded: a host goes into the head of requests as it is.
  parts.host = parsed->encoded_host_address();
  if (parts.host.empty()) return bad("it names no host");
  if (parsed->has_port() && parsed->port_number() == 0) return bad("the port is not a number up to 65535");
  parts.port = parsed->has_port() ? std::string(parsed->port()) : usual_port(parts.scheme);
  parts.target = parsed->encoded_target();
  if (parts.target.empty() || parts.target.front() == '?') parts.target.insert(0, "/");
  // Boost 1.81 takes what follows the bracket of an address for the path.
  if (parts.target.front() != '/') return bad("something follows the bracket of the address");
  return parts;
}

std::string url_encode(std::string_view text) {
  return urls::encode(text, urls::unreserved_chars);
}

std::vector<std::pair<std::string, std::string>> parse_form(std::string_view encoded) {
  auto const valid = made_valid(encoded, query_chars);
  std::vector<std::pair<std::string, std::string>> pairs;
  for (auto const& one : urls::params_view(valid, like_forms))
    if (one.has_value || !one.key.empty()) pairs.emplace_back(one.key, one.value);
  return pairs;
}

std::vector<std::pair<std::string, std::string>> parse_query(std::string_view target) {
  auto const mark = std::min(target.find('?'), target.size());
  return parse_form(target.substr(std::min(mark + 1, target.size())));
}

std::string query_value(std::string_view target, std::string_view name) {
  for (auto& [key, value] : parse_query(target))
    if (key == name) return std::move(value);
  return {};
}

bool is_loopback(std::string_view host) {
  boost::system::error_code failed;
  auto const address = asio::ip::make_address(host, failed);
  return failed ? base::to_lower(host) == "localhost" : address.is_loopback();
}

result<std::optional<url>> proxy_for(url const& target, connect_options const& options) {
  if (!options.proxy || options.proxy->empty() || !target.secure() || is_loopback(target.host))
    return std::optional<url>{};
  std::string_view rest = options.no_proxy;
  while (!rest.empty()) {
    auto const end = std::min(rest.find(','), rest.size());
    if (is_excepted(target, base::trim(rest.substr(0, end)))) return std::optional<url>{};
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  auto const has_scheme = options.proxy->find("://") != std::string::npos;
  auto proxy = parse_url(has_scheme ? *options.proxy : "http://" + *options.proxy);
  if (!proxy || proxy->scheme != "http")
    return error(errc::invalid_input, "the proxy setting (HTTPS_PROXY) must look like http://host:port");
  return std::optional<url>(std::move(*proxy));
}

void use_environment_proxy(connect_options& options) {
  options.proxy = environment("HTTPS_PROXY", "https_proxy");
  options.no_proxy = environment("NO_PROXY", "no_proxy").value_or("");
}

}  // namespace huzzah::net
