// The options of each command of the program.
#pragma once

#include "calendar/iso_week.hpp"
#include "calendar/local_date.hpp"

#include <filesystem>
#include <optional>
#include <string>

namespace huzzah::bot::cli {

/// `huzzah run`
class run_options {
 public:
  std::optional<std::filesystem::path> config;  ///< none: the environment only
};

/// `huzzah sandbox`
class sandbox_options {
 public:
  unsigned short port = 8080;                        ///< 0: the system chooses
  std::optional<std::filesystem::path> database;     ///< none: a temporary one, removed at the end
  bool with_bot = true;                              ///< false: only the workspace, for other clients
  std::optional<std::filesystem::path> certificate;  ///< PEM chain; with it the sandbox speaks TLS
  std::optional<std::filesystem::path> private_key;  ///< PEM; given exactly when `certificate` is
  bool rate_limits = true;
  bool tour = false;                            ///< play a week of it
  std::optional<std::filesystem::path> config;  ///< for its kudos, rituals and log settings
};

/// `huzzah check`
class check_options {
 public:
  std::optional<std::filesystem::path> config;
  bool offline = false;  ///< leave out what needs the network
};

/// `huzzah health`
class health_options {
 public:
  std::optional<std::filesystem::path> config;  ///< names the port; else the environment does
};

/// How `huzzah tally` prints.
enum class tally_format { table, json };

/// `huzzah tally`
class tally_options {
 public:
  std::optional<calendar::local_date> since;  ///< the first day counted; days are the givers' local ones
  std::optional<calendar::local_date> until;  ///< the last day counted
  tally_format format = tally_format::table;
  bool include_private = false;  ///< also what only some can read
  std::optional<std::filesystem::path> config;
  std::optional<std::filesystem::path> database;
};

/// How `huzzah export` writes.
enum class export_format { jsonl, csv };

/// What `huzzah export` writes.
enum class export_subject { kudos, wins };

/// `huzzah export`
class export_options {
 public:
  export_subject what = export_subject::kudos;
  export_format format = export_format::jsonl;
  bool include_private = false;  ///< also what only some can read
  std::string person;            ///< only what is about them, all of it; empty: of everybody
  std::optional<std::filesystem::path> config;
  std::optional<std::filesystem::path> database;
  std::optional<std::filesystem::path> output;  ///< none: standard output
};

/// How `huzzah digest` prints.
enum class digest_format { text, markdown, html, json };

/// `huzzah forget`
class forget_options {
 public:
  std::string person;    ///< the platform's id
  bool dry_run = false;  ///< say what would go, and change nothing
  bool yes = false;      ///< don't ask
  std::optional<std::filesystem::path> config;
  std::optional<std::filesystem::path> database;
};

/// That a command is going to read what is kept of people, for those it concerns.
class note_options {
 public:
  std::string act;     ///< the command without names: "export --include-private"
  std::string person;  ///< whose data; empty: everybody's
};

/// `huzzah digest`
class digest_options {
 public:
  std::string name;                        ///< empty: the only one that there is
  std::optional<calendar::iso_week> week;  ///< in which it was due; none: the last one
  bool post = false;                       ///< to its channel; else it is printed
  std::optional<digest_format> format;     ///< none: Markdown
  bool include_private = false;            ///< also what only some can read
  std::optional<std::filesystem::path> config;
  std::optional<std::filesystem::path> database;
};

/// `huzzah import slack-export`
class import_options {
 public:
  std::filesystem::path from;                 ///< the zip file or the folder
  bool dry_run = false;                       ///< say what would be recorded, and record nothing
  bool apply_rules = false;                   ///< the daily limit and the shortest reason hold as well
  std::optional<calendar::local_date> since;  ///< the first day read, as the export's files are named
  std::optional<calendar::local_date> until;  ///< the last one
  std::optional<std::filesystem::path> config;
  std::optional<std::filesystem::path> database;
};

/// `huzzah rituals list` and `huzzah rituals remove NAME`
class rituals_options {
 public:
  bool remove = false;  ///< else they are listed
  std::string name;     ///< "core", or "standup:core" where a digest is called the same
  std::optional<std::filesystem::path> config;
  std::optional<std::filesystem::path> database;
};

/// `huzzah backup`
class backup_options {
 public:
  std::filesystem::path file;
  bool force = false;  ///< take the place of a file that is there
  std::optional<std::filesystem::path> config;
  std::optional<std::filesystem::path> database;
};

/// `huzzah restore`
class restore_options {
 public:
  std::filesystem::path file;
  bool yes = false;  ///< don't ask
  std::optional<std::filesystem::path> config;
  std::optional<std::filesystem::path> database;
};

}  // namespace huzzah::bot::cli
