// Cairo and Pango, which draw pictures and pages: the only place that knows how they are loaded. Internal to
// page.
#pragma once

#include <cairo-pdf.h>
#include <pango/pangocairo.h>
#include <boost/preprocessor/seq/for_each.hpp>
#include <boost/preprocessor/stringize.hpp>
#include <boost/preprocessor/variadic/to_seq.hpp>

#include <string>

namespace huzzah::page {

/// What of this font is missing, fontconfig finds in another.
inline constexpr auto font_family = "DejaVu Sans";

/// The functions that are used of Cairo and Pango, by their names. They are loaded with the first picture or
/// page: until then the bot does without the megabytes that these libraries, and those that they use, take.
class drawing_library {
  struct symbol {
    template <class Function>
    operator Function*() const {
      return reinterpret_cast<Function*>(address);
    }
    void* address;
  };
  symbol find(char const* name);
  void* library_;
  drawing_library();

 public:
  /// Loads it the first time. May be called on any thread.
  static drawing_library const& get();

  std::string missing;  ///< what the loader says, if anything is
// The name is declared, so it can't stand in parentheses.
#define HUZZAH_FOUND(r, data, name) /* NOLINTNEXTLINE(bugprone-macro-parentheses) */ \
  decltype(&::name) name = find(BOOST_PP_STRINGIZE(name));
  BOOST_PP_SEQ_FOR_EACH(
      HUZZAH_FOUND, ,
      BOOST_PP_VARIADIC_TO_SEQ(
          cairo_arc, cairo_close_path, cairo_create, cairo_destroy, cairo_fill, cairo_fill_preserve,
          cairo_font_options_create, cairo_font_options_destroy, cairo_font_options_set_antialias,
          cairo_font_options_set_hint_metrics, cairo_font_options_set_hint_style, cairo_image_surface_create,
          cairo_line_to, cairo_move_to, cairo_new_sub_path, cairo_paint, cairo_pdf_surface_add_outline,
          cairo_pdf_surface_create_for_stream, cairo_pdf_surface_set_metadata, cairo_restore, cairo_save,
          cairo_scale, cairo_set_line_width, cairo_set_source_rgb, cairo_set_source_surface, cairo_show_page,
          cairo_status, cairo_status_to_string, cairo_stroke, cairo_surface_destroy, cairo_surface_finish,
          cairo_surface_status, cairo_surface_write_to_png_stream, cairo_tag_begin, cairo_tag_end))
  BOOST_PP_SEQ_FOR_EACH(
      HUZZAH_FOUND, ,
      BOOST_PP_VARIADIC_TO_SEQ(
          g_object_unref, pango_attr_family_new, pango_attr_foreground_new, pango_attr_insert_hyphens_new,
          pango_attr_list_insert, pango_attr_list_new, pango_attr_list_unref, pango_attr_weight_new,
          pango_cairo_context_set_font_options, pango_cairo_create_layout, pango_cairo_show_glyph_item,
          pango_cairo_show_layout_line, pango_font_describe, pango_font_description_free,
          pango_font_description_get_family, pango_font_description_new,
          pango_font_description_set_absolute_size, pango_font_description_set_family,
          pango_font_description_set_weight, pango_glyph_string_get_width, pango_layout_get_context,
          pango_layout_get_iter, pango_layout_get_line_readonly, pango_layout_iter_free,
          pango_layout_iter_get_baseline, pango_layout_iter_get_line_extents,
          pango_layout_iter_get_line_readonly, pango_layout_iter_next_line, pango_layout_line_get_extents,
          pango_layout_set_attributes, pango_layout_set_ellipsize, pango_layout_set_font_description,
          pango_layout_set_single_paragraph_mode, pango_layout_set_text, pango_layout_set_width,
          pango_layout_set_wrap))
#undef HUZZAH_FOUND
};

/// Appends what Cairo writes to the std::string that `to` points to.
cairo_status_t append_bytes(void* to, unsigned char const* bytes, unsigned count);

}  // namespace huzzah::page
