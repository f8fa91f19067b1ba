// Drawing small pictures with Cairo and Pango.
#pragma once

#include "base/error.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace huzzah::page {

/// Red, green and blue, 0 to 255.
class colour {
 public:
  int red, green, blue;
};

/// How text is written. The size is in points.
class text_style {
 public:
  double size;
  bool bold;
  colour ink;
  double most = 0;  ///< wider text is shortened with "…"; 0 for any width
};

/// A picture in the making. Lengths are points; y grows downwards, text is placed with its baseline at y.
/// Failures are reported at the end, by to_png().
class canvas {
 public:
  /// `density` is how many pixels a point has. io_failed when nothing can be drawn on this machine.
  static result<canvas> make(double width, double height, double density);
  canvas(canvas&&) noexcept;
  ~canvas();
  canvas& operator=(canvas&&) = delete;

  /// The whole picture as a card with round corners and an edge; around the corners it stays transparent.
  void fill_card(colour inside, colour edge);
  /// A bar with slightly round corners.
  void fill_bar(double x, double y, double width, double height, colour inside);

  /// Text is words, never markup, and on one line. A character that no font of the machine has is drawn as a
  /// box.
  void write(std::string_view text, double x, double y, text_style const& style);
  void write_centred(std::string_view text, double middle, double y, text_style const& style);
  void write_to_the_left_of(std::string_view text, double right, double y, text_style const& style);

  double width_of(std::string_view text, text_style const& style);

  /// The picture as a PNG file; io_failed with Cairo's word for what went wrong.
  result<std::string> to_png();

 private:
  class state;
  explicit canvas(std::unique_ptr<state> begun);
  std::unique_ptr<state> state_;
};

}  // namespace huzzah::page
