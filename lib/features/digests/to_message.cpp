// A digest as messages of a chat: what matters most in the channel, the rest in the thread.
#include "base/text.hpp"
#include "chat/measure.hpp"
#include "chat/quotes.hpp"
#include "features/digests/pieces.hpp"
#include "features/digests/render.hpp"

#include <algorithm>
#include <array>

namespace huzzah::digests {

namespace {

using chat::rich_text;

// In the channel: about 25 blocks, short ones, because long ones are folded away. Platforms also bound what
// all blocks of a message have together (Slack: somewhere above 13,000 characters).
constexpr std::size_t channel_blocks = 25;
constexpr std::size_t channel_section = 600;
constexpr std::size_t thread_blocks = 40;
constexpr std::size_t thread_section = 1'200;
constexpr std::size_t most_in_message = 10'500;
constexpr std::size_t most_of_picture_words = 600;
/// What a thread holds in full; of what is beyond it, everybody is still named.
constexpr std::size_t most_in_thread = 18 * most_in_message;

/// Sections of one chapter stand together; dividers stand between chapters.
int chapter_of(digest_section section) {
  switch (section) {
    case digest_section::first_time:
    case digest_section::shoutouts:
      return 0;
    case digest_section::wins:
      return 1;
    default:
      return 2;
  }
}

/// Whether what has no room may be reduced to names.
bool may_be_named(digest_section section) {
  return chapter_of(section) < 2;
}

std::string words_before_names(digest_section section) {
  switch (section) {
    case digest_section::first_time:
      return "More was said than a thread can hold. Also recognised for the first time: ";
    case digest_section::wins:
      return "More was won than a thread can hold. Wins came from ";
    default:
      return "More was said than a thread can hold. Also thanked: ";
  }
}

/// A part on its way into messages.
class spread_part {
 public:
  explicit spread_part(digest_part const& part_)
      : part(part_),
        pieces(cut_in_pieces(part_, channel_section)),
        sections(pack_pieces(pieces, 0, part_.title, channel_section)) {}

  digest_part const& part;
  std::vector<chat_piece> pieces;
  std::vector<chat_section> sections;  ///< of all pieces, as the channel would show them
  std::size_t in_channel = 0;          ///< how many of the sections it does show

  bool all_shown() const { return in_channel == sections.size(); }
  /// The first piece that is left for the thread.
  std::size_t rest() const {
    if (all_shown()) return pieces.size();
    return in_channel == 0 ? 0 : sections[in_channel].begin;
  }
};

/// Takes blocks of the parts, in turn, until the channel's message is full.
class channel_chooser {
 public:
  explicit channel_chooser(std::size_t blocks) : blocks_(blocks) {}

  /// The next block of a part, if there is one and it fits.
  bool take(spread_part& one) {
    if (one.all_shown() || blocks_ == 0) return false;
    auto const more = one.sections[one.in_channel].length;
    if (length_ + more > most_in_message) return false;
    length_ += more;
    --blocks_;
    ++one.in_channel;
    return true;
  }

 private:
  std::size_t blocks_;
  std::size_t length_ = 0;
};

/// Each part has its beginning in the channel; people and wins go before what is said around them.
void choose_for_channel(std::vector<spread_part>& parts, std::size_t blocks) {
  channel_chooser chooser(blocks);
  for (auto& one : parts)
    chooser.take(one);
  for (auto const around : {false, true})
    for (auto progress = true; progress;) {
      progress = false;
      for (auto& one : parts)
        if ((chapter_of(one.part.section) == 2) == around) progress |= chooser.take(one);
    }
}

/// "More in the thread: 112 people and 210 wins."
std::optional<std::string> what_thread_holds(std::vector<spread_part> const& parts) {
  std::int64_t people = 0;
  std::int64_t wins = 0;
  auto any = false;
  for (auto const& one : parts) {
    any |= !one.all_shown();
    for (auto i = one.rest(); i < one.pieces.size(); ++i) {
      auto const& piece = one.pieces[i];
      if (chapter_of(one.part.section) == 0 && piece.begins) ++people;
      if (one.part.section == digest_section::wins && subject_of(one.part.lines[piece.line]))
        wins += static_cast<std::int64_t>(piece.told);
    }
  }
  if (!any) return std::nullopt;
  if (people == 0 && wins == 0) return "There is more in the thread.";
  std::string words = "More in the thread: ";
  if (people > 0) words += chat::number_of(people, "person", "people") + (wins > 0 ? " and " : "");
  if (wins > 0) words += chat::number_of(wins, "win", "wins");
  return words + ".";
}

chat::message channel_message(document const& digest, std::vector<spread_part>& parts,
                              std::string const& picture) {
  auto const in_words = picture_in_words(digest);
  std::vector<chat::block> blocks{chat::header_block{digest.title},
                                  chat::context_block{{chat::text(digest.subtitle)}}};
  if (!picture.empty())
    blocks.emplace_back(chat::image_block{{}, in_words, picture});
  else if (!in_words.empty())
    blocks.emplace_back(chat::context_block{{chat::text(base::shorten(in_words, most_of_picture_words))}});
  std::size_t dividers = 0;
  for (std::size_t i = 1; i < parts.size(); ++i)
    if (chapter_of(parts[i].part.section) != chapter_of(parts[i - 1].part.section)) ++dividers;
  choose_for_channel(parts, channel_blocks - blocks.size() - dividers - 1);

  std::optional<int> chapter;
  for (auto const& one : parts) {
    if (one.in_channel == 0) continue;
    auto const next = chapter_of(one.part.section);
    if (chapter && *chapter != next) blocks.emplace_back(chat::divider_block{});
    chapter = next;
    for (std::size_t i = 0; i < one.in_channel; ++i)
      blocks.emplace_back(chat::section_block{one.sections[i].text, {}});
  }
  if (auto const more = what_thread_holds(parts))
    blocks.emplace_back(chat::context_block{{chat::text(*more)}});
  return chat::message({chat::text(digest.title + ": " + digest.subtitle)}, std::move(blocks));
}

/// What is left of one part, and how much of it the thread is given.
class remainder {
 public:
  explicit remainder(spread_part const& from_) : from(&from_), told_until(from_.pieces.size()) {
    for (auto i = from_.rest(); i < from_.pieces.size(); ++i)
      need += from_.pieces[i].length + 2;
  }

  spread_part const* from;
  std::size_t need = 0;
  std::size_t told_until;

  /// The subjects of the lines that begin after those already shown, each once.
  std::vector<chat::token> named() const {
    std::vector<chat::token> subjects;
    for (auto i = told_until; i < from->pieces.size(); ++i) {
      auto const& piece = from->pieces[i];
      if (!piece.begins) continue;
      if (auto subject = subject_of(from->part.lines[piece.line])) subjects.push_back(*std::move(subject));
    }
    return subjects;
  }

  /// Tells as many pieces as `room` allows.
  void limit_to(std::size_t room) {
    told_until = from->rest();
    for (std::size_t used = 0; told_until < from->pieces.size(); ++told_until) {
      used += from->pieces[told_until].length + 2;
      if (used > room) break;
    }
  }
};

/// When it is too much for a thread: names cost what they cost, and what room is left is shared fairly among
/// the parts, those that need less first.
void share_thread(std::vector<remainder>& rests) {
  std::size_t fixed = 0;
  std::size_t total = 0;
  std::vector<remainder*> sharing;
  for (auto& one : rests) {
    total += one.need;
    if (!may_be_named(one.from->part.section)) {
      fixed += one.need;
      continue;
    }
    auto all = one;
    all.told_until = one.from->rest();
    for (auto const& subject : all.named())
      fixed += chat::chat_length({subject}) + 2;
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

std::vector<chat_section> thread_sections(remainder const& rest) {
  auto pieces =
      std::vector<chat_piece>(rest.from->pieces.begin() + static_cast<std::ptrdiff_t>(rest.from->rest()),
                              rest.from->pieces.begin() + static_cast<std::ptrdiff_t>(rest.told_until));
  for (auto& names : name_in_pieces(rest.named(), words_before_names(rest.from->part.section)))
    pieces.push_back(std::move(names));
  return pack_pieces(pieces, 0, rest.from->part.title, thread_section);
}

void append_thread(std::vector<chat::message>& messages, std::string const& title,
                   std::vector<remainder> const& rests) {
  std::vector<chat::block> blocks;
  std::size_t length = 0;
  auto const finish = [&] {
    if (blocks.empty()) return;
    messages.emplace_back(rich_text{chat::text(title + ", continued")}, std::move(blocks));
    blocks.clear();
    length = 0;
  };
  for (auto const& rest : rests)
    for (auto& section : thread_sections(rest)) {
      if (blocks.size() == thread_blocks || length + section.length > most_in_message) finish();
      length += section.length;
      blocks.emplace_back(chat::section_block{std::move(section.text), {}});
    }
  finish();
}

}  // namespace

std::vector<chat::message> to_messages(document const& digest, std::string const& picture) {
  if (digest.parts.empty()) return {chat::message(digest.instead)};
  std::vector<spread_part> parts(digest.parts.begin(), digest.parts.end());
  std::vector<chat::message> messages{channel_message(digest, parts, picture)};
  std::vector<remainder> rests;
  for (auto const& one : parts)
    if (!one.all_shown()) rests.emplace_back(one);
  share_thread(rests);
  append_thread(messages, digest.title, rests);
  return messages;
}

}  // namespace huzzah::digests
