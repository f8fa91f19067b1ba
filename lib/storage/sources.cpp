#include "storage/sources.hpp"

#include "recognition/kudos.hpp"
#include "storage/connection.hpp"
#include "storage/ids.hpp"

namespace huzzah::storage {
namespace {

constexpr auto message_kind = static_cast<int>(recognition::source_kind::message);
constexpr auto reaction_kind = static_cast<int>(recognition::source_kind::reaction);
constexpr std::int64_t nobody = 0;

}  // namespace

std::optional<source_row> find_source(connection& on, std::int64_t place, std::string const& ts, int kind,
                                      std::int64_t actor, std::string const& mark) {
  auto row = on.select(
      "SELECT id, revision FROM source WHERE place = ? AND ts = ? AND kind = ? AND actor = ? AND mark = ?",
      place, ts, kind, actor, mark);
  if (!row.next()) return {};
  return source_row{row.integer(0), row.integer(1)};
}

std::optional<source_row> find_message(connection& on, std::int64_t place, std::string const& ts) {
  return find_source(on, place, ts, message_kind, nobody, {});
}

bool is_closed_to_newcomers(connection& on, std::int64_t place, std::string const& ts,
                            std::string const& emoji) {
  return find_source(on, place, ts, reaction_kind, nobody, emoji).has_value();
}

void close_to_newcomers(connection& on, std::int64_t place, std::string const& ts, std::string const& emoji) {
  if (!is_closed_to_newcomers(on, place, ts, emoji))
    insert_source(on, place, ts, reaction_kind, nobody, emoji, closed);
}

std::int64_t insert_source(connection& on, std::int64_t place, std::string const& ts, int kind,
                           std::int64_t actor, std::string const& mark, std::int64_t revision) {
  on.run("INSERT INTO source (place, ts, kind, actor, mark, revision) VALUES (?, ?, ?, ?, ?, ?)", place, ts,
         kind, actor, mark, revision);
  return on.last_id();
}

void set_revision(connection& on, std::int64_t source, std::int64_t revision) {
  on.run("UPDATE source SET revision = ? WHERE id = ?", revision, source);
}

buried_message bury_message(connection& on, chat::message_ref const& where) {
  auto const place = place_id(on, workspace_id(on, where.workspace), where.channel);
  auto const known = find_message(on, place, where.timestamp);
  if (!known) {
    insert_source(on, place, where.timestamp, message_kind, nobody, {}, deleted);
  } else if (known->revision != deleted) {
    set_revision(on, known->id, deleted);
  }
  return {place, known && known->revision == deleted};
}

}  // namespace huzzah::storage
