#include "features/kudos/line.hpp"

#include "features/kudos/rows.hpp"
#include "features/kudos/sentences.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace huzzah::kudos {

namespace {

/// One line being read. Groups are found first; then each marker, from left to right, takes the group
/// beside it: the one on its left if that is still free, else the one on its right.
class line_reader {
 public:
  explicit line_reader(lexemes const& line) : line_(line), sentences_(line) { find_groups(); }

  std::vector<sighting> read() {
    for (std::size_t i = 0; i < line_.size();) {
      if (is_marker(line_[i])) {
        auto const markers = markers_in_row(line_, i);
        bind(markers);
        i = markers.end;
      } else {
        if (line_[i].is("kudos")) bind_word(i);
        ++i;
      }
    }
    std::vector<sighting> found;
    for (auto const& taken : taken_)
      if (taken && !is_quoted(*taken) && !is_question(*taken) && !is_taken_back(*taken))
        found.push_back(*taken);
    return found;
  }

  /// From the end of a group over what may come before a marker: "@a: ++". Nothing if anything else follows.
  std::optional<std::size_t> marker_behind(std::size_t end) const {
    while (end < line_.size() && may_stand_before_marker(line_[end]))
      ++end;
    if (end + 2 < line_.size() && line_[end].is("(") && line_[end + 2].is(")")) ++end;
    return end < line_.size() && is_marker(line_[end]) ? std::optional(end) : std::nullopt;
  }

 private:
  void find_groups() {
    for (std::size_t i = 0; i < line_.size(); ++i) {
      if (!is_receiver(line_, i)) continue;
      groups_.push_back(receivers_in_row(line_, i));
      i = groups_.back().end - 1;
    }
    taken_.resize(groups_.size());
  }

  static bool is_gap(lexeme const& piece) {
    return piece.kind == lexeme_kind::space || piece.kind == lexeme_kind::other_emoji;
  }

  static bool may_stand_before_marker(lexeme const& piece) {
    return is_gap(piece) || is_one_of(piece, {",", ":", "*", "_", "~", "，", "、"});
  }

  bool all_gap(std::size_t begin, std::size_t end) const {
    return std::all_of(line_.begin() + static_cast<std::ptrdiff_t>(begin),
                       line_.begin() + static_cast<std::ptrdiff_t>(end), is_gap);
  }

  /// The index of the group that ends beside a marker, or groups_.size(). Looks from the marker backwards,
  /// so that a line is not walked again for each of its markers.
  std::size_t group_left_of(marker_row const& markers) const {
    auto end = markers.begin;
    if (end > 0 && line_[end - 1].is("(") && markers.end < line_.size() && line_[markers.end].is(")"))
      --end;  // "@a (++)"
    while (end > 0 && may_stand_before_marker(line_[end - 1]))
      --end;
    auto const left = group_ending_at(end);
    if (left < groups_.size()) return left;
    if (is_cheer(end, markers)) return group_ending_at(behind_cheer(end));
    return end > 0 && follows_greeting(end - 1, markers) ? group_ending_at(behind_gap(end - 1)) : left;
  }

  /// "Hey @a! ++ for it", "Hey @a - ++": the person greeted is meant, whatever mark comes between.
  bool follows_greeting(std::size_t mark, marker_row const& markers) const {
    auto const is_dash = is_one_of(line_[mark], {"-", "–", "—"}) && mark > 0 && is_gap(line_[mark - 1]) &&
                         is_gap(line_[mark + 1]);
    if (!markers.has_plus || !(is_dash || line_[mark].is("!"))) return false;
    auto const next = skip_gap(markers.end);
    if (next < line_.size() && !is_one_of(line_[next], {"for", "because"})) return false;
    auto const left = group_ending_at(behind_gap(mark));
    if (left == groups_.size()) return false;
    auto const before = behind_gap(groups_[left].begin);
    return before > 0 && is_greeting(line_[before - 1]) &&
           behind_gap(before - 1) == behind_gap(sentences_.start_of(before - 1));
  }

  std::size_t skip_gap(std::size_t begin) const {
    while (begin < line_.size() && is_gap(line_[begin]))
      ++begin;
    return begin;
  }

  /// Back over blanks and emoji.
  std::size_t behind_gap(std::size_t end) const {
    while (end > 0 && is_gap(line_[end - 1]))
      --end;
    return end;
  }

  std::size_t group_ending_at(std::size_t end) const {
    auto const one = std::partition_point(groups_.begin(), groups_.end(),
                                          [&](receiver_row const& earlier) { return earlier.end < end; });
    auto const found = one != groups_.end() && one->end == end;
    return found ? static_cast<std::size_t>(one - groups_.begin()) : groups_.size();
  }

  /// "Great job @a! :trophy:" ends a line; anything else behind "!" is a new thought.
  bool is_cheer(std::size_t end, marker_row const& markers) const {
    if (markers.has_plus || end == 0 || !line_[end - 1].is("!")) return false;
    return std::all_of(line_.begin() + static_cast<std::ptrdiff_t>(markers.end), line_.end(),
                       [](lexeme const& piece) { return is_gap(piece) || piece.is("!"); });
  }

  std::size_t behind_cheer(std::size_t end) const {
    while (end > 0 && (is_gap(line_[end - 1]) || line_[end - 1].is("!")))
      --end;
    return end;
  }

  std::size_t group_right_of(marker_row const& markers) const {
    auto const next = std::partition_point(groups_.begin(), groups_.end(),
                                           [&](receiver_row const& one) { return one.begin < markers.end; });
    if (next == groups_.end()) return groups_.size();
    auto begin = skip_gap(markers.end);
    if (markers.has_plus && line_[begin].is("to") && start_of_sentence(markers.begin)) ++begin;  // "++ to @a"
    if (begin > next->begin || !all_gap(begin, next->begin)) return groups_.size();
    return static_cast<std::size_t>(next - groups_.begin());
  }

  /// Words before a marker that make it something else: "C ++ @a", "5 ++ @a", "no :trophy: @a".
  bool may_lead(marker_row const& markers) const {
    auto before = markers.begin;
    while (before > 0 && line_[before - 1].kind == lexeme_kind::space)
      --before;
    if (before == 0) return true;
    auto const& word = line_[before - 1];
    if (is_one_of(word, {"no", "not", "dont", "never", "stop", "without", "=", "/"})) return false;
    if (!markers.has_plus) return true;
    if (word.kind != lexeme_kind::word) return word.kind != lexeme_kind::opaque;  // code: "`i` ++ @a"
    auto const is_digit = [](char c) { return c >= '0' && c <= '9'; };
    return word.written.size() > 1 && !std::all_of(word.written.begin(), word.written.end(), is_digit);
  }

  void bind(marker_row const& markers) {
    auto const left = group_left_of(markers);
    auto const right = may_lead(markers) ? group_right_of(markers) : groups_.size();
    auto const left_is_free = left < groups_.size() && !taken_[left];
    auto const is_nearer_right =
        left_is_free && right < groups_.size() && belongs_right(markers, left, right);
    if (left_is_free && !is_nearer_right) {
      take(left, groups_[left].begin, markers.end, markers.trophies);
    } else if (right < groups_.size()) {
      take(right, markers.begin, groups_[right].end, markers.trophies);
    } else if (left < groups_.size() && taken_[left]) {
      taken_[left]->end = markers.end;
      taken_[left]->trophies += markers.trophies;
    } else {
      bind_closing(markers);
    }
  }

  /// Between two groups: "thanks @a, :trophy: @b"; or "@here :trophy: @a", which calls everybody to look.
  bool belongs_right(marker_row const& markers, std::size_t left, std::size_t right) const {
    if (groups_[left].only_broadcasts && !groups_[right].only_broadcasts) return true;
    return !all_gap(groups_[left].end, markers.begin);
  }

  /// "Kudos to @a": the word at the start of a sentence.
  void bind_word(std::size_t word) {
    auto const begin = start_of_sentence(word);
    if (!begin) return bind_word_behind(word);
    if (sentences_.is_asked(word)) return;
    auto const next = behind_kudos(line_, word);
    if (!next) return;
    auto const found = std::partition_point(groups_.begin(), groups_.end(),
                                            [&](receiver_row const& one) { return one.begin < *next; });
    if (found == groups_.end() || found->begin != *next) return;
    auto const index = static_cast<std::size_t>(found - groups_.begin());
    if (!taken_[index]) take(index, *begin, found->end, 0);
  }

  /// "@a kudos for the fix", addressed to those who are thanked.
  void bind_word_behind(std::size_t word) {
    auto end = word;
    while (end > 0 && (is_gap(line_[end - 1]) || is_one_of(line_[end - 1], {",", ":"})))
      --end;
    auto const left = group_ending_at(end);
    if (left == groups_.size() || taken_[left] || groups_[left].only_broadcasts) return;
    if (left + 1 != groups_.size() || sentences_.is_asked(word)) return;
    auto const next = skip_gap(word + 1);
    if (next + 1 >= line_.size() || !is_one_of(line_[next], {"for", "because"})) return;
    auto const belongs_elsewhere =
        std::any_of(line_.begin() + static_cast<std::ptrdiff_t>(next), line_.end(), [](lexeme const& piece) {
          return piece.kind == lexeme_kind::who || is_one_of(piece, {"go", "goes", "to", "all", "everyone"});
        });
    if (!belongs_elsewhere && start_of_sentence(groups_[left].begin))
      take(left, groups_[left].begin, word + 1, 0);
  }

  /// "Thanks @a for helping me :trophy:": the emoji closes a line that thanks one group only.
  void bind_closing(marker_row const& markers) {
    if (markers.has_plus || groups_.size() != 1 || taken_[0] || groups_[0].end > markers.begin) return;
    if (groups_[0].only_broadcasts || skip_gap(markers.end) != line_.size()) return;
    auto const start = sentences_.start_of(groups_[0].begin);
    auto const end = behind_cheer(markers.begin);
    if (end <= groups_[0].end || sentences_.start_of(end - 1) != start) return;
    if (!are_praise(std::span(line_).subspan(start, end - start))) return;
    if (std::any_of(line_.begin(), line_.end(), [](lexeme const& piece) { return piece.is("?"); })) return;
    take(0, groups_[0].begin, groups_[0].end, markers.trophies);
    taken_[0]->limit = markers.begin;
  }

  void take(std::size_t index, std::size_t begin, std::size_t end, int trophies) {
    taken_[index] = sighting{begin, end, groups_[index].begin, groups_[index].end - 1, trophies};
    has_taken_ = true;
  }

  /// Where the sentence begins that opens with this word, but for decoration such as a bullet or "big".
  std::optional<std::size_t> start_of_sentence(std::size_t word) const {
    auto begin = word;
    for (; begin > 0; --begin) {
      auto const& before = line_[begin - 1];
      // A second kudos may be joined to a first: "kudos to @a for x, and kudos to @b".
      if (has_taken_ && is_one_of(before, {",", ";", "&", "and"})) return word;
      auto const decorates = is_gap(before) || before.kind == lexeme_kind::trophy ||
                             (before.kind == lexeme_kind::who && is_broadcast(before)) ||
                             decorates_kudos(before);
      if (!decorates) break;
    }
    return begin == sentences_.start_of(word) ? std::optional(begin) : std::nullopt;
  }

  /// "How does @a ++ work?", "@a ++?"
  bool is_question(sighting const& seen) const {
    auto next = seen.end;
    while (next < line_.size() && line_[next].kind == lexeme_kind::space)
      ++next;
    if (next < line_.size() && line_[next].is("?")) return true;
    if (!sentences_.is_asked(seen.end)) return false;
    auto first = sentences_.start_of(seen.begin);
    while (first < seen.begin && line_[first].kind != lexeme_kind::word)
      ++first;
    return opens_question(line_[first]);
  }

  /// Words between quotation marks are another person's, or an example.
  bool is_quoted(sighting const& seen) const {
    return seen.begin > 0 && is_one_of(line_[seen.begin - 1], {"\"", "“", "„", "«", "'", "‘"});
  }

  /// "not @a ++", "~@a ++ for it~"
  bool is_taken_back(sighting const& seen) const {
    return sentences_.is_struck(seen.begin) || sentences_.is_struck(seen.first_who) ||
           sentences_.is_struck(seen.end - 1) || is_denied(line_, seen.begin);
  }

  lexemes const& line_;
  std::vector<receiver_row> groups_;
  std::vector<std::optional<sighting>> taken_;  // for each group
  bool has_taken_ = false;
  sentences sentences_;
};

}  // namespace

std::vector<sighting> find_kudos(lexemes const& line) {
  return line_reader(line).read();
}

sighting receivers_from(lexemes const& line, std::size_t first) {
  line_reader const reader(line);
  auto const receivers = receivers_in_row(line, first);
  sighting seen{first, receivers.end, first, receivers.end - 1, 0};
  if (auto const marker = reader.marker_behind(receivers.end)) {
    auto const markers = markers_in_row(line, *marker);
    seen.end = markers.end;
    seen.trophies = markers.trophies;
  }
  return seen;
}

}  // namespace huzzah::kudos
