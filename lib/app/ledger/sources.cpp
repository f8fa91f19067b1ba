#include "app/ledger/sources.hpp"

#include "app/ledger/source_kind.hpp"
#include "app/people/ids.hpp"
#include "store/connection.hpp"

namespace huzzah::ledger {
namespace {

constexpr auto message_kind = static_cast<int>(source_kind::message);
constexpr auto reaction_kind = static_cast<int>(source_kind::reaction);

}  // namespace

std::optional<source_row> find_source(store::connection& on, std::int64_t place, std::string const& ts,
                                      int kind, std::int64_t actor, std::string const& mark) {
  auto row = on.select(
      "SELECT id, revision FROM message WHERE place = ? AND external = ? AND way = ? AND actor = ? AND mark "
      "= ?",
      place, ts, kind, actor, mark);
  if (!row.next()) return {};
  return source_row{row.integer(0), row.integer(1)};
}

std::optional<source_row> find_message(store::connection& on, std::int64_t place, std::string const& ts) {
  return find_source(on, place, ts, message_kind, no_actor, {});
}

bool is_closed_to_newcomers(store::connection& on, std::int64_t place, std::string const& ts,
                            std::string const& emoji) {
  return find_source(on, place, ts, reaction_kind, no_actor, emoji).has_value();
}

void close_to_newcomers(store::connection& on, std::int64_t place, std::string const& ts,
                        std::string const& emoji) {
  if (!is_closed_to_newcomers(on, place, ts, emoji))
    insert_source(on, place, ts, reaction_kind, no_actor, emoji, closed);
}

std::int64_t insert_source(store::connection& on, std::int64_t place, std::string const& ts, int kind,
                           std::int64_t actor, std::string const& mark, std::int64_t revision) {
  return on.insert(
      "INSERT INTO message (place, external, way, actor, mark, revision) VALUES (?, ?, ?, ?, ?, ?)", place,
      ts, kind, actor, mark, revision);
}

void set_revision(store::connection& on, std::int64_t source, std::int64_t revision) {
  on.run("UPDATE message SET revision = ? WHERE id = ?", revision, source);
}

buried_message bury_message(store::connection& on, chat::message_ref const& where) {
  auto const place = people::place_id(on, people::workspace_id(on, where.workspace), where.channel);
  auto const known = find_message(on, place, where.id);
  if (!known) {
    insert_source(on, place, where.id, message_kind, no_actor, {}, deleted);
  } else if (known->revision != deleted) {
    set_revision(on, known->id, deleted);
  }
  return {place, known && known->revision == deleted};
}

}  // namespace huzzah::ledger
