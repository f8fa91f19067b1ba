#include "page/flow.hpp"

#include "base/text.hpp"
#include "chat/link.hpp"
#include "chat/quotes.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace huzzah::page {

namespace {

/// A heading needs room for so many lines of text below it.
constexpr double lines_below_heading = 4;

guint16 of_65535(double part) {
  return static_cast<guint16>(std::lround(part * 65535));
}

}  // namespace

live_part const* paragraph::link_at(std::size_t byte) const {
  auto const found = std::find_if(links.begin(), links.end(),
                                  [=](live_part const& one) { return one.begin <= byte && byte < one.end; });
  return found == links.end() ? nullptr : &*found;
}

layout_pointer flow::make_layout(double size, bool bold) const {
  auto* const made = with_.pango_cairo_create_layout(on_);
  auto* const options = with_.cairo_font_options_create();
  with_.cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
  with_.cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  with_.pango_cairo_context_set_font_options(with_.pango_layout_get_context(made), options);
  with_.cairo_font_options_destroy(options);
  auto* const font = with_.pango_font_description_new();
  with_.pango_font_description_set_family(font, font_family);
  with_.pango_font_description_set_weight(font, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  with_.pango_font_description_set_absolute_size(font, size * PANGO_SCALE);
  with_.pango_layout_set_font_description(made, font);
  with_.pango_font_description_free(font);
  return {made, [&with = with_](PangoLayout* one) { with.g_object_unref(one); }};
}

layout_pointer flow::line_of(std::string const& words, double size) const {
  auto made = make_layout(size, false);
  auto const shown = base::without_controls(words);
  with_.pango_layout_set_single_paragraph_mode(made.get(), TRUE);
  with_.pango_layout_set_ellipsize(made.get(), PANGO_ELLIPSIZE_END);
  with_.pango_layout_set_width(made.get(), static_cast<int>(width_ * PANGO_SCALE));
  with_.pango_layout_set_text(made.get(), shown.data(), static_cast<int>(shown.size()));
  return made;
}

void flow::lay_out(paragraph& one, chat::rich_text const& words) const {
  one.layout = make_layout(one.style.size, one.style.bold);
  auto* const looks = with_.pango_attr_list_new();
  auto const look = [&](PangoAttribute* how, std::size_t begin) {
    how->start_index = static_cast<guint>(begin);
    how->end_index = static_cast<guint>(one.text.size());
    with_.pango_attr_list_insert(looks, how);
  };
  for (auto const& piece : words) {
    using kind = chat::token_kind;
    auto const begin = one.text.size();
    one.text += base::without_controls(chat::in_words(piece));
    if (one.text.size() == begin) continue;
    if (piece.kind == kind::mention || piece.kind == kind::bold)
      look(with_.pango_attr_weight_new(PANGO_WEIGHT_BOLD), begin);
    if (piece.kind == kind::code) look(with_.pango_attr_family_new("DejaVu Sans Mono"), begin);
    if (piece.kind == kind::link && chat::leads_to_web(piece.id)) {
      // It keeps the glyphs of the link apart from others.
      look(with_.pango_attr_foreground_new(of_65535(link_ink.red), of_65535(link_ink.green),
                                           of_65535(link_ink.blue)),
           begin);
      one.links.push_back({begin, one.text.size(), piece.id});
    }
  }
  // What people wrote stays as it is, also where a long word is broken.
  look(with_.pango_attr_insert_hyphens_new(FALSE), 0);
  auto* const made = one.layout.get();
  with_.pango_layout_set_width(made, static_cast<int>((width_ - one.style.indent) * PANGO_SCALE));
  with_.pango_layout_set_wrap(made, PANGO_WRAP_WORD_CHAR);
  with_.pango_layout_set_text(made, one.text.data(), static_cast<int>(one.text.size()));
  with_.pango_layout_set_attributes(made, looks);
  with_.pango_attr_list_unref(looks);
}

void flow::put(chat::rich_text const& words, paragraph_style const& style) {
  if (is_full()) return;
  auto& one = paragraphs_.emplace_back();
  one.style = style;
  lay_out(one, words);
  place(paragraphs_.size() - 1);
}

void flow::place(std::size_t number) {
  auto& one = paragraphs_[number];
  auto const to_points = [](int units) { return static_cast<double>(units) / PANGO_SCALE; };
  auto const has_begun = y_ > top_;
  if (has_begun) y_ += one.style.before;
  if (has_begun && one.style.keeps_next && y_ + one.style.size * lines_below_heading > bottom_) {
    ++page_;
    y_ = top_;
  }
  auto* const each = with_.pango_layout_get_iter(one.layout.get());
  do {
    PangoRectangle size;
    with_.pango_layout_iter_get_line_extents(each, nullptr, &size);
    auto const tall = to_points(size.height);
    if (y_ + tall > bottom_ && y_ > top_) {
      ++page_;
      y_ = top_;
    }
    auto const above = to_points(with_.pango_layout_iter_get_baseline(each) - size.y);
    auto* const line = with_.pango_layout_iter_get_line_readonly(each);
    auto const left = line->resolved_dir == PANGO_DIRECTION_RTL ? 0 : one.style.indent;
    lines_.push_back({page_, number, line, left + to_points(size.x), y_ + above});
    y_ += tall;
  } while (with_.pango_layout_iter_next_line(each) != FALSE && !is_full());
  with_.pango_layout_iter_free(each);
}

}  // namespace huzzah::page
