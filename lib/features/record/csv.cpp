// The record for a spreadsheet.
#include "base/csv.hpp"
#include "base/catalog.hpp"
#include "features/record/compose.hpp"

#include <initializer_list>

namespace huzzah::record {

namespace {

std::string row_of(std::initializer_list<std::string> fields) {
  std::string line;
  for (auto const& field : fields)
    line += (line.empty() ? "" : ",") + base::csv_field(field);
  return line + "\r\n";
}

std::string joined(std::vector<std::string> const& some, char const* between) {
  std::string all;
  for (auto const& one : some)
    all += (all.empty() ? "" : between) + one;
  return all;
}

std::string plain_words(std::string const& markup, sources const& from) {
  return chat::to_plain(chat::inert(chat::from_markup(markup), from.name_of));
}

}  // namespace

std::string to_csv(sources const& from) {
  auto all = row_of({"kind", "date", "by", "words", "values", "impact", "link"});
  auto const day = [&](base::time_point at) { return calendar::to_string(from.zone.date_of(at)); };
  for (auto const& one : from.said.wins) {
    std::vector<std::string> impacts;
    impacts.reserve(one.impacts.size());
    for (auto const& impact : one.impacts)
      impacts.push_back(impact.words);
    all += row_of({from.added.contains(one.id) ? "win added" : "win", day(one.said_at), from.person,
                   plain_words(one.text, from), "", joined(impacts, "; "), one.link});
  }
  for (auto const& one : from.said.kudos) {
    auto const giver = one.giver_name.empty() ? base::translate("A teammate") : one.giver_name;
    all += row_of({"kudos", day(one.given_at), giver, plain_words(one.reason, from), joined(one.values, " "),
                   "", one.link});
  }
  return all;
}

}  // namespace huzzah::record
