// Statuses are read word by word. Words for being at work ("working from home, kid is sick") and for absences
// that are over or yet to come ("back from vacation") outweigh the rest, the emoji included: one reminder too
// many is better than never asking a person.
#include "app/people/away.hpp"

#include "base/fold.hpp"

#include <algorithm>
#include <span>
#include <string>
#include <vector>

namespace huzzah::people {

namespace {

constexpr std::string_view away_emoji[] = {
    "palm_tree", "beach_with_umbrella",   "umbrella_on_ground", "desert_island",
    "camping",   "face_with_thermometer", "thermometer",        "face_with_head_bandage",
    "mask",      "sneezing_face",         "nauseated_face",     "face_vomiting",
    "hospital",  "baby_bottle",           "breast-feeding"};

// Each means an absence wherever it occurs. In the languages in which teams write their statuses most.
constexpr std::string_view away_words[] = {
    "vacation",      "vacationing", "vacay",      "pto",      "ooo",     "oof",           "sabbatical",
    "unwell",        "bereavement", "furlough",   "urlaub",   "krank",   "krankgemeldet", "elternzeit",
    "mutterschutz",  "abwesend",    "feiertag",   "vacances", "congé",   "congés",        "malade",
    "absent",        "absente",     "vacaciones", "enfermo",  "enferma", "ausente",       "férias",
    "doente",        "licença",     "ferie",      "malato",   "malata",  "malattia",      "vakantie",
    "ziek",          "verlof",      "urlop",      "urlopie",  "chory",   "chora",         "sjuk",
    "föräldraledig", "barsel",      "syg"};

// Written without blanks between words.
constexpr std::string_view away_anywhere[] = {"休暇", "休み", "病欠", "休假", "病假", "휴가", "병가"};

/// The words of a status in small letters, marks left out.
std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  auto in_word = false;
  for (auto const c : text) {
    auto const is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                           c == '\'' || static_cast<unsigned char>(c) >= 0x80;
    if (is_letter && !in_word) words.emplace_back();
    if (is_letter) words.back() += c;
    in_word = is_letter;
  }
  for (auto& word : words)
    word = base::fold_name(word);
  return words;
}

bool is_any(std::string_view word, std::initializer_list<std::string_view> known) {
  return std::find(known.begin(), known.end(), word) != known.end();
}

/// The words of a status around one of them.
class status {
 public:
  explicit status(std::vector<std::string> words) : words_(std::move(words)) {}

  std::size_t size() const { return words_.size(); }
  std::string_view at(std::size_t place) const {
    return place < words_.size() ? words_[place] : std::string_view{};
  }
  std::string_view before(std::size_t place) const { return place > 0 ? at(place - 1) : std::string_view{}; }

 private:
  std::vector<std::string> words_;
};

/// Whether the word at a place means an absence, with its neighbours.
bool means_away(status const& words, std::size_t place) {
  auto const word = words.at(place);
  auto const before = words.before(place);
  auto const next = words.at(place + 1);
  if (std::find(std::begin(away_words), std::end(away_words), word) != std::end(away_words))
    return !is_any(next, {"planning", "photos", "plans", "policy", "requests", "planner"});
  if (word == "holiday" || word == "holidays")
    return !is_any(next, {"party", "season", "shopping", "planning", "plans", "mood", "spirit"}) &&
           before != "happy";
  if (word == "sick") return next != "of";
  if (word == "ill")
    return words.size() == 1 || is_any(before, {"out", "off", "feeling", "am", "i'm", "is", "home"});
  if (word == "flu" || word == "fever") return words.size() <= 3;
  if (word == "leave")
    return is_any(before, {"on", "parental", "maternity", "paternity", "medical", "family", "annual", "study",
                           "unpaid", "care", "paid", "compassionate", "adoption"});
  if (word == "away")
    return before != "right" &&
           is_any(next, {"", "until", "till", "today", "this", "for", "on", "next", "all", "back"});
  if (word == "out")
    return is_any(next, {"until", "till", "today", "tomorrow", "this", "next"}) ||
           (next == "of" && is_any(words.at(place + 2), {"office", "the"}) &&
            (words.at(place + 2) == "office" || words.at(place + 3) == "office")) ||
           (words.size() == 1);
  if (word == "off")
    return is_any(before, {"day", "days", "week", "weeks", "time", "month"}) || words.size() == 1 ||
           is_any(next, {"today", "until", "till", "this", "next", "work"});
  return false;
}

/// Whether what is said of an absence is that it is none: "not on vacation", "3 days until vacation".
bool is_denied(status const& words, std::size_t place) {
  auto back = place;
  while (back > 0 && back + 3 > place &&
         is_any(words.before(back), {"on", "a", "my", "the", "any", "for", "of", "our", "im"}))
    --back;
  auto const before = words.before(back);
  if (is_any(before, {"not", "no", "before", "planning", "need", "needs", "want", "dreaming", "after",
                      "nicht", "kein", "keine", "keinen", "pas"}))
    return true;
  return back > 1 && is_any(before, {"until", "till", "to"}) &&
         is_any(words.at(back - 2), {"days", "day", "weeks", "week", "sleeps", "counting"});
}

enum class reading { nothing, away, present };

reading read(std::string_view text) {
  status const words(words_of(text.substr(0, 400)));
  auto found = reading::nothing;
  for (std::size_t place = 0; place < words.size(); ++place) {
    auto const word = words.at(place);
    if (is_any(word, {"working", "wfh", "remote", "remotely", "homeoffice"}) && words.before(place) != "not")
      return reading::present;
    if (word == "back" && words.at(place + 1) == "from") return reading::present;
    if (!means_away(words, place)) continue;
    if (is_denied(words, place)) return reading::present;
    found = reading::away;
  }
  auto const is_written = [&](std::string_view one) { return text.find(one) != std::string_view::npos; };
  if (std::any_of(std::begin(away_anywhere), std::end(away_anywhere), is_written)) found = reading::away;
  return found;
}

}  // namespace

bool says_away(std::string_view status_emoji, std::string_view status_text) {
  if (status_emoji.starts_with(':')) status_emoji.remove_prefix(1);
  status_emoji = status_emoji.substr(0, status_emoji.find(':'));  // without skin tone
  if (auto const text = read(status_text); text != reading::nothing) return text == reading::away;
  if (std::find(std::begin(away_emoji), std::end(away_emoji), status_emoji) != std::end(away_emoji))
    return true;
  // A house's own emoji: ":on_vacation:", ":ooo:"
  return read(status_emoji) == reading::away;
}

}  // namespace huzzah::people
