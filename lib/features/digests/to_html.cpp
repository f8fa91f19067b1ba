#include "base/emoji.hpp"
#include "chat/link.hpp"
#include "chat/quotes.hpp"
#include "features/digests/render.hpp"
#include "features/digests/sections.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace huzzah::digests {

namespace {

// Mail programs keep to styles on elements; those that know dark mode also read the sheet.
constexpr std::string_view head = R"(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>{title}</title>
<style>
@media (prefers-color-scheme: dark) {{
.page {{ background: #17191c !important; }}
.card {{ background: #212428 !important; border-color: #33373d !important; }}
.text {{ color: #e6e4df !important; }}
.soft {{ color: #a5a39d !important; }}
.rule {{ border-color: #33373d !important; }}
.link {{ color: #8fc7b8 !important; }}
.bar {{ background: #6fae9d !important; }}
.code {{ background: #2d3136 !important; }}
}}
</style>
</head>
<body class="page" style="margin:0;padding:0;background:#f5f3ee">
<table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" style="background:#f5f3ee">
<tr><td align="center" style="padding:24px 12px">
<table role="presentation" class="card" width="100%" cellpadding="0" cellspacing="0" style="max-width:640px;background:#ffffff;border:1px solid #e4e0d8;border-radius:12px">
<tr><td class="text" align="left" style="padding:32px 32px 28px;font:16px/1.55 -apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;color:#2b2a27">
<h1 class="text" style="margin:0;font-size:26px;line-height:1.25;font-weight:700;color:#2b2a27">{title}</h1>
<p class="soft" style="margin:6px 0 0;font-size:14px;color:#6d6a63">{subtitle}</p>
)";
constexpr std::string_view foot = "</td></tr>\n</table>\n</td></tr>\n</table>\n</body>\n</html>\n";

constexpr std::size_t most_values_shown = 6;

std::string html_of(std::string_view text) {
  std::string escaped;
  for (auto const c : text) {
    if (c == '&')
      escaped += "&amp;";
    else if (c == '<')
      escaped += "&lt;";
    else if (c == '>')
      escaped += "&gt;";
    else if (c == '"')
      escaped += "&quot;";
    else if (c == '\'')
      escaped += "&#39;";
    else if (static_cast<unsigned char>(c) >= 0x20u || c == '\n')
      escaped += c;
  }
  return escaped;
}

std::string html_token(chat::token const& piece) {
  using chat::token_kind;
  switch (piece.kind) {
    case token_kind::mention:
      return "<strong>" + html_of(chat::shown_name(piece)) + "</strong>";
    case token_kind::bold:
      return "<strong>" + html_of(piece.text) + "</strong>";
    case token_kind::code:
      return "<code class=\"code\" style=\"padding:1px 4px;border-radius:4px;background:#f0ede6\">" +
             html_of(piece.text) + "</code>";
    case token_kind::emoji:
      return html_of(base::emoji_in_text(piece.id));
    case token_kind::channel:
      return html_of(chat::shown_channel(piece));
    case token_kind::link: {
      auto label = html_of(piece.text.empty() ? piece.id : piece.text);
      if (!chat::leads_to_web(piece.id)) return label;
      return "<a class=\"link\" rel=\"noopener\" style=\"color:#2f6f61\" href=\"" + html_of(piece.id) +
             "\">" + label + "</a>";
    }
    default:
      return html_of(chat::to_plain({piece}));
  }
}

std::string html_words(chat::rich_text const& words) {
  std::string html;
  for (auto const& piece : words)
    html += html_token(piece);
  return html;
}

/// Counts as bars that lie, the longest as wide as there is room.
std::string html_bars(std::string const& title, std::vector<std::pair<std::string, int>> const& counts) {
  auto most = 1;
  for (auto const& [label, count] : counts)
    most = std::max(most, count);
  auto html = fmt::format(
      "<p class=\"soft\" style=\"margin:20px 0 4px;font-size:13px;color:#6d6a63\">{}</p>\n"
      "<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" "
      "style=\"font-size:13px\">\n",
      title);
  for (auto const& [label, count] : counts) {
    auto const bar = count == 0 ? std::string{}
                                : fmt::format(
                                      "<div class=\"bar\" style=\"width:{}%;height:10px;border-radius:5px;"
                                      "background:#7fb5a6\"></div>",
                                      std::max(3, count * 100 / most));
    html += fmt::format(
        "<tr><td class=\"soft\" style=\"width:96px;padding:2px 8px 2px 0;color:#6d6a63\">{}</td>"
        "<td style=\"padding:2px 0\">{}</td>"
        "<td class=\"soft\" align=\"right\" style=\"width:48px;padding:2px 0;color:#6d6a63\">{}</td></tr>\n",
        html_of(label), bar, count);
  }
  return html + "</table>\n";
}

std::string html_picture(document const& digest) {
  if (picture_in_words(digest).empty()) return {};
  auto html = html_bars("By day", picture_bars(digest));
  auto values = digest.by_value;
  values.resize(std::min(values.size(), most_values_shown));
  return values.empty() ? html : html + html_bars("Values", values);
}

std::string html_list(std::vector<chat::rich_text> const& items) {
  std::string html = "<ul style=\"margin:2px 0 14px;padding-left:22px\">\n";
  for (auto const& words : items)
    html += "<li style=\"margin:3px 0\">" + html_words(words) + "</li>\n";
  return html + "</ul>\n";
}

std::string html_part(digest_part const& part) {
  auto html = fmt::format(
      "<h2 class=\"text rule\" style=\"margin:28px 0 8px;padding-top:20px;border-top:1px solid #e4e0d8;"
      "font-size:18px;line-height:1.3;color:#2b2a27\">{}</h2>\n",
      html_of(part.title));
  if (is_list(part)) {
    std::vector<chat::rich_text> items;
    items.reserve(part.lines.size());
    for (auto const& line : part.lines)
      items.push_back(line.text);
    return html + html_list(items);
  }
  for (auto const& line : part.lines) {
    html += "<p style=\"margin:10px 0 2px\">" + html_words(line.text) + "</p>\n";
    if (!line.words.empty()) html += html_list(line.words);
  }
  return html;
}

}  // namespace

std::string to_html(document const& digest) {
  auto page = fmt::format(fmt::runtime(head), fmt::arg("title", html_of(digest.title)),
                          fmt::arg("subtitle", html_of(digest.subtitle)));
  page += html_picture(digest);
  if (digest.parts.empty()) page += "<p style=\"margin:20px 0 0\">" + html_words(digest.instead) + "</p>\n";
  for (auto const& part : digest.parts)
    page += html_part(part);
  return page += foot;
}

}  // namespace huzzah::digests
