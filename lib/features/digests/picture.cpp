#include "features/digests/picture.hpp"

#include "base/catalog.hpp"
#include "page/canvas.hpp"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace huzzah::digests {

namespace {

// Points on screens; a pixel of the picture is half of one.
constexpr double width = 800;
constexpr double height = 200;
constexpr double density = 2;
constexpr double margin = 32;
constexpr double title_line = 36;
constexpr double between_columns = 56;
constexpr double values_width = 300;

using page::canvas;
using page::colour;
using page::text_style;

constexpr colour card = {0xFB, 0xFA, 0xF7};
constexpr colour edge = {0xDD, 0xD9, 0xCF};
constexpr colour ink = {0x2F, 0x2E, 0x2A};
constexpr colour soft_ink = {0x6E, 0x6A, 0x61};
constexpr colour track = {0xEC, 0xE9, 0xE1};
constexpr colour day_bar = {0x5F, 0x9E, 0x8C};
constexpr colour value_bar = {0xD6, 0x9F, 0x54};

using counts = std::vector<std::pair<std::string, int>>;

int most_of(counts const& bars) {
  auto most = 1;
  for (auto const& [label, count] : bars)
    most = std::max(most, count);
  return most;
}

/// The width of the widest of some texts.
double widest_of(canvas& on, std::vector<std::string> const& texts, text_style const& style) {
  double widest = 0;
  for (auto const& one : texts)
    widest = std::max(widest, on.width_of(one, style));
  return widest;
}

/// Upright bars between `left` and `right`, each with its count above and its label below. Where the labels
/// have no room beside one another, every second or third is written.
void draw_days(canvas& on, counts const& days, double left, double right) {
  constexpr double base_line = 152;
  constexpr double highest = 76;
  constexpr double widest_bar = 44;
  constexpr double between_labels = 10;
  if (days.empty()) return;
  auto const step = (right - left) / static_cast<double>(days.size());
  auto const bar = std::min(widest_bar, step * 0.62);
  auto const most = most_of(days);
  std::vector<std::string> labels;
  for (auto const& day : days)
    labels.push_back(day.first);
  text_style const label_style{13, false, soft_ink};
  text_style const count_style{step < 30 ? 11.0 : 14.0, true, ink};
  auto const room = widest_of(on, labels, label_style) + between_labels;
  auto const every = static_cast<std::size_t>(std::max(1.0, std::ceil(room / step)));
  for (std::size_t i = 0; i < days.size(); ++i) {
    auto const count = days[i].second;
    auto const middle = left + step * (static_cast<double>(i) + 0.5);
    auto const tall = count == 0 ? 3.0 : std::max(8.0, highest * count / most);
    on.fill_bar(middle - bar / 2, base_line - tall, bar, tall, count == 0 ? track : day_bar);
    auto const shown = std::to_string(count);
    if (count > 0 && on.width_of(shown, count_style) < step)
      on.write_centred(shown, middle, base_line - tall - 7, count_style);
    if (i % every == 0) on.write_centred(labels[i], middle, base_line + 21, label_style);
  }
}

/// Lying bars from `left` to `right`, each with its name before and its count behind it.
void draw_values(canvas& on, counts const& values, double left, double right) {
  constexpr double first_line = 66;
  constexpr double last_line = 172;
  constexpr double widest_name = 130;
  constexpr double gap = 16;
  constexpr double thick = 10;
  text_style const name_style{13, false, ink, widest_name};
  text_style const count_style{13, true, ink};
  std::vector<std::string> names;
  std::vector<std::string> numbers;
  for (auto const& [name, count] : values) {
    names.push_back(name);
    numbers.push_back(std::to_string(count));
  }
  auto const most = most_of(values);
  auto const step =
      values.size() <= 4 ? 30.0 : (last_line - first_line) / static_cast<double>(values.size() - 1);
  auto const begin = left + widest_of(on, names, name_style) + gap;
  auto const end = right - widest_of(on, numbers, count_style) - gap;
  for (std::size_t i = 0; i < values.size(); ++i) {
    auto const count = values[i].second;
    auto const line = first_line + step * static_cast<double>(i);
    on.write(names[i], left, line, name_style);
    on.fill_bar(begin, line - thick + 0.5, end - begin, thick, track);
    if (count > 0)
      on.fill_bar(begin, line - thick + 0.5, std::max(thick, (end - begin) * count / most), thick, value_bar);
    on.write_to_the_left_of(numbers[i], right, line, count_style);
  }
}

}  // namespace

result<std::string> draw_digest_picture(document const& digest) {
  auto const values = picture_values(digest);
  auto const days = picture_bars(digest);
  auto const by_week = days.size() < digest.by_day.size();
  auto drawn = canvas::make(width, height, density);
  if (!drawn) return drawn.error();
  auto& on = *drawn;
  on.fill_card(card, edge);
  text_style const title{13, false, soft_ink};
  auto const days_end = values.empty() ? width - margin : width - margin - values_width - between_columns;
  on.write(by_week ? base::translate("Shoutouts and wins, week by week")
                   : base::translate("Shoutouts and wins, day by day"),
           margin, title_line, title);
  draw_days(on, days, margin, days_end);
  if (!values.empty()) {
    on.write(base::translate("Values"), width - margin - values_width, title_line, title);
    draw_values(on, values, width - margin - values_width, width - margin);
  }
  return on.to_png();
}

}  // namespace huzzah::digests
