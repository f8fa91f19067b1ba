// Paragraphs cut into lines, and lines into pages, before anything is drawn. Internal to page.
#pragma once

#include "chat/rich_text.hpp"
#include "page/drawing_library.hpp"

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace huzzah::page {

/// Each from 0 to 1.
class rgb {
 public:
  double red, green, blue;
};

inline constexpr rgb link_ink = {0.12, 0.38, 0.33};

/// How a paragraph looks and what it is to a screen reader. Lengths are points.
class paragraph_style {
 public:
  double size = 10;
  bool bold = false;
  rgb ink = {0, 0, 0};
  double before = 0;  ///< room above it, but at the top of a page
  double indent = 0;
  bool has_bullet = false;
  char const* tag = "P";    ///< of the structure
  bool keeps_next = false;  ///< it is never the last one on a page
};

/// A part of a paragraph that leads somewhere; bytes of its text.
class live_part {
 public:
  std::size_t begin, end;
  std::string url;
};

using layout_pointer = std::unique_ptr<PangoLayout, std::function<void(PangoLayout*)>>;

/// A paragraph, laid out.
class paragraph {
 public:
  /// The link at a byte of the text; null where there is none.
  live_part const* link_at(std::size_t byte) const;

  std::string text;
  paragraph_style style;
  std::vector<live_part> links;
  layout_pointer layout;
};

/// A line where it is on its page; good as long as its flow.
class placed_line {
 public:
  std::size_t page;
  std::size_t paragraph;
  PangoLayoutLine* line;
  double x;  ///< from the left margin
  double baseline;
};

/// Puts paragraphs below one another, on as many pages as they take.
class flow {
 public:
  /// Between `top` and `bottom` of each page. `on` is what the text is measured for.
  flow(drawing_library const& with, cairo_t* on, double width, double top, double bottom,
       std::size_t most_pages)
      : with_(with), on_(on), width_(width), top_(top), bottom_(bottom), most_pages_(most_pages), y_(top) {}

  /// Does nothing once it is full.
  void put(chat::rich_text const& words, paragraph_style const& style);
  /// Whether there is no room for all that was put.
  bool is_full() const { return page_ >= most_pages_; }

  std::size_t pages() const { return page_ + 1; }
  std::vector<placed_line> const& lines() const { return lines_; }
  paragraph const& paragraph_of(placed_line const& one) const { return paragraphs_[one.paragraph]; }
  /// A single line of plain words.
  layout_pointer line_of(std::string const& words, double size) const;

 private:
  layout_pointer make_layout(double size, bool bold) const;
  void lay_out(paragraph& one, chat::rich_text const& words) const;
  void place(std::size_t number);

  drawing_library const& with_;
  cairo_t* on_;
  double width_;
  double top_;
  double bottom_;
  std::size_t most_pages_;
  std::size_t page_ = 0;
  double y_;
  std::vector<paragraph> paragraphs_;
  std::vector<placed_line> lines_;
};

}  // namespace huzzah::page
