#include "features/digests/picture.hpp"

#include "support/show_result.hpp"

#include <doctest/doctest.h>

#include <cairo.h>

#include <cmath>
#include <cstdint>
#include <cstring>
#include <vector>

using namespace huzzah;

namespace {

digests::document week_with(std::vector<int> const& days,
                            std::vector<std::pair<std::string, int>> values = {}) {
  digests::document digest;
  auto day = calendar::parse_date("2026-11-16").value();
  for (auto const count : days) {
    digest.by_day.emplace_back(day, count);
    day += std::chrono::days(1);
  }
  digest.by_value = std::move(values);
  return digest;
}

/// A picture as its pixels, read back with Cairo.
class pixels {
 public:
  explicit pixels(std::string png) : png_(std::move(png)) {
    auto* const surface = cairo_image_surface_create_from_png_stream(
        [](void* from, unsigned char* bytes, unsigned count) {
          auto& self = *static_cast<pixels*>(from);
          if (self.png_.size() - self.read_ < count) return CAIRO_STATUS_READ_ERROR;
          std::memcpy(bytes, self.png_.data() + self.read_, count);
          self.read_ += count;
          return CAIRO_STATUS_SUCCESS;
        },
        this);
    REQUIRE(cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS);
    width = cairo_image_surface_get_width(surface);
    height = cairo_image_surface_get_height(surface);
    stride_ = cairo_image_surface_get_stride(surface);
    auto const* const data = cairo_image_surface_get_data(surface);
    data_.assign(data, data + static_cast<std::ptrdiff_t>(stride_) * height);
    cairo_surface_destroy(surface);
  }

  /// Alpha, red, green and blue.
  std::uint32_t at(int x, int y) const {
    std::uint32_t pixel = 0;
    std::memcpy(&pixel, data_.data() + static_cast<std::ptrdiff_t>(y) * stride_ + std::ptrdiff_t{4} * x, 4);
    return pixel;
  }
  /// How many pixels of that colour there are between two columns.
  int count(std::uint32_t colour, int left, int right) const {
    int found = 0;
    for (auto y = 0; y < height; ++y)
      for (auto x = left; x < right; ++x)
        found += at(x, y) == colour ? 1 : 0;
    return found;
  }

  int width = 0;
  int height = 0;

 private:
  std::string png_;
  std::size_t read_ = 0;
  int stride_ = 0;
  std::vector<unsigned char> data_;
};

std::string png_of(digests::document const& digest) {
  auto png = digests::draw_digest_picture(digest);
  REQUIRE(png);
  CHECK(png->starts_with("\x89PNG\r\n\x1A\n"));
  return *std::move(png);
}

pixels drawn(digests::document const& digest) {
  return pixels(png_of(digest));
}

/// Without printing either, as doctest would.
bool same_picture(digests::document const& one, digests::document const& other) {
  return png_of(one) == png_of(other);
}

constexpr std::uint32_t card = 0xFFFBFAF7;
constexpr std::uint32_t day_bar = 0xFF5F9E8C;
constexpr std::uint32_t value_bar = 0xFFD69F54;

/// The lightness of a colour as WCAG 2 reckons it.
double luminance(std::uint32_t colour) {
  auto const part = [&](unsigned shift) {
    auto const value = static_cast<double>(colour >> shift & 0xFFu) / 255;
    return value <= 0.03928 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * part(16) + 0.7152 * part(8) + 0.0722 * part(0);
}

}  // namespace

TEST_CASE("the picture is a wide PNG with a card whose corners let the background through") {
  auto const picture = drawn(week_with({5, 6, 3, 4, 2}, {{"care", 4}, {"courage", 2}}));
  CHECK(picture.width == 1600);
  CHECK(picture.height == 400);
  CHECK(picture.at(0, 0) == 0);
  CHECK(picture.at(1599, 399) == 0);
  CHECK(picture.at(800, 8) == card);
  CHECK(picture.count(day_bar, 0, 900) > 5'000);
  CHECK(picture.count(value_bar, 900, 1600) > 1'000);
}

TEST_CASE("text has enough contrast with its card, and the card's text does not depend on the background") {
  // Dark ink on the card by at least 7 to 1, grey ink by 4.5 to 1.
  CHECK((luminance(card) + 0.05) / (luminance(0xFF2F2E2A) + 0.05) > 7);
  CHECK((luminance(card) + 0.05) / (luminance(0xFF6E6A61) + 0.05) > 4.5);
  auto const picture = drawn(week_with({5, 6, 3, 4, 2}, {{"care", 4}}));
  CHECK(picture.count(0xFF2F2E2A, 0, 1600) > 100);
  CHECK(picture.count(0xFF6E6A61, 0, 1600) > 100);
  // Within the card nothing is transparent.
  for (auto x = 40; x < 1560; x += 7)
    for (auto y = 40; y < 360; y += 7)
      CHECK((picture.at(x, y) >> 24u) == 0xFF);
}

TEST_CASE("a day with more has a taller bar") {
  auto const picture = drawn(week_with({1, 10}));
  CHECK(picture.count(day_bar, 800, 1600) > 3 * picture.count(day_bar, 0, 800));
}

TEST_CASE("without values the days have all the room") {
  auto const picture = drawn(week_with({5, 6, 3, 4, 2}));
  CHECK(picture.count(value_bar, 0, 1600) == 0);
  CHECK(picture.count(day_bar, 1300, 1600) > 500);
}

TEST_CASE("at most six values are shown, and zero counts have no bar") {
  std::vector<std::pair<std::string, int>> values;
  for (auto n = 0; n < 6; ++n)
    values.emplace_back("value " + std::to_string(n), 6 - n);
  auto const six = week_with({0, 0, 3, 0, 0}, values);
  values.emplace_back("one too many", 1);
  CHECK(same_picture(six, week_with({0, 0, 3, 0, 0}, values)));
  auto const nothing = drawn(week_with({0, 0, 0, 0, 0}, {{"care", 0}}));
  CHECK(nothing.count(day_bar, 0, 1600) == 0);
  CHECK(nothing.count(value_bar, 0, 1600) == 0);
}

TEST_CASE("names of any length and script are drawn within the card") {
  std::string long_name;
  for (auto n = 0; n < 5'000; ++n)
    long_name += "very ";
  auto const picture = drawn(week_with({1'000'000, 6, 3, 4, 2}, {{long_name, 2'000'000},
                                                                 {"Мужество и честность во всём", 5},
                                                                 {"勇気と思いやり", 4},
                                                                 {"شجاعة", 3},
                                                                 {"two\nlines\x01", 2},
                                                                 {"\xFF\xFE", 1}}));
  for (auto y = 30; y < 370; ++y) {
    CHECK(picture.at(1580, y) == card);
    CHECK(picture.at(20, y) == card);
  }
}

TEST_CASE("what the font lacks is drawn by another one that has it") {
  // fonts-noto-color-emoji is in colour; a box for what no font has would be in ink.
  auto const yellow = [](std::uint32_t pixel) {
    return (pixel >> 16u & 0xFFu) > 0xF0 && (pixel >> 8u & 0xFFu) > 0xA0 && (pixel & 0xFFu) < 0x60;
  };
  auto const picture = drawn(week_with({5, 6, 3, 4, 2}, {{"😀", 4}}));
  auto found = 0;
  for (auto y = 0; y < picture.height; ++y)
    for (auto x = 900; x < 1200; ++x)
      found += yellow(picture.at(x, y)) ? 1 : 0;
  CHECK(found > 50);
}

TEST_CASE("letters that are joined in their script are") {
  // The zero-width non-joiner keeps them apart and has no shape of its own.
  CHECK(!same_picture(week_with({1}, {{"شج", 1}}), week_with({1}, {{"ش\u200Cج", 1}})));
  CHECK(same_picture(week_with({1}, {{"care", 1}}), week_with({1}, {{"ca\u200Cre", 1}})));
}

TEST_CASE("a name is never markup") {
  auto const plain = week_with({1}, {{"care", 1}});
  for (auto const* const name :
       {"<b>care</b>", "<span size='999999'>care</span>", "care<!-- -->", "care&#8203;", "&lt;care", "<care"})
    CHECK(!same_picture(plain, week_with({1}, {{name, 1}})));
  CHECK(drawn(week_with({1}, {{"<b></b>", 1}})).count(0xFF2F2E2A, 900, 1200) > 20);
}

TEST_CASE("months and empty documents are drawn too") {
  drawn(week_with(std::vector<int>(28, 3), {{"care", 4}}));
  drawn(week_with({1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}, {{"care", 4}}));
  drawn(week_with({}));
  drawn({});
}

TEST_CASE("the same digest gives the same picture") {
  auto const digest = week_with({5, 6, 3, 4, 2}, {{"care", 4}, {"courage", 2}});
  CHECK(same_picture(digest, digest));
}
