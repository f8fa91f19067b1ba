#include "calendar/icalendar_events.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <optional>

namespace huzzah::calendar {

namespace {

constexpr std::size_t most_bytes = 10'000'000;
constexpr std::size_t most_events = 10'000;
constexpr std::size_t most_lines = 2'000;  // of an event
constexpr std::size_t longest_line = 20'000;
constexpr std::size_t deepest = 8;

error no_calendar(std::string_view why) {
  return {errc::invalid_input, "this is no calendar in the iCalendar format (.ics): " + std::string(why)};
}

std::string to_upper(std::string_view text) {
  std::string upper(text);
  for (auto& c : upper)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return upper;
}

/// Takes one line from the front of a text, with the lines folded behind it.
std::string take_line(std::string_view& text) {
  std::string line;
  for (;;) {
    auto const end = std::min(text.find('\n'), text.size());
    auto part = text.substr(0, end);
    if (part.ends_with('\r')) part.remove_suffix(1);
    if (line.size() <= longest_line) line += part;
    text.remove_prefix(std::min(end + 1, text.size()));
    if (!text.starts_with(' ') && !text.starts_with('\t')) break;
    text.remove_prefix(1);
  }
  // A NUL or CR in the value would end the line for libical.
  std::replace_if(
      line.begin(), line.end(), [](char c) { return c == '\0' || c == '\r'; }, ' ');
  return line;
}

/// The line in its parts; nothing if it has no colon. A colon in quotation marks belongs to a parameter.
std::optional<icalendar_line> parse(std::string const& line) {
  auto is_quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '"') is_quoted = !is_quoted;
    if (line[i] != ':' || is_quoted) continue;
    auto head = line.substr(0, i);
    auto name = to_upper(std::string_view(head).substr(0, head.find(';')));
    return icalendar_line{std::move(name), std::move(head), line.substr(i + 1)};
  }
  return std::nullopt;
}

bool says_when(std::string_view name) {
  constexpr std::string_view names[] = {"DTSTART", "DTEND",         "DURATION", "RRULE", "RDATE",
                                        "EXDATE",  "RECURRENCE-ID", "STATUS",   "UID"};
  return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

}  // namespace

result<std::vector<icalendar_event>> read_icalendar(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  if (text.size() > most_bytes) return no_calendar("it is larger than 10 MB");
  std::vector<icalendar_event> events;
  std::vector<std::string> open;
  auto has_calendar = false;
  while (!text.empty()) {
    auto const line = take_line(text);
    if (base::trim(line).empty()) continue;
    auto parsed = parse(line);
    if (open.empty() &&
        (!parsed || parsed->name != "BEGIN" || to_upper(base::trim(parsed->value)) != "VCALENDAR"))
      return no_calendar(has_calendar ? "something stands behind its END:VCALENDAR"
                                      : "it does not begin with BEGIN:VCALENDAR");
    if (!parsed) continue;  // whatever it is, it says nothing
    auto const is_in_event = open.size() == 2 && open.back() == "VEVENT";
    if (parsed->name == "BEGIN") {
      open.push_back(to_upper(base::trim(parsed->value)));
      if (open.size() > deepest) return no_calendar("its parts are nested too deeply");
      if (open.size() == 2 && open.back() == "VEVENT") events.emplace_back();
      if (events.size() > most_events) return no_calendar("it has more than 10,000 events");
      has_calendar = true;
    } else if (parsed->name == "END") {
      if (open.empty() || open.back() != to_upper(base::trim(parsed->value)))
        return no_calendar("\"" + base::shorten(base::to_utf8(line), 40) + "\" ends what has not begun");
      open.pop_back();
    } else if (is_in_event && parsed->name == "SUMMARY") {
      events.back().title = "\"" + base::shorten(base::to_utf8(base::trim(parsed->value)), 60) + "\"";
    } else if (is_in_event && says_when(parsed->name)) {
      if (line.size() > longest_line || events.back().lines.size() >= most_lines)
        return no_calendar("its event " + events.back().title + " is too long");
      events.back().lines.push_back(std::move(*parsed));
    }
  }
  if (!open.empty())
    return no_calendar("it stops before END:" + base::shorten(base::to_utf8(open.back()), 40));
  if (!has_calendar) return no_calendar("it is empty");
  return events;
}

}  // namespace huzzah::calendar
