#include "app/ledger/json_lines.hpp"

#include "calendar/timestamp.hpp"
#include "chat/rich_text.hpp"

#include <nlohmann/json.hpp>

#include <variant>

namespace huzzah::ledger {
namespace {

using ordered = nlohmann::ordered_json;

/// The plain text of what a person wrote, from chat::to_markup()'s form.
std::string words_of(std::string const& markup) {
  return chat::to_plain(chat::from_markup(markup));
}

std::string text_of(ordered const& object) {
  return object.dump(-1, ' ', false, ordered::error_handler_t::replace);
}

ordered moment_or_null(std::optional<base::time_point> const& moment) {
  return moment ? ordered(calendar::to_rfc3339(*moment)) : ordered();
}

ordered known(std::string const& id) {
  return id.empty() ? ordered() : ordered(id);
}

ordered json_of(std::monostate) {
  return {};
}
template <class T>
ordered json_of(T const& value) {
  return value;
}

}  // namespace

std::string to_json(recognition_record const& given) {
  auto const& where = given.where.where;
  return text_of({{"id", given.id},
                  {"kind", "kudos"},
                  {"workspace", where.workspace},
                  {"channel", where.channel},
                  {"message_ts", known(where.id)},
                  {"giver", given.giver},
                  {"receiver", given.receiver},
                  {"amount", given.amount},
                  {"reason", words_of(given.reason)},
                  {"values", given.values},
                  {"source", to_string(given.where.kind)},
                  {"given_at", calendar::to_rfc3339(given.given_at)},
                  {"retracted_at", moment_or_null(given.retracted_at)}});
}

std::string to_json(win_view const& win, bool as_own) {
  auto impacts = ordered::array();
  for (auto const& one : win.impacts)
    impacts.push_back({{"kind", to_string(one.kind)},
                       {"amount", one.amount},
                       {"unit", one.unit},
                       {"every", to_string(one.every)},
                       {"occasion", one.occasion},
                       {"words", one.words}});
  ordered line{{"id", win.id},
               {"kind", "win"},
               {"workspace", known(win.where.workspace)},
               {"channel", known(win.where.channel)},
               {"message_ts", known(win.where.id)},
               {"author", win.author},
               {"text", words_of(win.text)},
               {"cheers", win.cheers},
               {"impacts", std::move(impacts)},
               {"said_at", calendar::to_rfc3339(win.said_at)}};
  if (as_own) {
    line["shared"] = win.shared;
    line["retracted_at"] = moment_or_null(win.retracted_at);
  }
  return text_of(line);
}

std::vector<std::string> to_json(person_record const& one, std::string const& id) {
  std::vector<std::string> lines;
  lines.push_back(text_of({{"kind", "person"},
                           {"id", id},
                           {"workspace", one.workspace},
                           {"name", one.name},
                           {"time_zone", one.time_zone},
                           {"choices", one.choices}}));
  for (auto const& cheer : one.cheers)
    lines.push_back(
        text_of({{"kind", "cheer"}, {"win", cheer.win}, {"author", cheer.author}, {"emoji", cheer.emoji}}));
  for (auto const& message : one.messages) {
    auto body = ordered::parse(message.body, nullptr, false);
    lines.push_back(text_of({{"kind", "message"},
                             {"created_at", calendar::to_rfc3339(message.created_at)},
                             {"state", message.state},
                             {"message", body.is_discarded() ? ordered() : std::move(body)}}));
  }
  for (auto const& row : one.stored) {
    ordered line{{"kind", row.table}};
    for (auto const& [name, value] : row.columns)
      std::visit([&, &key = name](auto const& held) { line[key] = json_of(held); }, value);
    lines.push_back(text_of(line));
  }
  return lines;
}

}  // namespace huzzah::ledger
