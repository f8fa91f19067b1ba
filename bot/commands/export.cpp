#include "bot/commands/export.hpp"

#include "app/ledger/json_lines.hpp"
#include "app/ledger/kudos_records.hpp"
#include "app/ledger/person_record.hpp"
#include "app/ledger/win_views.hpp"
#include "base/csv.hpp"
#include "base/descriptor.hpp"
#include "bot/cli/ledger_file.hpp"
#include "bot/cli/terminal_text.hpp"
#include "bot/commands/commands.hpp"
#include "bot/commands/note.hpp"
#include "bot/commands/private_words.hpp"
#include "calendar/timestamp.hpp"
#include "chat/rich_text.hpp"

#include <fmt/format.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <ext/stdio_filebuf.h>

#include <algorithm>
#include <cerrno>
#include <ostream>
#include <system_error>

namespace huzzah::bot::commands {

namespace {

constexpr std::string_view kind = "kudos";

/// The plain text of what a person wrote, from chat::to_markup()'s form.
std::string words_of(std::string const& markup) {
  return chat::to_plain(chat::from_markup(markup));
}

std::string joined(std::vector<std::string> const& values) {
  std::string line;
  for (auto const& value : values)
    line += (line.empty() ? "" : " ") + value;
  return line;
}

std::string csv_field(std::string_view text) {
  return base::csv_field(cli::harmless(text));
}

/// As a terminal may show it, too.
std::string line_of(std::string const& object) {
  return cli::printable_json(object) + "\n";
}

bool mentions(std::string const& markup, std::string const& person) {
  auto const text = chat::from_markup(markup);
  return std::any_of(text.begin(), text.end(), [&](chat::token const& piece) {
    return piece.kind == chat::token_kind::mention && piece.id == person;
  });
}

void write_record(ledger::person_record const& one, std::string const& id, std::ostream& out) {
  for (auto const& line : ledger::to_json(one, id))
    out << line_of(line);
}

/// Whether anything that other people wrote mentions this person.
bool is_mentioned(store::reader& from, std::string const& id) {
  auto found = false;
  ledger::for_each_recognition(from, [&](ledger::recognition_record const& given) {
    found = mentions(given.reason, id);
    return !found;
  });
  if (found) return true;
  ledger::for_each_win_ever(from, [&](ledger::win_view const& win) {
    found = win.shared && mentions(win.text, id);
    return !found;
  });
  return found;
}

/// Writes all about one person; false as soon as the output takes no more.
bool write_person(store::reader& from, std::vector<ledger::person_record> const& records,
                  std::string const& id, std::ostream& out) {
  errno = 0;
  for (auto const& one : records)
    write_record(one, id, out);
  ledger::for_each_recognition(from, [&](ledger::recognition_record const& given) {
    if (given.giver == id || given.receiver == id || mentions(given.reason, id)) out << to_json_line(given);
    return out.good();
  });
  ledger::for_each_win_ever(from, [&](ledger::win_view const& win) {
    if (win.author == id || (win.shared && mentions(win.text, id))) {
      out << line_of(ledger::to_json(win, true));
    }
    return out.good();
  });
  out.flush();
  return out.good();
}

/// Writes all of it; false as soon as the output takes no more.
bool write_all(store::reader& from, cli::export_options const& options, std::ostream& out) {
  errno = 0;
  auto const csv = options.format == cli::export_format::csv;
  auto const write = [&](auto const& one) {
    out << (csv ? to_csv_line(one) : to_json_line(one));
    return out.good();
  };
  if (options.what == cli::export_subject::wins) {
    if (csv) out << win_csv_header();
    // Wins that a person noted only for themselves are not exported.
    ledger::for_each_win(from, [&](ledger::win_view const& win) {
      auto const wanted = win.is_open || (win.shared && options.include_private);
      return !wanted || write(win);
    });
  } else {
    if (csv) out << csv_header();
    ledger::for_each_recognition(from, [&](ledger::recognition_record const& given) {
      return !(given.is_open || options.include_private) || write(given);
    });
  }
  out.flush();
  return out.good();
}

/// The file that the operator names, opened with the caller's rights: what an export holds was said in
/// private, so that a new one is its owner's only. What was in it stays until there is something to write.
class output_file {
 public:
  explicit output_file(std::filesystem::path const& path)
      // NOLINTNEXTLINE(*-vararg)
      : path_(path), file_(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600)) {
    is_new_ = static_cast<bool>(file_);
    if (!file_ && errno == EEXIST)
      file_ = base::descriptor(::open(path.c_str(), O_WRONLY | O_CLOEXEC));  // NOLINT(*-vararg)
  }

  bool is_open() const { return static_cast<bool>(file_); }
  /// There is nothing to write: leaves no empty file.
  void give_up() const {
    std::error_code ignored;
    if (is_new_) std::filesystem::remove(path_, ignored);
  }
  /// False, with errno, as soon as it takes no more.
  template <class Write>
  bool write(Write const& write_to) {
    struct stat facts {};
    if (::fstat(file_.get(), &facts) != 0) return false;
    if (S_ISREG(facts.st_mode) && ::ftruncate(file_.get(), 0) != 0) return false;
    __gnu_cxx::stdio_filebuf<char> buffer(file_.release(), std::ios::out | std::ios::binary);
    std::ostream stream(&buffer);
    return write_to(stream) && buffer.close() != nullptr;
  }

 private:
  std::filesystem::path path_;
  base::descriptor file_;
  bool is_new_ = false;
};

int cannot_write(std::string const& where, int why, std::ostream& err) {
  err << "huzzah: can't write " << where << " (" << std::generic_category().message(why) << ")\n";
  return to_int(cli::exit_code::failed);
}

}  // namespace

std::string csv_header() {
  return "id,kind,workspace,channel,message_ts,giver,receiver,amount,reason,values,source,given_at,"
         "retracted_at\r\n";
}

std::string to_csv_line(ledger::recognition_record const& given) {
  auto const& where = given.where.where;
  return fmt::format("{},{},{},{},{},{},{},{},{},{},{},{},{}\r\n", given.id, kind, csv_field(where.workspace),
                     csv_field(where.channel), csv_field(where.id), csv_field(given.giver),
                     csv_field(given.receiver), given.amount, csv_field(words_of(given.reason)),
                     csv_field(joined(given.values)), ledger::to_string(given.where.kind),
                     calendar::to_rfc3339(given.given_at),
                     given.retracted_at ? calendar::to_rfc3339(*given.retracted_at) : "");
}

std::string to_json_line(ledger::recognition_record const& given) {
  return line_of(ledger::to_json(given));
}

std::string win_csv_header() {
  return "id,kind,workspace,channel,message_ts,author,text,cheers,impacts,said_at\r\n";
}

std::string to_csv_line(ledger::win_view const& win) {
  std::string impacts;
  for (auto const& one : win.impacts)
    impacts += (impacts.empty() ? "" : "; ") + one.words;
  return fmt::format("{},win,{},{},{},{},{},{},{},{}\r\n", win.id, csv_field(win.where.workspace),
                     csv_field(win.where.channel), csv_field(win.where.id), csv_field(win.author),
                     csv_field(words_of(win.text)), win.cheers, csv_field(impacts),
                     calendar::to_rfc3339(win.said_at));
}

std::string to_json_line(ledger::win_view const& win) {
  return line_of(ledger::to_json(win));
}

int export_command(cli::export_options const& options, cli::environment const& variables, std::ostream& out,
                   std::ostream& err) {
  std::optional<output_file> output;
  if (options.output) {
    output.emplace(*options.output);
    if (!output->is_open()) return cannot_write(options.output->string(), errno, err);
  }
  auto const file = cli::ledger_file::open(options.database, options.config, variables, err);
  if (!file.reader) {
    if (output) output->give_up();
    return to_int(file.otherwise);
  }
  if (options.include_private) warn_of_private(err);
  std::vector<ledger::person_record> records;
  if (!options.person.empty()) {
    auto found = ledger::read_person(file.path, options.person);
    if (!found) return cli::end_with(found.error(), err);
    records = std::move(*found);
    if (records.empty() && !is_mentioned(*file.reader, options.person)) {
      err << "huzzah: there is nothing of " << cli::printable(options.person) << " in "
          << cli::printable(file.path.string()) << "; name them by their id in Slack, such as U012AB3CD\n";
      if (output) output->give_up();
      return to_int(cli::exit_code::misused);
    }
  }
  auto const act = !options.person.empty()   ? "export --person"
                   : options.include_private ? "export --include-private"
                                             : "export";
  if (!note_reading(file.path, act, options.person, err)) {
    if (output) output->give_up();
    return to_int(cli::exit_code::failed);
  }
  auto const write = [&](std::ostream& to) {
    return options.person.empty() ? write_all(*file.reader, options, to)
                                  : write_person(*file.reader, records, options.person, to);
  };
  if (output) {
    if (!output->write(write)) return cannot_write(options.output->string(), errno, err);
    return to_int(cli::exit_code::fine);
  }
  if (write(out)) return to_int(cli::exit_code::fine);
  // The reader closed the pipe, as in "huzzah export --format csv | head".
  if (errno == EPIPE) return to_int(cli::exit_code::fine);
  return cannot_write("standard output", errno, err);
}

}  // namespace huzzah::bot::commands
