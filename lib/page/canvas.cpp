#include "page/canvas.hpp"

#include "base/text.hpp"
#include "page/drawing_library.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace huzzah::page {

namespace {

constexpr double corner_of_card = 14;
constexpr double corner_of_bar = 4;

/// No text of a picture has room for more characters.
constexpr std::size_t more_than_fits = 100;

/// Valid UTF-8 on one line.
std::string drawable(std::string_view text) {
  auto line = base::to_utf8(text);
  std::replace_if(
      line.begin(), line.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20u || c == 0x7F; },
      ' ');
  return base::shorten(base::trim(line), more_than_fits);
}

}  // namespace

class canvas::state {
 public:
  state(drawing_library const& with_, double width_, double height_, double density)
      : with(with_),
        width(width_),
        height(height_),
        surface(with.cairo_image_surface_create(CAIRO_FORMAT_ARGB32,
                                                static_cast<int>(std::lround(width_ * density)),
                                                static_cast<int>(std::lround(height_ * density)))),
        on(with.cairo_create(surface)) {
    with.cairo_scale(on, density, density);
    layout = with.pango_cairo_create_layout(on);
    // Shapes of letters as they are, whatever the machine prefers for its screen.
    auto* const options = with.cairo_font_options_create();
    with.cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    with.cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    with.cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    with.pango_cairo_context_set_font_options(with.pango_layout_get_context(layout), options);
    with.cairo_font_options_destroy(options);
    with.pango_layout_set_single_paragraph_mode(layout, TRUE);
    with.pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
  }
  ~state() {
    with.g_object_unref(layout);
    with.cairo_destroy(on);
    with.cairo_surface_destroy(surface);
  }
  state(state const&) = delete;
  state& operator=(state const&) = delete;

  void use(colour const& ink) {
    with.cairo_set_source_rgb(on, ink.red / 255.0, ink.green / 255.0, ink.blue / 255.0);
  }

  /// A path around a rectangle with round corners.
  void outline(double x, double y, double across, double down, double radius) {
    constexpr auto quarter = std::numbers::pi / 2;
    auto const r = std::min({radius, across / 2, down / 2});
    with.cairo_new_sub_path(on);
    with.cairo_arc(on, x + across - r, y + r, r, -quarter, 0);
    with.cairo_arc(on, x + across - r, y + down - r, r, 0, quarter);
    with.cairo_arc(on, x + r, y + down - r, r, quarter, 2 * quarter);
    with.cairo_arc(on, x + r, y + r, r, 2 * quarter, 3 * quarter);
    with.cairo_close_path(on);
  }

  /// The text as a line of glyphs, good until the next one.
  PangoLayoutLine* line_of(std::string_view text, text_style const& style) {
    auto* const font = with.pango_font_description_new();
    with.pango_font_description_set_family(font, font_family);
    with.pango_font_description_set_weight(font, style.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    with.pango_font_description_set_absolute_size(font, style.size * PANGO_SCALE);
    with.pango_layout_set_font_description(layout, font);
    with.pango_font_description_free(font);
    with.pango_layout_set_width(layout, style.most > 0 ? static_cast<int>(style.most * PANGO_SCALE) : -1);
    auto const shown = drawable(text);
    with.pango_layout_set_text(layout, shown.data(), static_cast<int>(shown.size()));
    return with.pango_layout_get_line_readonly(layout, 0);
  }

  drawing_library const& with;
  double width;
  double height;
  cairo_surface_t* surface;
  cairo_t* on;
  PangoLayout* layout;
};

canvas::canvas(std::unique_ptr<state> begun) : state_(std::move(begun)) {}
canvas::canvas(canvas&&) noexcept = default;
canvas::~canvas() = default;

result<canvas> canvas::make(double width, double height, double density) {
  auto const& library = drawing_library::get();
  if (!library.missing.empty()) return error(errc::io_failed, "no picture can be drawn: " + library.missing);
  return canvas(std::make_unique<state>(library, width, height, density));
}

void canvas::fill_card(colour inside, colour edge) {
  auto& to = *state_;
  to.outline(0.5, 0.5, to.width - 1, to.height - 1, corner_of_card);
  to.use(inside);
  to.with.cairo_fill_preserve(to.on);
  to.use(edge);
  to.with.cairo_set_line_width(to.on, 1);
  to.with.cairo_stroke(to.on);
}

void canvas::fill_bar(double x, double y, double width, double height, colour inside) {
  state_->outline(x, y, width, height, corner_of_bar);
  state_->use(inside);
  state_->with.cairo_fill(state_->on);
}

void canvas::write(std::string_view text, double x, double y, text_style const& style) {
  state_->use(style.ink);
  state_->with.cairo_move_to(state_->on, x, y);
  state_->with.pango_cairo_show_layout_line(state_->on, state_->line_of(text, style));
}

void canvas::write_centred(std::string_view text, double middle, double y, text_style const& style) {
  write(text, middle - width_of(text, style) / 2, y, style);
}

void canvas::write_to_the_left_of(std::string_view text, double right, double y, text_style const& style) {
  write(text, right - width_of(text, style), y, style);
}

double canvas::width_of(std::string_view text, text_style const& style) {
  PangoRectangle logical;
  state_->with.pango_layout_line_get_extents(state_->line_of(text, style), nullptr, &logical);
  return static_cast<double>(logical.width) / PANGO_SCALE;
}

result<std::string> canvas::to_png() {
  auto const& with = state_->with;
  auto status = with.cairo_status(state_->on);
  std::string png;
  if (status == CAIRO_STATUS_SUCCESS)
    status = with.cairo_surface_write_to_png_stream(state_->surface, append_bytes, &png);
  if (status != CAIRO_STATUS_SUCCESS)
    return error(errc::io_failed,
                 std::string("the picture can't be drawn: ") + with.cairo_status_to_string(status));
  return png;
}

}  // namespace huzzah::page
