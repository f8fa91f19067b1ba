#include "page/pdf.hpp"

#include "base/catalog.hpp"
#include "page/drawing_library.hpp"
#include "page/flow.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>
#include <utility>

namespace huzzah::page {

namespace {

constexpr double margin = 60;
constexpr double between_columns = 12;
constexpr double bullet_width = 14;
constexpr double small_size = 8.5;
constexpr double density = 5;  ///< of the pictures of emoji, in pixels a point

constexpr rgb ink = {0.17, 0.16, 0.15};
constexpr rgb soft_ink = {0.43, 0.42, 0.39};

/// A structure tag for as long as it lives.
class tagged {
 public:
  tagged(drawing_library const& with, cairo_t* on, char const* name, std::string const& about = {})
      : with_(with), on_(on), name_(name) {
    with_.cairo_tag_begin(on_, name_, about.c_str());
  }
  tagged(tagged const&) = delete;
  tagged& operator=(tagged const&) = delete;
  ~tagged() { with_.cairo_tag_end(on_, name_); }

 private:
  drawing_library const& with_;
  cairo_t* on_;
  char const* name_;
};

/// As an attribute of a tag has it.
std::string uri_of(std::string_view url) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string safe;
  for (auto const c : url) {
    auto const byte = static_cast<unsigned char>(c);
    if (byte > 0x20u && byte < 0x7Fu && c != '\'' && c != '\\')
      safe += c;
    else
      safe += {'%', digits[byte >> 4u], digits[byte & 15u]};
  }
  return "uri='" + safe + "'";
}

paragraph_style const title_style{.size = 22, .bold = true, .ink = ink, .tag = "H1", .keeps_next = true};
paragraph_style const subtitle_style{.size = 11, .ink = soft_ink, .before = 4};
paragraph_style const heading_style{
    .size = 14, .bold = true, .ink = ink, .before = 22, .tag = "H2", .keeps_next = true};
paragraph_style const words_style{.size = 10.5, .ink = ink, .before = 7};
paragraph_style const item_style{
    .size = 10.5, .ink = ink, .before = 5, .indent = bullet_width, .has_bullet = true, .tag = "LI"};
paragraph_style const foot_style{.size = 9, .ink = soft_ink, .before = 14};

/// The parts of a document in the order in which they are read.
void put_all(chat::document const& shown, pdf_options const& how, flow& into) {
  into.put({chat::text(shown.title)}, title_style);
  if (!how.author.empty()) into.put({chat::text(how.author)}, subtitle_style);
  if (!shown.subtitle.empty()) into.put({chat::text(shown.subtitle)}, subtitle_style);
  if (shown.sections.empty()) into.put(shown.instead, words_style);
  if (!shown.charts_in_words.empty()) into.put({chat::text(shown.charts_in_words)}, words_style);
  for (auto const& part : shown.sections) {
    if (!part.title.empty()) into.put({chat::text(part.title)}, heading_style);
    auto const is_list = part.layout == chat::card_layout::list;
    for (auto const& one : part.cards) {
      into.put(one.head, is_list ? item_style : words_style);
      for (auto const& words : one.words)
        into.put(words, item_style);
    }
  }
  for (auto const& line : shown.foot)
    into.put(line, foot_style);
}

/// Draws what a flow has placed.
class press {
 public:
  press(drawing_library const& with, double width, double height)
      : with_(with),
        width_(width),
        height_(height),
        surface_(with.cairo_pdf_surface_create_for_stream(append_bytes, &written_, width, height)),
        on_(with.cairo_create(surface_)) {}
  press(press const&) = delete;
  press& operator=(press const&) = delete;
  ~press() {
    for (auto const& [what, picture] : pictures_)
      with_.cairo_surface_destroy(picture);
    with_.cairo_destroy(on_);
    with_.cairo_surface_destroy(surface_);
  }

  cairo_t* on() const { return on_; }

  void describe(chat::document const& shown, pdf_options const& how) {
    auto const set = [&](cairo_pdf_metadata_t what, std::string const& words) {
      if (!words.empty()) with_.cairo_pdf_surface_set_metadata(surface_, what, words.c_str());
    };
    set(CAIRO_PDF_METADATA_TITLE, shown.title + (shown.subtitle.empty() ? "" : ", " + shown.subtitle));
    set(CAIRO_PDF_METADATA_AUTHOR, how.author);
    set(CAIRO_PDF_METADATA_CREATOR, "Huzzah");
    set(CAIRO_PDF_METADATA_CREATE_DATE, how.made_at);
  }

  void print(flow& pages, std::string const& running_title) {
    auto const all = pages.pages();
    tagged const whole(with_, on_, "Document");
    std::size_t line = 0;
    for (std::size_t page = 0; page < all; ++page) {
      if (page > 0) write(running_title, margin, pages, true);
      write(base::translate("Page {number} of {all}", {{"number", static_cast<std::int64_t>(page + 1)},
                                                       {"all", static_cast<std::int64_t>(all)}}),
            height_ - margin / 2, pages, false);
      std::optional<tagged> list;
      while (line < pages.lines().size() && pages.lines()[line].page == page) {
        auto const is_item = pages.paragraph_of(pages.lines()[line]).style.has_bullet;
        if (!is_item) list.reset();
        if (is_item && !list) list.emplace(with_, on_, "L");
        line = print_paragraph(pages, line);
      }
      list.reset();
      with_.cairo_show_page(on_);
    }
  }

  result<std::string> finished() {
    auto status = with_.cairo_status(on_);
    with_.cairo_surface_finish(surface_);
    if (status == CAIRO_STATUS_SUCCESS) status = with_.cairo_surface_status(surface_);
    if (status != CAIRO_STATUS_SUCCESS)
      return error(errc::io_failed,
                   std::string("the pages can't be drawn: ") + with_.cairo_status_to_string(status));
    return std::move(written_);
  }

 private:
  void use(rgb const& colour) { with_.cairo_set_source_rgb(on_, colour.red, colour.green, colour.blue); }

  /// A small line outside of what is read, with a rule below it where it is a header.
  void write(std::string const& words, double y, flow& pages, bool is_header) {
    auto const layout = pages.line_of(words, small_size);
    use(soft_ink);
    auto const at = is_header ? y - between_columns : y;
    with_.cairo_move_to(on_, margin, at);
    with_.pango_cairo_show_layout_line(on_, with_.pango_layout_get_line_readonly(layout.get(), 0));
    if (!is_header) return;
    with_.cairo_set_line_width(on_, 0.5);
    with_.cairo_move_to(on_, margin, at + 5);
    with_.cairo_line_to(on_, width_ - margin, at + 5);
    with_.cairo_stroke(on_);
  }

  /// The lines of one paragraph on one page; returns the first one after them.
  std::size_t print_paragraph(flow& pages, std::size_t line) {
    auto const& lines = pages.lines();
    auto const& of = pages.paragraph_of(lines[line]);
    auto const is_first = line == 0 || lines[line - 1].paragraph != lines[line].paragraph;
    auto const page = lines[line].page;
    auto const paragraph = lines[line].paragraph;
    if (is_first && of.style.tag[0] == 'H')
      with_.cairo_pdf_surface_add_outline(
          surface_, CAIRO_PDF_OUTLINE_ROOT, of.text.c_str(),
          ("page=" + std::to_string(page + 1) + " pos=[" + std::to_string(margin) + " " +
           std::to_string(std::max(0.0, lines[line].baseline - of.style.size * 1.5)) + "]")
              .c_str(),
          CAIRO_PDF_OUTLINE_FLAG_OPEN);
    tagged const whole(with_, on_, of.style.tag);
    if (is_first && of.style.has_bullet) {
      tagged const label(with_, on_, "Lbl");
      auto const bullet = pages.line_of("•", of.style.size);
      use(of.style.ink);
      auto const is_from_right = lines[line].line->resolved_dir == PANGO_DIRECTION_RTL;
      with_.cairo_move_to(on_, is_from_right ? width_ - margin - bullet_width / 2 : margin,
                          lines[line].baseline);
      with_.pango_cairo_show_layout_line(on_, with_.pango_layout_get_line_readonly(bullet.get(), 0));
    }
    std::optional<tagged> body;
    if (of.style.has_bullet) body.emplace(with_, on_, "LBody");
    for (; line < lines.size() && lines[line].page == page && lines[line].paragraph == paragraph; ++line)
      print_line(lines[line], of);
    return line;
  }

  void print_line(placed_line const& one, paragraph const& of) {
    auto x = margin + one.x;
    for (auto* run = one.line->runs; run != nullptr;) {
      auto const* const link = of.link_at(offset_of(run));
      // A reader finds what is in the innermost tags only.
      tagged const part(with_, on_, link == nullptr ? "Span" : CAIRO_TAG_LINK,
                        link == nullptr ? std::string() : uri_of(link->url));
      use(link == nullptr ? of.style.ink : link_ink);
      for (; run != nullptr && of.link_at(offset_of(run)) == link; run = run->next) {
        auto* const glyphs = static_cast<PangoGlyphItem*>(run->data);
        auto const wide =
            static_cast<double>(with_.pango_glyph_string_get_width(glyphs->glyphs)) / PANGO_SCALE;
        if (is_in_colour(glyphs->item->analysis.font)) {
          paint(of, glyphs, x, one.baseline, wide);
        } else {
          with_.cairo_move_to(on_, x, one.baseline);
          with_.pango_cairo_show_glyph_item(on_, of.text.c_str(), glyphs);
        }
        x += wide;
      }
    }
  }

  bool is_in_colour(PangoFont* font) const {
    auto* const about = with_.pango_font_describe(font);
    auto const* const family = with_.pango_font_description_get_family(about);
    auto const is_emoji =
        family != nullptr && std::string_view(family).find("Emoji") != std::string_view::npos;
    with_.pango_font_description_free(about);
    return is_emoji;
  }

  /// Emoji as a picture: what Cairo makes of them itself has a pixel a point.
  void paint(paragraph const& of, PangoGlyphItem* glyphs, double x, double baseline, double wide) {
    auto const above = of.style.size * 1.5;
    with_.cairo_save(on_);
    with_.cairo_scale(on_, 1 / density, 1 / density);
    with_.cairo_set_source_surface(on_, picture_of(of, glyphs, above, wide), x * density,
                                   (baseline - above) * density);
    with_.cairo_paint(on_);
    with_.cairo_restore(on_);
  }

  /// Each is drawn once, and once in the file.
  cairo_surface_t* picture_of(paragraph const& of, PangoGlyphItem* glyphs, double above, double wide) {
    auto const begin = static_cast<std::size_t>(glyphs->item->offset);
    auto& known = pictures_[{of.text.substr(begin, static_cast<std::size_t>(glyphs->item->length)), above}];
    if (known != nullptr) return known;
    auto const pixels = [](double points) { return static_cast<int>(std::ceil(points * density)); };
    known =
        with_.cairo_image_surface_create(CAIRO_FORMAT_ARGB32, pixels(wide), pixels(above + of.style.size));
    auto* const into = with_.cairo_create(known);
    with_.cairo_scale(into, density, density);
    with_.cairo_move_to(into, 0, above);
    with_.pango_cairo_show_glyph_item(into, of.text.c_str(), glyphs);
    with_.cairo_destroy(into);
    return known;
  }

  static std::size_t offset_of(GSList const* run) {
    return static_cast<std::size_t>(static_cast<PangoGlyphItem*>(run->data)->item->offset);
  }

  drawing_library const& with_;
  double width_;
  double height_;
  std::string written_;
  std::map<std::pair<std::string, double>, cairo_surface_t*> pictures_;  ///< by words and size
  cairo_surface_t* surface_;
  cairo_t* on_;
};

}  // namespace

paper paper_of(std::string_view time_zone) {
  // Where A4 is used in America; and where Letter is elsewhere.
  constexpr std::array<std::string_view, 33> a4_in_america{
      "Araguaina",    "Argentina/", "Asuncion",   "Bahia",      "Belem",      "Boa_Vista",    "Buenos_Aires",
      "Campo_Grande", "Catamarca",  "Cayenne",    "Cordoba",    "Cuiaba",     "Danmarkshavn", "Eirunepe",
      "Fortaleza",    "Godthab",    "Guadeloupe", "Guayaquil",  "Guyana",     "Havana",       "La_Paz",
      "Lima",         "Maceio",     "Manaus",     "Martinique", "Montevideo", "Nuuk",         "Paramaribo",
      "Porto_Velho",  "Recife",     "Rio_Branco", "Santarem",   "Sao_Paulo"};
  constexpr std::array<std::string_view, 5> letter_elsewhere{"Asia/Manila", "Canada/", "Mexico/",
                                                             "Pacific/Honolulu", "US/"};
  auto const begins = [&](auto name) { return time_zone.starts_with(name); };
  if (std::any_of(letter_elsewhere.begin(), letter_elsewhere.end(), begins)) return paper::letter;
  constexpr std::string_view america = "America/";
  if (!time_zone.starts_with(america)) return paper::a4;
  time_zone.remove_prefix(america.size());
  return std::any_of(a4_in_america.begin(), a4_in_america.end(), begins) ? paper::a4 : paper::letter;
}

result<std::string> to_pdf(chat::document const& shown, pdf_options const& how) {
  auto const& with = drawing_library::get();
  if (!with.missing.empty()) return error(errc::io_failed, "no page can be drawn: " + with.missing);
  auto const is_a4 = how.paper == paper::a4;
  auto const width = is_a4 ? 595.276 : 612.0;
  auto const height = is_a4 ? 841.89 : 792.0;
  press on(with, width, height);
  flow pages(with, on.on(), width - 2 * margin, margin, height - margin - between_columns, how.most_pages);
  put_all(shown, how, pages);
  if (pages.is_full())
    return error(errc::too_large, "it has more than " + std::to_string(how.most_pages) + " pages");
  on.describe(shown, how);
  on.print(pages, shown.title + (shown.subtitle.empty() ? "" : " · " + shown.subtitle));
  return on.finished();
}

}  // namespace huzzah::page
