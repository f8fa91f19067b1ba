// Documents as messages: what matters most in the first one, the rest in its thread.
#include "base/catalog.hpp"
#include "base/text.hpp"
#include "chat/document_pieces.hpp"
#include "chat/say.hpp"

#include <algorithm>

namespace huzzah::chat {

namespace {

// In the channel: about 25 blocks, short ones, because long ones are folded away.
constexpr std::size_t channel_blocks = 25;
constexpr std::size_t channel_block = 600;
constexpr std::size_t thread_blocks = 40;
constexpr std::size_t thread_block = 1'200;
constexpr std::size_t most_of_charts_in_words = 600;
/// How many messages of a thread show cards in full; further cards are reduced to names.
constexpr std::size_t full_messages = 18;

/// A section on its way into messages.
class spread_section {
 public:
  spread_section(section const& whole_, limits const& most)
      : whole(whole_),
        pieces(cut_in_pieces(whole_, channel_block, most)),
        blocks(pack_pieces(pieces, whole_, channel_block, most)) {}

  section const& whole;
  std::vector<card_piece> pieces;
  std::vector<card_block> blocks;  ///< of all pieces, as the channel would show them
  std::size_t in_channel = 0;      ///< how many of the blocks it does show

  bool all_shown() const { return in_channel == blocks.size(); }
  bool has_place() const { return in_channel > 0 || !whole.buttons.empty(); }
  /// Whether what has no room may be reduced to names.
  bool may_be_named() const { return whole.left_out.names != nullptr; }
  /// The first piece that is left for the thread.
  std::size_t rest() const {
    if (all_shown()) return pieces.size();
    return in_channel == 0 ? 0 : blocks[in_channel].begin;
  }
};

std::vector<spread_section> spread(document const& shown, limits const& most) {
  std::vector<spread_section> sections;
  sections.reserve(shown.sections.size());
  for (auto const& one : shown.sections)
    sections.emplace_back(one, most);
  return sections;
}

/// Takes blocks of the sections, in turn, until the message is full.
class block_chooser {
 public:
  /// `blocks` and `length`: how much there is room for.
  block_chooser(std::size_t blocks, std::size_t length) : blocks_(blocks), length_(length) {}

  /// The next block of a section, if there is one and it fits.
  bool take(spread_section& one) {
    if (one.all_shown() || blocks_ == 0) return false;
    auto const more = one.blocks[one.in_channel].length;
    if (more > length_) return false;
    length_ -= more;
    --blocks_;
    ++one.in_channel;
    return true;
  }

 private:
  std::size_t blocks_;
  std::size_t length_;
};

/// Each section has its beginning in the message; those about people go before what is said around them.
void choose_blocks(std::vector<spread_section>& sections, block_chooser chooser) {
  for (auto& one : sections)
    chooser.take(one);
  for (auto const around : {false, true})
    for (auto progress = true; progress;) {
      progress = false;
      for (auto& one : sections)
        if (one.may_be_named() != around) progress |= chooser.take(one);
    }
}

/// How many of a section's cards are left, as it counts them.
std::int64_t count_left(spread_section const& one) {
  std::int64_t number = 0;
  for (auto i = one.rest(); i < one.pieces.size(); ++i) {
    auto const& piece = one.pieces[i];
    if (!one.whole.left_out.by_words)
      number += piece.begins ? 1 : 0;
    else if (subject_of(one.whole.cards[piece.card]))
      number += static_cast<std::int64_t>(piece.telling);
  }
  return number;
}

/// "More in the thread: 112 people and 210 wins.", "… and 7 more"
std::optional<std::string> what_is_left(std::vector<spread_section> const& sections, bool in_thread) {
  std::vector<std::pair<left_out, std::int64_t>> counts;
  std::int64_t pieces = 0;
  for (auto const& one : sections) {
    pieces += static_cast<std::int64_t>(one.pieces.size() - one.rest());
    auto const number = one.whole.left_out.counted == nullptr ? 0 : count_left(one);
    auto const same = std::find_if(counts.begin(), counts.end(), [&](auto const& count) {
      return count.first.counted == one.whole.left_out.counted;
    });
    if (same != counts.end())
      same->second += number;
    else if (number > 0)
      counts.emplace_back(one.whole.left_out, number);
  }
  if (pieces == 0) return std::nullopt;
  if (counts.empty() && in_thread)
    return base::translate(pieces, "… and {count} more in the thread", "… and {count} more in the thread");
  if (counts.empty()) return base::translate(pieces, "… and {count} more", "… and {count} more");
  std::vector<std::string> numbers;
  numbers.reserve(counts.size());
  for (auto const& [said, number] : counts)
    numbers.push_back(said.counted(number));
  auto const all = list_of(numbers);
  return in_thread ? base::translate("More in the thread: {counts}.", {{"counts", all}})
                   : base::translate("More: {counts}.", {{"counts", all}});
}

block to_block(card_block& one) {
  return section_block{std::move(one.text), std::move(one.beside)};
}

std::string notification_of(document const& shown) {
  if (shown.subtitle.empty()) return shown.title;
  return base::translate("{title}: {subtitle}", {{"title", shown.title}, {"subtitle", shown.subtitle}});
}

std::vector<block> header_of(document const& shown, std::string const& picture) {
  std::vector<block> blocks;
  if (shown.has_header) {
    blocks.emplace_back(header_block{shown.title});
    blocks.emplace_back(context_block{{text(shown.subtitle)}});
  }
  auto const& in_words = shown.charts_in_words;
  if (!picture.empty())
    blocks.emplace_back(image_block{{}, in_words, picture});
  else if (!in_words.empty())
    blocks.emplace_back(context_block{{text(base::shorten(in_words, most_of_charts_in_words))}});
  return blocks;
}

message first_message(document const& shown, std::vector<spread_section>& sections, limits const& most,
                      std::string const& picture, std::size_t most_blocks, bool in_thread) {
  auto blocks = header_of(shown, picture);
  std::size_t others = blocks.size() + shown.foot.size() + 1;
  for (std::size_t i = 1; i < sections.size(); ++i)
    others += sections[i].whole.chapter != sections[i - 1].whole.chapter ? 1u : 0u;
  for (auto const& one : sections)
    others += one.whole.buttons.empty() ? 0u : 1u;
  std::size_t length = 0;
  for (auto const& line : shown.foot)
    length += most.length(line);
  auto const room = most.message - std::min(length, most.message);
  choose_blocks(sections, block_chooser(most_blocks - others, room));

  std::optional<int> chapter;
  for (auto& one : sections) {
    if (!one.has_place()) continue;
    if (chapter && *chapter != one.whole.chapter) blocks.emplace_back(divider_block{});
    chapter = one.whole.chapter;
    for (std::size_t i = 0; i < one.in_channel; ++i)
      blocks.push_back(to_block(one.blocks[i]));
    if (!one.whole.buttons.empty()) blocks.emplace_back(buttons_block{one.whole.buttons});
  }
  if (auto const more = what_is_left(sections, in_thread)) blocks.emplace_back(context_block{{text(*more)}});
  for (auto const& line : shown.foot)
    blocks.emplace_back(context_block{line});
  return message({text(notification_of(shown))}, std::move(blocks));
}

/// What is left of one section, and how much of it the thread is given.
class remainder {
 public:
  explicit remainder(spread_section const& from_) : from(&from_), shown_until(from_.pieces.size()) {
    for (auto i = from_.rest(); i < from_.pieces.size(); ++i)
      need += from_.pieces[i].length + 2;
  }

  spread_section const* from;
  std::size_t need = 0;
  std::size_t shown_until;

  /// The subjects of the cards that begin after those already shown, each once.
  std::vector<token> named() const {
    std::vector<token> subjects;
    for (auto i = shown_until; i < from->pieces.size(); ++i) {
      auto const& piece = from->pieces[i];
      if (!piece.begins) continue;
      if (auto subject = subject_of(from->whole.cards[piece.card])) subjects.push_back(*std::move(subject));
    }
    return subjects;
  }

  /// Shows as many pieces as `room` allows.
  void limit_to(std::size_t room) {
    shown_until = from->rest();
    for (std::size_t used = 0; shown_until < from->pieces.size(); ++shown_until) {
      used += from->pieces[shown_until].length + 2;
      if (used > room) break;
    }
  }
};

/// When it is too much for a thread: names cost what they cost, and what room is left is shared fairly among
/// the sections, those that need less first.
void share_thread(std::vector<remainder>& rests, limits const& most) {
  auto const most_in_thread = full_messages * most.message;
  std::size_t fixed = 0;
  std::size_t total = 0;
  std::vector<remainder*> sharing;
  for (auto& one : rests) {
    total += one.need;
    if (!one.from->may_be_named()) {
      fixed += one.need;
      continue;
    }
    auto all = one;
    all.shown_until = one.from->rest();
    for (auto const& subject : all.named())
      fixed += most.length({subject}) + 2;
    sharing.push_back(&one);
  }
  if (total <= most_in_thread) return;
  auto room = most_in_thread - std::min(fixed, most_in_thread);
  std::stable_sort(sharing.begin(), sharing.end(),
                   [](auto const* a, auto const* b) { return a->need < b->need; });
  for (std::size_t i = 0; i < sharing.size(); ++i) {
    auto const share = std::min(sharing[i]->need, room / (sharing.size() - i));
    sharing[i]->limit_to(share);
    room -= share;
  }
}

std::vector<card_block> thread_blocks_of(remainder const& rest, limits const& most) {
  auto const& all = rest.from->pieces;
  std::vector<card_piece> pieces(all.begin() + static_cast<std::ptrdiff_t>(rest.from->rest()),
                                 all.begin() + static_cast<std::ptrdiff_t>(rest.shown_until));
  for (auto& names : name_in_pieces(rest.named(), rest.from->whole.left_out.names, most))
    pieces.push_back(std::move(names));
  return pack_pieces(pieces, rest.from->whole, thread_block, most);
}

void append_thread(std::vector<message>& messages, std::string const& title,
                   std::vector<remainder> const& rests, limits const& most) {
  auto const most_blocks = std::min(thread_blocks, most.blocks);
  std::vector<block> blocks;
  std::size_t length = 0;
  auto const finish = [&] {
    if (blocks.empty()) return;
    messages.emplace_back(say("{title}, continued", {{"title", title}}), std::move(blocks));
    blocks.clear();
    length = 0;
  };
  for (auto const& rest : rests)
    for (auto& one : thread_blocks_of(rest, most)) {
      if (blocks.size() == most_blocks || length + one.length > most.message) finish();
      length += one.length;
      blocks.push_back(to_block(one));
    }
  finish();
}

}  // namespace

std::vector<message> to_messages(document const& shown, limits const& most, std::string const& picture) {
  if (shown.sections.empty()) return {message(shown.instead)};
  auto sections = spread(shown, most);
  std::vector<message> messages{
      first_message(shown, sections, most, picture, std::min(channel_blocks, most.blocks), true)};
  std::vector<remainder> rests;
  for (auto const& one : sections)
    if (!one.all_shown()) rests.emplace_back(one);
  share_thread(rests, most);
  append_thread(messages, shown.title, rests, most);
  return messages;
}

message to_message(document const& shown, limits const& most) {
  if (shown.sections.empty()) return message(shown.instead);
  auto sections = spread(shown, most);
  return first_message(shown, sections, most, {}, most.blocks, false);
}

}  // namespace huzzah::chat
