#include "chat/document.hpp"
#include "chat/link.hpp"
#include "chat/quotes.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace huzzah::chat {

namespace {

// Mail programs keep to styles on elements; those that know dark mode also read the sheet.
constexpr std::string_view page_head = R"(<!DOCTYPE html>
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
constexpr std::string_view page_foot = "</td></tr>\n</table>\n</td></tr>\n</table>\n</body>\n</html>\n";

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

std::string html_token(token const& piece) {
  auto words = html_of(in_words(piece));
  if (piece.kind == token_kind::mention || piece.kind == token_kind::bold)
    return "<strong>" + words + "</strong>";
  if (piece.kind == token_kind::code)
    return "<code class=\"code\" style=\"padding:1px 4px;border-radius:4px;background:#f0ede6\">" + words +
           "</code>";
  if (piece.kind != token_kind::link || !leads_to_web(piece.id)) return words;
  return "<a class=\"link\" rel=\"noopener\" style=\"color:#2f6f61\" href=\"" + html_of(piece.id) + "\">" +
         words + "</a>";
}

std::string html_words(rich_text const& words) {
  std::string html;
  for (auto const& piece : words)
    html += html_token(piece);
  return html;
}

/// Counts as bars that lie, the longest as wide as there is room.
std::string html_chart(chart const& shown) {
  if (shown.bars.empty()) return {};
  auto most = 1;
  for (auto const& [label, count] : shown.bars)
    most = std::max(most, count);
  auto html = fmt::format(
      "<p class=\"soft\" style=\"margin:20px 0 4px;font-size:13px;color:#6d6a63\">{}</p>\n"
      "<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" "
      "style=\"font-size:13px\">\n",
      html_of(shown.title));
  for (auto const& [label, count] : shown.bars) {
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

std::string html_list(std::vector<rich_text> const& items) {
  std::string html = "<ul style=\"margin:2px 0 14px;padding-left:22px\">\n";
  for (auto const& words : items)
    html += "<li style=\"margin:3px 0\">" + html_words(words) + "</li>\n";
  return html + "</ul>\n";
}

std::string html_section(section const& shown) {
  std::string html;
  if (!shown.title.empty())
    html = fmt::format(
        "<h2 class=\"text rule\" style=\"margin:28px 0 8px;padding-top:20px;border-top:1px solid #e4e0d8;"
        "font-size:18px;line-height:1.3;color:#2b2a27\">{}</h2>\n",
        html_of(shown.title));
  if (shown.layout == card_layout::list) {
    std::vector<rich_text> items;
    items.reserve(shown.cards.size());
    for (auto const& one : shown.cards)
      items.push_back(one.head);
    return html + html_list(items);
  }
  for (auto const& one : shown.cards) {
    html += "<p style=\"margin:10px 0 2px\">" + html_words(one.head) + "</p>\n";
    if (!one.words.empty()) html += html_list(one.words);
  }
  return html;
}

}  // namespace

std::string to_html(document const& shown) {
  auto page = fmt::format(fmt::runtime(page_head), fmt::arg("title", html_of(shown.title)),
                          fmt::arg("subtitle", html_of(shown.subtitle)));
  for (auto const& one : shown.charts)
    page += html_chart(one);
  if (shown.sections.empty()) page += "<p style=\"margin:20px 0 0\">" + html_words(shown.instead) + "</p>\n";
  for (auto const& one : shown.sections)
    page += html_section(one);
  for (auto const& line : shown.foot)
    page += "<p class=\"soft\" style=\"margin:20px 0 0;font-size:13px;color:#6d6a63\">" + html_words(line) +
            "</p>\n";
  return page += page_foot;
}

}  // namespace huzzah::chat
