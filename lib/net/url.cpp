#include "net/url.hpp"

#include "base/async.hpp"
#include "base/text.hpp"
#include "net/https_client.hpp"

#include <boost/asio/ip/address.hpp>

#include <algorithm>
#include <charconv>
#include <cstdlib>

namespace huzzah::net {

namespace {

std::string_view usual_port(std::string_view scheme) {
  return scheme == "https" || scheme == "wss" ? "443" : "80";
}

bool is_port(std::string_view text) {
  unsigned value = 0;
  auto const [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
  return failed == std::errc{} && end == text.data() + text.size() && value >= 1 && value <= 65535;
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
  auto const colon = text.find("://");
  if (colon == std::string_view::npos) return bad("it has no scheme such as https://");
  url parts;
  parts.scheme = base::to_lower(text.substr(0, colon));
  if (parts.scheme != "http" && parts.scheme != "https" && parts.scheme != "ws" && parts.scheme != "wss")
    return bad("only http, https, ws and wss are understood");
  text.remove_prefix(colon + 3);
  text = text.substr(0, text.find('#'));
  if (!is_plain(text)) return bad("it holds white space or control characters");

  auto const path = std::min(text.find_first_of("/?"), text.size());
  auto place = text.substr(0, path);
  parts.target = std::string(text.substr(path));
  if (!parts.target.starts_with('/')) parts.target.insert(0, "/");

  if (auto const at = place.rfind('@'); at != std::string_view::npos) {
    parts.user = std::string(place.substr(0, at));
    place.remove_prefix(at + 1);
  }
  auto const host_end = place.starts_with('[') ? place.find(']') : place.rfind(':');
  if (place.starts_with('[')) {
    if (host_end == std::string_view::npos) return bad("the bracket around the address is never closed");
    parts.host = std::string(place.substr(1, host_end - 1));
    place.remove_prefix(host_end + 1);
  } else {
    parts.host = std::string(place.substr(0, host_end));
    place.remove_prefix(std::min(host_end, place.size()));
  }
  if (parts.host.empty()) return bad("it names no host");
  parts.port = std::string(place.empty() ? usual_port(parts.scheme) : place.substr(1));
  if ((!place.empty() && place.front() != ':') || !is_port(parts.port))
    return bad("the port is not a number");
  return parts;
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
