#include "features/digests/canvas.hpp"

#include "base/text.hpp"

#include <cairo.h>

#include <algorithm>
#include <cmath>
#include <exception>
#include <numbers>

namespace huzzah::digests {

namespace {

constexpr double corner_of_card = 14;
constexpr double corner_of_bar = 4;

/// The first of these families that has every character of a text is used for it; the first one, if none has.
constexpr char const* font_families[] = {"DejaVu Sans", "Noto Sans", "Noto Sans CJK SC", "sans-serif"};

/// Valid UTF-8 on one line: Cairo refuses to go on after anything else.
std::string drawable(std::string_view text) {
  auto line = base::to_utf8(text);
  std::replace_if(
      line.begin(), line.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20u || c == 0x7F; },
      ' ');
  return std::string(base::trim(line));
}

bool has_all_characters(cairo_t* on, std::string const& text) {
  cairo_glyph_t* glyphs = nullptr;
  int count = 0;
  auto* const font = cairo_get_scaled_font(on);
  auto const status = cairo_scaled_font_text_to_glyphs(font, 0, 0, text.data(), static_cast<int>(text.size()),
                                                       &glyphs, &count, nullptr, nullptr, nullptr);
  if (status != CAIRO_STATUS_SUCCESS) return false;
  auto const complete =
      std::none_of(glyphs, glyphs + count, [](cairo_glyph_t const& one) { return one.index == 0; });
  cairo_glyph_free(glyphs);
  return complete;
}

void choose_font(cairo_t* on, std::string const& text, text_style const& style) {
  auto const weight = style.bold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL;
  cairo_set_font_size(on, style.size);
  for (auto const* family : font_families) {
    cairo_select_font_face(on, family, CAIRO_FONT_SLANT_NORMAL, weight);
    if (has_all_characters(on, text)) return;
  }
  cairo_select_font_face(on, font_families[0], CAIRO_FONT_SLANT_NORMAL, weight);
}

void use(cairo_t* on, colour const& ink) {
  cairo_set_source_rgb(on, ink.red / 255.0, ink.green / 255.0, ink.blue / 255.0);
}

/// A path around a rectangle with round corners.
void outline(cairo_t* on, double x, double y, double width, double height, double radius) {
  constexpr auto quarter = std::numbers::pi / 2;
  auto const r = std::min({radius, width / 2, height / 2});
  cairo_new_sub_path(on);
  cairo_arc(on, x + width - r, y + r, r, -quarter, 0);
  cairo_arc(on, x + width - r, y + height - r, r, 0, quarter);
  cairo_arc(on, x + r, y + height - r, r, quarter, 2 * quarter);
  cairo_arc(on, x + r, y + r, r, 2 * quarter, 3 * quarter);
  cairo_close_path(on);
}

cairo_status_t append_bytes(void* to, unsigned char const* bytes, unsigned count) {
  try {
    static_cast<std::string*>(to)->append(reinterpret_cast<char const*>(bytes), count);
    return CAIRO_STATUS_SUCCESS;
  } catch (std::exception const&) {  // no memory; nothing may be thrown through Cairo
    return CAIRO_STATUS_NO_MEMORY;
  }
}

}  // namespace

class canvas::state {
 public:
  state(double width_, double height_, double density)
      : width(width_),
        height(height_),
        surface(cairo_image_surface_create(CAIRO_FORMAT_ARGB32,
                                           static_cast<int>(std::lround(width_ * density)),
                                           static_cast<int>(std::lround(height_ * density)))),
        on(cairo_create(surface)) {
    cairo_scale(on, density, density);
    // Shapes of letters as they are, whatever the machine prefers for its screen.
    auto* const options = cairo_font_options_create();
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_set_font_options(on, options);
    cairo_font_options_destroy(options);
  }
  ~state() {
    cairo_destroy(on);
    cairo_surface_destroy(surface);
  }
  state(state const&) = delete;
  state& operator=(state const&) = delete;

  double width_of(std::string const& text, text_style const& style) {
    choose_font(on, text, style);
    cairo_text_extents_t extents;
    cairo_text_extents(on, text.c_str(), &extents);
    return extents.x_advance;
  }

  /// Writes text that is drawable.
  void write(std::string const& text, double x, double y, text_style const& style) {
    choose_font(on, text, style);
    use(on, style.ink);
    cairo_move_to(on, x, y);
    cairo_show_text(on, text.c_str());
  }

  double width;
  double height;
  cairo_surface_t* surface;
  cairo_t* on;
};

canvas::canvas(double width, double height, double density)
    : state_(std::make_unique<state>(width, height, density)) {}

canvas::~canvas() = default;

void canvas::fill_card(colour inside, colour edge) {
  auto* const on = state_->on;
  outline(on, 0.5, 0.5, state_->width - 1, state_->height - 1, corner_of_card);
  use(on, inside);
  cairo_fill_preserve(on);
  use(on, edge);
  cairo_set_line_width(on, 1);
  cairo_stroke(on);
}

void canvas::fill_bar(double x, double y, double width, double height, colour inside) {
  outline(state_->on, x, y, width, height, corner_of_bar);
  use(state_->on, inside);
  cairo_fill(state_->on);
}

void canvas::write(std::string_view text, double x, double y, text_style const& style) {
  state_->write(drawable(text), x, y, style);
}

void canvas::write_centred(std::string_view text, double middle, double y, text_style const& style) {
  auto const shown = drawable(text);
  state_->write(shown, middle - state_->width_of(shown, style) / 2, y, style);
}

void canvas::write_to_the_left_of(std::string_view text, double right, double y, text_style const& style) {
  auto const shown = drawable(text);
  state_->write(shown, right - state_->width_of(shown, style), y, style);
}

double canvas::width_of(std::string_view text, text_style const& style) {
  return state_->width_of(drawable(text), style);
}

std::string canvas::shortened(std::string_view text, double most, text_style const& style) {
  constexpr std::size_t more_than_fits = 100;
  auto const whole = drawable(text);
  auto shown = base::shorten(whole, more_than_fits);
  for (auto keep = base::length(shown); keep > 1 && state_->width_of(shown, style) > most; --keep)
    shown = base::shorten(whole, keep - 1);
  return shown;
}

result<std::string> canvas::to_png() {
  cairo_surface_flush(state_->surface);
  auto status = cairo_status(state_->on);
  std::string png;
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_write_to_png_stream(state_->surface, append_bytes, &png);
  if (status != CAIRO_STATUS_SUCCESS)
    return error(errc::io_failed,
                 std::string("the picture can't be drawn: ") + cairo_status_to_string(status));
  return png;
}

}  // namespace huzzah::digests
