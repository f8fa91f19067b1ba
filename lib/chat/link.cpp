#include "chat/link.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace huzzah::chat {

namespace {

bool starts_with_scheme(std::string_view url, std::string_view scheme) {
  return url.size() > scheme.size() && base::to_lower(url.substr(0, scheme.size())) == scheme;
}

/// "https://user@host:port/path" → "user@host:port"; of a mail address all.
std::string_view authority_of(std::string_view url) {
  auto const slashes = url.find("://");
  if (slashes == std::string_view::npos) return url.substr(url.find(':') + 1);
  url.remove_prefix(slashes + 3);
  return url.substr(0, url.find_first_of("/?#"));
}

/// Replaces what a reader takes for a dot, and drops what is invisible. Full-width and ideographic stops lead
/// to the same host.
std::string as_read(std::string_view label) {
  std::string read;
  auto const clean = base::to_lower(base::without_controls(label));
  for (std::string_view rest = clean; !rest.empty();) {
    auto const take = [&](std::string_view seen, std::string_view as) {
      if (!rest.starts_with(seen)) return false;
      read += as;
      rest.remove_prefix(seen.size());
      return true;
    };
    if (take("\u3002", ".") || take("\uFF0E", ".") || take("\uFF61", ".") || take("\u2024", ".") ||
        take("\u200B", "") || take("\u200C", "") || take("\u200D", "") || take("\u2060", "") ||
        take("\u00AD", "") || take("\u200E", "") || take("\u200F", "") || take("\uFF0F", "/") ||
        take("\uFF1A", ":") || take("\u00A0", " "))
      continue;
    read += rest.front();
    rest.remove_prefix(1);
  }
  return read;
}

bool is_host_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

/// Whether a run of such characters reads as a host: names parted by dots, the last of two letters or more,
/// or four numbers.
bool is_host(std::string_view name) {
  auto const last = name.rfind('.');
  if (last == std::string_view::npos || last == 0 || name.find("..") != std::string_view::npos) return false;
  auto const top = name.substr(last + 1);
  auto const is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (std::none_of(top.begin(), top.end(), is_digit)) return top.size() > 1;
  return std::count(name.begin(), name.end(), '.') == 3 &&
         std::all_of(name.begin(), name.end(), [&](char c) { return is_digit(c) || c == '.'; });
}

std::string_view without_www(std::string_view host) {
  return host.starts_with("www.") ? host.substr(4) : host;
}

/// "host:443" → "host"; of "user@host" the host.
std::string host_in(std::string_view authority) {
  if (auto const at = authority.rfind('@'); at != std::string_view::npos) authority.remove_prefix(at + 1);
  auto const lower = base::to_lower(authority.substr(0, authority.find_first_of(":?")));
  return std::string(without_www(lower));
}

}  // namespace

bool may_be_live(std::string_view url) {
  if (starts_with_scheme(url, "mailto:")) return true;
  return leads_to_web(url);
}

bool leads_to_web(std::string_view url) {
  if (!starts_with_scheme(url, "https://") && !starts_with_scheme(url, "http://")) return false;
  auto const authority = authority_of(url);
  return !authority.empty() && authority.find_first_of("@\\") == std::string_view::npos;
}

std::string honest_label(token const& link) {
  auto const own = host_in(authority_of(link.id));
  auto const read = as_read(link.text);
  for (std::size_t end = 0, begin = 0; begin < read.size(); begin = end + 1) {
    end = begin;
    while (end < read.size() && is_host_character(read[end]))
      ++end;
    auto word = std::string_view(read).substr(begin, end - begin);
    word.remove_prefix(std::min(word.find_first_not_of(".-"), word.size()));
    word = word.substr(0, word.find_last_not_of(".-") + 1);
    // Behind a scheme everything reads as a host, "https://intranet" as well.
    auto const is_named = is_host(word) || (!word.empty() && read.substr(0, begin).ends_with("://"));
    if (is_named && without_www(word) != own) return {};
  }
  return link.text;
}

}  // namespace huzzah::chat
