#include "bot/export.hpp"

#include "bot/commands.hpp"
#include "bot/ledger_file.hpp"
#include "calendar/timestamp.hpp"
#include "chat/rich_text.hpp"
#include "storage/person_record.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <ostream>
#include <system_error>

namespace huzzah::bot {

namespace {

using ordered = nlohmann::ordered_json;

constexpr std::string_view kind = "kudos";

/// What somebody wrote, from chat::to_markup()'s form.
std::string words_of(std::string const& markup) {
  auto words = chat::to_plain(chat::from_markup(markup));
  // They mean nothing in a reason, and something to a terminal or a spreadsheet.
  std::erase_if(words, [](unsigned char c) { return (c < 0x20 && c != '\n' && c != '\t') || c == 0x7F; });
  return words;
}

std::string joined(std::vector<std::string> const& values) {
  std::string line;
  for (auto const& value : values)
    line += (line.empty() ? "" : " ") + value;
  return line;
}

std::string line_of(ordered const& object) {
  return object.dump(-1, ' ', false, ordered::error_handler_t::replace) + "\n";
}

ordered moment_or_null(std::optional<base::time_point> const& moment) {
  return moment ? ordered(calendar::to_rfc3339(*moment)) : ordered();
}

/// A win as a line of JSON has it.
ordered json_of(storage::told_win_of const& win) {
  auto impacts = ordered::array();
  for (auto const& one : win.impacts)
    impacts.push_back({{"kind", recognition::to_string(one.kind)},
                       {"amount", one.amount},
                       {"unit", one.unit},
                       {"every", recognition::to_string(one.every)},
                       {"occasion", one.occasion},
                       {"words", one.words}});
  auto const known = [](std::string const& id) { return id.empty() ? ordered() : ordered(id); };
  return {{"id", win.id},
          {"kind", "win"},
          {"workspace", known(win.where.workspace)},
          {"channel", known(win.where.channel)},
          {"message_ts", known(win.where.timestamp)},
          {"author", win.author},
          {"text", words_of(win.text)},
          {"cheers", win.cheers},
          {"impacts", std::move(impacts)},
          {"said_at", calendar::to_rfc3339(win.said_at)}};
}

bool mentions(std::string const& markup, std::string const& person) {
  auto const text = chat::from_markup(markup);
  return std::any_of(text.begin(), text.end(), [&](chat::token const& piece) {
    return piece.kind == chat::token_kind::mention && piece.id == person;
  });
}

void write_record(storage::person_record const& one, std::string const& id, std::ostream& out) {
  out << line_of({{"kind", "person"},
                  {"id", id},
                  {"workspace", one.workspace},
                  {"name", one.name},
                  {"time_zone", one.time_zone},
                  {"choices", one.choices}});
  for (auto const& cheer : one.cheers)
    out << line_of({{"kind", "cheer"}, {"win", cheer.win}, {"author", cheer.author}, {"emoji", cheer.emoji}});
  for (auto const& message : one.messages) {
    auto body = ordered::parse(message.body, nullptr, false);
    out << line_of({{"kind", "message"},
                    {"created_at", calendar::to_rfc3339(message.created_at)},
                    {"state", message.state},
                    {"message", body.is_discarded() ? ordered() : std::move(body)}});
  }
}

/// Writes all about one person; false as soon as the output takes no more.
bool write_person(storage::reader& from, std::vector<storage::person_record> const& records,
                  std::string const& id, std::ostream& out) {
  errno = 0;
  for (auto const& one : records)
    write_record(one, id, out);
  from.for_each_recognition([&](storage::recognition_record const& given) {
    if (given.giver == id || given.receiver == id || mentions(given.reason, id)) out << to_json_line(given);
    return out.good();
  });
  from.for_each_win_ever([&](storage::told_win_of const& win) {
    if (win.author == id || (win.shared && mentions(win.text, id))) {
      auto line = json_of(win);
      line["shared"] = win.shared;
      line["retracted_at"] = moment_or_null(win.retracted_at);
      out << line_of(line);
    }
    return out.good();
  });
  out.flush();
  return out.good();
}

/// Writes all of it; false as soon as the output takes no more.
bool write_all(storage::reader& from, export_options const& options, std::ostream& out) {
  errno = 0;
  auto const csv = options.format == export_format::csv;
  auto const write = [&](auto const& one) {
    out << (csv ? to_csv_line(one) : to_json_line(one));
    return out.good();
  };
  if (options.what == export_subject::wins) {
    if (csv) out << win_csv_header();
    // What somebody noted for themselves is theirs.
    from.for_each_win([&](storage::told_win_of const& win) { return !win.shared || write(win); });
  } else {
    if (csv) out << csv_header();
    from.for_each_recognition(write);
  }
  out.flush();
  return out.good();
}

/// An export holds what was said in private: it is readable by its owner alone, unless it was there before.
bool make_private_file(std::filesystem::path const& path) {
  auto const file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);  // NOLINT(*-vararg)
  return file >= 0 && ::close(file) == 0;
}

int cannot_write(std::string const& where, int why, std::ostream& err) {
  err << "huzzah: can't write " << where << " (" << std::generic_category().message(why) << ")\n";
  return to_int(exit_code::failed);
}

}  // namespace

std::string csv_field(std::string_view text) {
  std::string field;
  if (!text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos) field = "'";
  field += text;
  if (field.find_first_of(",\"\r\n") == std::string::npos) return field;
  std::string quoted = "\"";
  for (auto const c : field)
    quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

std::string csv_header() {
  return "id,kind,workspace,channel,message_ts,giver,receiver,amount,reason,values,source,given_at,"
         "retracted_at\r\n";
}

std::string to_csv_line(storage::recognition_record const& given) {
  auto const& where = given.where.where;
  return fmt::format("{},{},{},{},{},{},{},{},{},{},{},{},{}\r\n", given.id, kind, csv_field(where.workspace),
                     csv_field(where.channel), csv_field(where.timestamp), csv_field(given.giver),
                     csv_field(given.receiver), given.amount, csv_field(words_of(given.reason)),
                     csv_field(joined(given.values)), recognition::to_string(given.where.kind),
                     calendar::to_rfc3339(given.given_at),
                     given.retracted_at ? calendar::to_rfc3339(*given.retracted_at) : "");
}

std::string to_json_line(storage::recognition_record const& given) {
  auto const& where = given.where.where;
  return line_of({{"id", given.id},
                  {"kind", kind},
                  {"workspace", where.workspace},
                  {"channel", where.channel},
                  {"message_ts", where.timestamp.empty() ? ordered() : ordered(where.timestamp)},
                  {"giver", given.giver},
                  {"receiver", given.receiver},
                  {"amount", given.amount},
                  {"reason", words_of(given.reason)},
                  {"values", given.values},
                  {"source", recognition::to_string(given.where.kind)},
                  {"given_at", calendar::to_rfc3339(given.given_at)},
                  {"retracted_at", moment_or_null(given.retracted_at)}});
}

std::string win_csv_header() {
  return "id,kind,workspace,channel,message_ts,author,text,cheers,impacts,said_at\r\n";
}

std::string to_csv_line(storage::told_win_of const& win) {
  std::string impacts;
  for (auto const& one : win.impacts)
    impacts += (impacts.empty() ? "" : "; ") + one.words;
  return fmt::format("{},win,{},{},{},{},{},{},{},{}\r\n", win.id, csv_field(win.where.workspace),
                     csv_field(win.where.channel), csv_field(win.where.timestamp), csv_field(win.author),
                     csv_field(words_of(win.text)), win.cheers, csv_field(impacts),
                     calendar::to_rfc3339(win.said_at));
}

std::string to_json_line(storage::told_win_of const& win) {
  return line_of(json_of(win));
}

int export_command(export_options const& options, environment const& variables, std::ostream& out,
                   std::ostream& err) {
  auto const file = ledger_file::open(options.database, options.config, variables, err);
  if (!file.reader) return to_int(file.otherwise);
  std::vector<storage::person_record> records;
  if (!options.person.empty()) {
    auto found = storage::read_person(file.path, options.person);
    if (!found) return end_with(found.error(), err);
    records = std::move(*found);
  }
  auto const write = [&](std::ostream& to) {
    return options.person.empty() ? write_all(*file.reader, options, to)
                                  : write_person(*file.reader, records, options.person, to);
  };
  if (options.output) {
    if (!make_private_file(*options.output)) return cannot_write(options.output->string(), errno, err);
    std::ofstream stream(*options.output, std::ios::binary | std::ios::trunc);
    if (!stream || !write(stream)) return cannot_write(options.output->string(), errno, err);
    return to_int(exit_code::fine);
  }
  if (write(out)) return to_int(exit_code::fine);
  // Whoever read has had enough, as in "huzzah export --format csv | head".
  if (errno == EPIPE) return to_int(exit_code::fine);
  return cannot_write("standard output", errno, err);
}

}  // namespace huzzah::bot
