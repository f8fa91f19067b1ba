#include "app/left_out.hpp"

#include "calendar/timestamp.hpp"
#include "store/connection.hpp"

#include <variant>

namespace huzzah::app {

std::string in_words(chat::event const& happened) {
  return std::visit(
      [](auto const& one) -> std::string {
        if constexpr (requires {
                        one.where;
                        one.action;
                      })
          return "button " + one.action + " in " + one.channel;
        else if constexpr (requires {
                             one.where;
                             one.emoji;
                           })
          return "reaction to " + one.where.id + " in " + one.where.channel;
        else if constexpr (requires { one.where; })
          return "message " + one.where.id + " in " + one.where.channel;
        else if constexpr (requires {
                             one.name;
                             one.trigger;
                           })
          return "command " + one.name + " in " + one.channel;
        else if constexpr (requires {
                             one.view;
                             one.action;
                           })
          return "form " + one.action;
        else
          return "event";
      },
      happened);
}

void keep_left_out(store::connection& on, std::string const& feature, chat::event const& happened,
                   std::string const& why, base::time_point now) {
  constexpr int most = 100;
  auto const event = in_words(happened);
  auto const workspace = std::visit(
      [](auto const& one) {
        if constexpr (requires { one.workspace; })
          return one.workspace;
        else
          return one.where.workspace;
      },
      happened);
  on.run(
      "INSERT INTO left_out (workspace, feature, event, why, at) VALUES (?, ?, ?, ?, ?)"
      " ON CONFLICT (workspace, feature, event) DO UPDATE SET why = excluded.why, at = excluded.at",
      workspace, feature, event, why, now);
  on.run(
      "DELETE FROM left_out WHERE workspace = ?1 AND at < (SELECT min(at) FROM (SELECT at FROM left_out"
      " WHERE workspace = ?1 ORDER BY at DESC LIMIT ?2) AS newest)",
      workspace, most);
}

std::vector<std::string> left_out(store::connection& on) {
  std::vector<std::string> lines;
  auto rows = on.select("SELECT feature, event, at, why FROM left_out ORDER BY at DESC, feature, event");
  while (rows.next())
    lines.push_back(rows.text(0) + " left out its part of " + rows.text(1) + " at " +
                    calendar::to_rfc3339(store::to_time(rows.integer(2))) + ": " + rows.text(3));
  return lines;
}

}  // namespace huzzah::app
