#include "features/wins/impact_units.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

namespace huzzah::wins {

namespace {

constexpr double hour = 60;
constexpr double day = 8 * hour;
constexpr double year = 260 * day;

bool is_capital(char c) {
  return c >= 'A' && c <= 'Z';
}
bool is_small(char c) {
  return c >= 'a' && c <= 'z';
}

template <std::size_t Size>
std::string_view looked_up(std::array<std::pair<std::string_view, std::string_view>, Size> const& table,
                           std::string_view written) {
  auto const found =
      std::find_if(table.begin(), table.end(), [&](auto const& entry) { return entry.first == written; });
  return found == table.end() ? std::string_view{} : found->second;
}

constexpr std::array<std::pair<std::string_view, std::string_view>, 4> signs = {
    {{"€", "EUR"}, {"£", "GBP"}, {"¥", "JPY"}, {"₹", "INR"}}};
constexpr std::array<std::pair<std::string_view, std::string_view>, 10> dollars = {{{"US", "USD"},
                                                                                    {"A", "AUD"},
                                                                                    {"AU", "AUD"},
                                                                                    {"C", "CAD"},
                                                                                    {"CA", "CAD"},
                                                                                    {"NZ", "NZD"},
                                                                                    {"HK", "HKD"},
                                                                                    {"S", "SGD"},
                                                                                    {"SG", "SGD"},
                                                                                    {"R", "BRL"}}};
// In capitals only: "try" and "all" are words.
constexpr std::string_view codes[] = {"EUR", "USD", "GBP", "CHF", "JPY", "INR", "CAD", "AUD", "NZD", "SEK",
                                      "NOK", "DKK", "PLN", "CZK", "HUF", "RON", "BRL", "MXN", "CNY", "SGD",
                                      "HKD", "ZAR", "ILS", "TRY", "UAH", "KRW", "THB", "AED"};

constexpr std::array<std::pair<std::string_view, int>, 21> number_words = {
    {{"one", 1},      {"two", 2},     {"three", 3},   {"four", 4},   {"five", 5},    {"six", 6},
     {"seven", 7},    {"eight", 8},   {"nine", 9},    {"ten", 10},   {"eleven", 11}, {"twelve", 12},
     {"fifteen", 15}, {"twenty", 20}, {"thirty", 30}, {"forty", 40}, {"fifty", 50},  {"sixty", 60},
     {"eighty", 80},  {"ninety", 90}, {"seventy", 70}}};

// What work is counted in, in the singular; the plural adds an "s", or is listed in `odd_plurals`.
constexpr std::string_view counted_nouns[] = {
    "account",      "alert",      "app",         "appointment", "article",       "bug",       "call",
    "campaign",     "candidate",  "case",        "certificate", "chat",          "check",     "click",
    "client",       "colleague",  "comment",     "commit",      "complaint",     "component", "contract",
    "conversation", "customer",   "dashboard",   "deal",        "defect",        "demo",      "deploy",
    "deployment",   "developer",  "doc",         "document",    "download",      "email",     "endpoint",
    "engineer",     "error",      "event",       "experiment",  "feature",       "fix",       "guide",
    "hire",         "incident",   "integration", "interview",   "invoice",       "issue",     "job",
    "lead",         "lesson",     "line",        "meeting",     "merge request", "migration", "module",
    "mr",           "newsletter", "offer",       "order",       "outage",        "page",      "partner",
    "patch",        "payment",    "pr",          "project",     "proposal",      "prospect",  "prototype",
    "question",     "quote",      "release",     "renewal",     "report",        "request",   "review",
    "server",       "service",    "session",     "signup",      "site",          "step",      "subscriber",
    "talk",         "task",       "teammate",    "template",    "test",          "ticket",    "user",
    "visitor"};
constexpr std::string_view odd_plurals[] = {
    "people",  "queries", "stories",  "cities",    "companies", "entries",  "replies",
    "patches", "fixes",   "branches", "countries", "libraries", "policies", "vulnerabilities"};
constexpr std::string_view no_plurals[] = {
    "times",   "this",   "thus",   "always", "perhaps", "plus",    "versus", "yes",      "cents",
    "cheers",  "others", "thanks", "thumbs", "across",  "status",  "nines",  "percents", "hours",
    "minutes", "days",   "weeks",  "months", "years",   "seconds", "does",   "news"};

bool is_in(std::span<std::string_view const> words, piece const& word) {
  return std::any_of(words.begin(), words.end(), [&](std::string_view one) { return word.is(one); });
}

bool is_plain_occasion(piece const& word) {
  return word.written.size() <= 40 &&
         !word.is_one_of({"of",  "se",   "the",   "our", "my",   "your",  "their", "his", "her",
                          "its", "this", "that",  "us",  "one",  "and",   "or",    "to",  "in",
                          "is",  "was",  "other", "it",  "them", "these", "those", "a",   "an"});
}

bool is_weekday(piece const& word) {
  return word.is_one_of({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
                         "mondays", "fridays", "weekend"});
}

/// The frequency that "per …" means with this word.
frequency frequency_of(piece const& word, std::size_t end) {
  if (word.is_one_of({"day", "d", "workday", "weekday", "morning", "night", "afternoon", "evening", "days"}))
    return {recurrence::daily, {}, end};
  if (word.is_one_of({"week", "wk", "w", "weeks"}) || is_weekday(word)) return {recurrence::weekly, {}, end};
  if (word.is_one_of({"month", "mo", "mth", "months"})) return {recurrence::monthly, {}, end};
  if (word.is_one_of({"year", "yr", "y", "annum", "years"})) return {recurrence::yearly, {}, end};
  return {recurrence::each, std::string(word.written), end};
}

/// The occasion after "per", "each" or "every".
std::optional<frequency> occasion_at(piece_view const& pieces, std::size_t place) {
  if (pieces[place].is("single")) ++place;
  auto const& first = pieces[place];
  auto const& second = pieces[place + 1];
  auto const has_second = pieces.is_word(place + 1) && is_plain_occasion(second);
  auto const both = [&] {
    auto words = std::string(first.written) + " " + std::string(second.written);
    return frequency{recurrence::each, std::move(words), place + 2};
  };
  if (first.kind == piece_kind::number || number_word(first) ||
      first.is_one_of({"other", "second", "third"})) {
    // "every 2 weeks"; "each one" says nothing
    if (!has_second || first.written.size() > 6) return std::nullopt;
    return both();
  }
  if (first.kind != piece_kind::word || !is_plain_occasion(first)) return std::nullopt;
  if (has_second && first.is_one_of({"working", "business"}) && second.is("day"))
    return frequency{recurrence::daily, {}, place + 2};
  if (has_second &&
      first.is_one_of({"new", "pull", "merge", "support", "code", "production", "build", "test", "blog",
                       "sales", "calendar"}) &&
      (is_counted_single(second) ||
       second.is_one_of({"request", "run", "build", "post", "push", "month", "week"})))
    return both();
  return frequency_of(first, place + 1);
}

}  // namespace

std::optional<duration_unit> duration_unit_from(piece const& word) {
  if (word.kind != piece_kind::word) return std::nullopt;
  auto const full = [](double minutes) { return duration_unit{minutes, false}; };
  if (word.is_one_of({"hours", "hour", "h", "hrs", "hr"})) return full(hour);
  if (word.is_one_of({"minutes", "minute", "min", "mins"})) return full(1);
  if (word.is_one_of({"days", "day", "workdays", "workday"})) return full(day);
  if (word.is_one_of({"weeks", "week", "wks", "wk"})) return full(5 * day);
  if (word.is_one_of({"months", "month"})) return full(year / 12);
  if (word.is_one_of({"years", "year", "yrs", "yr"})) return full(year);
  if (word.is_one_of({"seconds", "second", "sec", "secs"})) return full(1.0 / 60);
  if (word.is_one_of({"ms", "milliseconds", "msec"})) return full(1.0 / 60'000);
  if (word.written == "m") return duration_unit{1, true};
  if (word.written == "d") return duration_unit{day, true};
  if (word.written == "s") return duration_unit{1.0 / 60, true};
  return std::nullopt;
}

std::string_view currency_from(piece const& sign) {
  if (sign.kind == piece_kind::mark) return sign.written == "$" ? "USD" : looked_up(signs, sign.written);
  if (sign.kind != piece_kind::word) return {};
  if (auto const code = std::find(std::begin(codes), std::end(codes), sign.written); code != std::end(codes))
    return *code;
  if (sign.is_one_of({"eur", "euro", "euros"})) return "EUR";
  if (sign.is_one_of({"usd", "dollars", "dollar", "bucks"})) return "USD";
  if (sign.is_one_of({"gbp", "pounds", "quid"})) return "GBP";
  if (sign.is_one_of({"chf", "francs"})) return "CHF";
  if (sign.is("yen")) return "JPY";
  if (sign.is("rupees")) return "INR";
  return {};
}

std::string_view dollar_of(piece const& country) {
  return country.kind == piece_kind::word ? looked_up(dollars, country.written) : std::string_view{};
}

std::optional<double> multiplier_from(piece const& word) {
  if (word.kind != piece_kind::word) return std::nullopt;
  if (!word.spaced) {
    if (word.is("k")) return 1e3;
    if (word.is_one_of({"m", "mn", "mm"})) return 1e6;
    if (word.is_one_of({"b", "bn"})) return 1e9;
  }
  if (word.is_one_of({"thousand", "grand"})) return 1e3;
  if (word.is_one_of({"million", "millions", "mio", "mil"})) return 1e6;
  if (word.is_one_of({"billion", "billions", "mrd"})) return 1e9;
  return word.is("hundred") ? std::optional(1e2) : std::nullopt;
}

std::optional<int> number_word(piece const& word) {
  if (word.kind != piece_kind::word) return std::nullopt;
  for (auto const& [name, value] : number_words)
    if (word.is(name)) return value;
  return std::nullopt;
}

bool is_counted(piece const& word) {
  if (word.kind != piece_kind::word || word.written.size() > 20) return false;
  if (is_in(odd_plurals, word)) return true;
  if (word.written.size() < 2 || (word.written.back() != 's' && word.written.back() != 'S')) return false;
  auto single = word;
  single.written.remove_suffix(1);
  return is_in(counted_nouns, single);
}

bool is_counted_single(piece const& word) {
  return word.kind == piece_kind::word && word.written.size() <= 20 && is_in(counted_nouns, word);
}

bool may_be_plural(piece const& word) {
  auto const text = word.written;
  if (word.kind != piece_kind::word || text.size() < 3 || text.size() > 30 || text.back() != 's')
    return false;
  auto const stem = text.substr(0, text.size() - 1);
  if (std::all_of(stem.begin(), stem.end(), is_capital)) return true;  // "OKRs"
  return text.size() >= 4 && std::all_of(stem.begin(), stem.end(), is_small) && stem.back() != 's' &&
         stem.back() != 'u' && stem.back() != 'i' && !is_in(no_plurals, word);
}

std::optional<frequency> frequency_at(piece_view const& pieces, std::size_t place) {
  auto const& first = pieces[place];
  if (first.is("/")) {
    auto const& what = pieces[place + 1];
    if (what.kind != piece_kind::word || !is_plain_occasion(what)) return std::nullopt;
    return frequency_of(what, place + 2);
  }
  if (!pieces.is_word(place)) return std::nullopt;
  if (first.is("daily")) return frequency{recurrence::daily, {}, place + 1};
  if (first.is("weekly")) return frequency{recurrence::weekly, {}, place + 1};
  if (first.is("monthly")) return frequency{recurrence::monthly, {}, place + 1};
  if (first.is_one_of({"yearly", "annually"})) return frequency{recurrence::yearly, {}, place + 1};
  if (first.is("quarterly")) return frequency{recurrence::each, "quarter", place + 1};
  if (first.is("p") && pieces[place + 1].is(".") && pieces[place + 2].is("a"))
    return frequency{recurrence::yearly, {}, place + 3 + (pieces[place + 3].is(".") ? 1u : 0u)};
  if (first.is_one_of({"a", "an"})) {
    auto const& what = pieces[place + 1];
    if (!pieces.is_word(place + 1) || !what.is_one_of({"day", "week", "month", "year", "quarter", "sprint",
                                                       "fortnight", "hour", "night", "shift"}))
      return std::nullopt;
    return frequency_of(what, place + 2);
  }
  if (first.is_one_of({"for", "on", "with", "in"}) && pieces[place + 1].is_one_of({"each", "every"}))
    return occasion_at(pieces, place + 2);
  if (first.is_one_of({"per", "each", "every"})) return occasion_at(pieces, place + 1);
  return std::nullopt;
}

}  // namespace huzzah::wins
