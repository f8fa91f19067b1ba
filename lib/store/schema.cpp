#include "store/schema.hpp"

#include "store/connection.hpp"
#include "store/schema_of_entries.hpp"
#include "store/schema_of_people.hpp"

#include <array>
#include <string>

namespace huzzah::store {
namespace {

// Ids of the platform are long and come again and again, so each is kept once and known by a number. What is
// indexed is what a unit of work looks up; the ledger is read by other ways only for exports.
constexpr auto version_1 = R"sql(
CREATE TABLE workspace (
  id       INTEGER PRIMARY KEY,
  external TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE place (
  id        INTEGER PRIMARY KEY,
  workspace INTEGER NOT NULL REFERENCES workspace (id),
  external  TEXT NOT NULL,
  UNIQUE (workspace, external)
) STRICT;

CREATE TABLE person (
  id        INTEGER PRIMARY KEY,
  workspace INTEGER NOT NULL REFERENCES workspace (id),
  external  TEXT NOT NULL,
  name      TEXT NOT NULL DEFAULT '',
  time_zone TEXT NOT NULL DEFAULT '',
  UNIQUE (workspace, external)
) STRICT;

CREATE TABLE setting (
  workspace TEXT NOT NULL,
  person    TEXT NOT NULL,  -- '': of the whole workspace
  name      TEXT NOT NULL,
  value     TEXT NOT NULL,
  PRIMARY KEY (workspace, person, name)
) STRICT, WITHOUT ROWID;

-- Where kudos were given. A message that was deleted keeps its row, with the greatest revision there is.
CREATE TABLE source (
  id       INTEGER PRIMARY KEY,
  place    INTEGER NOT NULL REFERENCES place (id),
  ts       TEXT NOT NULL,     -- of the message; '' for a command
  kind     INTEGER NOT NULL CHECK (kind IN (0, 1, 2)),  -- message, reaction, command
  actor    INTEGER NOT NULL,  -- the person who reacted; 0 for nobody
  mark     TEXT NOT NULL,     -- the emoji of a reaction, the trigger of a command
  revision INTEGER NOT NULL,  -- microseconds
  UNIQUE (place, ts, kind, actor, mark)
) STRICT;

CREATE TABLE recognition (
  id           INTEGER PRIMARY KEY,
  source       INTEGER NOT NULL REFERENCES source (id),
  giver        INTEGER NOT NULL REFERENCES person (id),
  receiver     INTEGER NOT NULL REFERENCES person (id),
  amount       INTEGER NOT NULL CHECK (amount > 0),
  reason       TEXT NOT NULL,
  given_at     INTEGER NOT NULL,  -- microseconds, UTC
  given_on     INTEGER NOT NULL,  -- days since 1970 on the giver's calendar
  retracted_at INTEGER,           -- microseconds, UTC
  UNIQUE (source, receiver)
) STRICT;
CREATE INDEX recognition_by_giver ON recognition (giver, given_at);
CREATE INDEX recognition_by_receiver ON recognition (receiver, given_at);

CREATE TABLE value_tag (
  id   INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE recognition_value (
  recognition INTEGER NOT NULL REFERENCES recognition (id),
  value       INTEGER NOT NULL REFERENCES value_tag (id),
  PRIMARY KEY (recognition, value)
) STRICT, WITHOUT ROWID;

-- The sums over what is not retracted, kept by the transaction that changes the ledger.
CREATE TABLE tally (
  workspace INTEGER NOT NULL REFERENCES workspace (id),
  period    INTEGER NOT NULL CHECK (period IN (0, 1, 2)),  -- all, month, week
  start     INTEGER NOT NULL,  -- first day of the period, days since 1970; 0 for all
  person    INTEGER NOT NULL REFERENCES person (id),
  received  INTEGER NOT NULL,
  given     INTEGER NOT NULL,
  PRIMARY KEY (workspace, period, start, person)
) STRICT, WITHOUT ROWID;

CREATE TABLE outbox (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  key        TEXT NOT NULL UNIQUE,
  errand     TEXT NOT NULL,
  workspace  TEXT NOT NULL,
  channel    TEXT NOT NULL,
  thread     TEXT NOT NULL,
  person     TEXT NOT NULL,
  target     TEXT NOT NULL,
  emoji      TEXT NOT NULL,
  body       TEXT NOT NULL,
  state      TEXT NOT NULL CHECK (state IN ('pending', 'sending', 'sent', 'failed', 'withdrawn')),
  follows    INTEGER REFERENCES outbox (id) ON DELETE CASCADE,  -- waits for that one to be sent
  created_at INTEGER NOT NULL,
  due_at     INTEGER NOT NULL,
  attempts   INTEGER NOT NULL DEFAULT 0,
  sent_channel TEXT NOT NULL DEFAULT '',
  sent_ts    TEXT NOT NULL DEFAULT '',
  error      TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX outbox_pending ON outbox (due_at) WHERE state = 'pending';
CREATE INDEX outbox_sending ON outbox (id) WHERE state = 'sending';
CREATE INDEX outbox_follows ON outbox (follows) WHERE follows IS NOT NULL;
)sql";

constexpr auto version_2 = R"sql(
-- What the ledger and the digests look up by time. Only what stands is in it.
CREATE INDEX recognition_by_time ON recognition (given_at, giver) WHERE retracted_at IS NULL;

-- A reply into the thread of the message that another errand posts; it has its thread once that is sent.
ALTER TABLE outbox ADD COLUMN replies_to INTEGER REFERENCES outbox (id) ON DELETE SET NULL;
CREATE INDEX outbox_replies ON outbox (replies_to) WHERE replies_to IS NOT NULL;
CREATE INDEX outbox_sent ON outbox (sent_channel, sent_ts) WHERE sent_ts <> '';

-- Each step of a ritual on a date happens once: it is done or skipped, for ever.
CREATE TABLE ritual_step (
  workspace TEXT NOT NULL,
  ritual    TEXT NOT NULL,
  step      TEXT NOT NULL,
  date      INTEGER NOT NULL,  -- days since 1970 on the ritual's calendar
  person    TEXT NOT NULL,     -- '': of everybody
  outcome   TEXT NOT NULL CHECK (outcome IN ('done', 'skipped')),
  why       TEXT NOT NULL,
  at        INTEGER NOT NULL,  -- microseconds, UTC
  PRIMARY KEY (workspace, ritual, step, date, person)
) STRICT, WITHOUT ROWID;

CREATE TABLE ritual_known (
  workspace TEXT NOT NULL,
  ritual    TEXT NOT NULL,
  since     INTEGER NOT NULL,  -- microseconds, UTC
  PRIMARY KEY (workspace, ritual)
) STRICT, WITHOUT ROWID;

CREATE TABLE standup_round (
  id        INTEGER PRIMARY KEY,
  workspace INTEGER NOT NULL REFERENCES workspace (id),
  name      TEXT NOT NULL,
  date      INTEGER NOT NULL,  -- days since 1970 on the stand-up's calendar
  channel   TEXT NOT NULL,
  mode      TEXT NOT NULL CHECK (mode IN ('thread', 'dm')),
  question  TEXT NOT NULL,
  opened_at INTEGER NOT NULL,  -- microseconds, UTC
  closed_at INTEGER,
  UNIQUE (workspace, name, date)
) STRICT;
CREATE INDEX standup_round_open ON standup_round (workspace, opened_at) WHERE closed_at IS NULL;
CREATE INDEX standup_round_private ON standup_round (workspace, opened_at) WHERE mode = 'dm';

-- Wins, by where they were stated. One that is stated no longer keeps its row.
CREATE TABLE win (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  place        INTEGER NOT NULL REFERENCES place (id),  -- the one named '' for a form
  ts           TEXT NOT NULL,     -- of the message; '' for a command or a form
  mark         TEXT NOT NULL,     -- the trigger of a command, the view of a form
  author       INTEGER NOT NULL REFERENCES person (id),
  text         TEXT NOT NULL,
  revision     INTEGER NOT NULL,  -- microseconds
  said_at      INTEGER NOT NULL,  -- microseconds, UTC
  said_on      INTEGER NOT NULL,  -- days since 1970 on the author's calendar
  shared       INTEGER NOT NULL CHECK (shared IN (0, 1)),
  readable     INTEGER NOT NULL CHECK (readable IN (0, 1)),  -- whether others can read it where it was said
  round        INTEGER REFERENCES standup_round (id),
  cheers       INTEGER NOT NULL DEFAULT 0,  -- people but its author who have an emoji on it
  retracted_at INTEGER,           -- microseconds, UTC
  UNIQUE (place, ts, mark)
) STRICT;
CREATE INDEX win_by_time ON win (said_at) WHERE retracted_at IS NULL;
CREATE INDEX win_by_author ON win (author, said_on, said_at) WHERE retracted_at IS NULL;
CREATE INDEX win_by_round ON win (round) WHERE round IS NOT NULL;

CREATE TABLE win_impact (
  win       INTEGER NOT NULL REFERENCES win (id),
  position  INTEGER NOT NULL,
  kind      TEXT NOT NULL CHECK (kind IN ('duration', 'money', 'percentage', 'count')),
  amount    REAL NOT NULL,
  unit      TEXT NOT NULL,
  recurs    TEXT NOT NULL,
  occasion  TEXT NOT NULL,
  words     TEXT NOT NULL,
  PRIMARY KEY (win, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE cheer (
  win      INTEGER NOT NULL REFERENCES win (id),
  person   INTEGER NOT NULL REFERENCES person (id),
  emoji    TEXT NOT NULL,
  revision INTEGER NOT NULL,  -- microseconds
  is_on    INTEGER NOT NULL CHECK (is_on IN (0, 1)),
  PRIMARY KEY (win, person, emoji)
) STRICT, WITHOUT ROWID;

-- How many wins of a person stand, kept by the transaction that changes them.
CREATE TABLE win_tally (
  person INTEGER PRIMARY KEY REFERENCES person (id),
  wins   INTEGER NOT NULL,
  shared INTEGER NOT NULL  -- of those
) STRICT;
)sql";

constexpr auto version_3 = R"sql(
-- The time in which events come by themselves, and the channels that are followed: one that is settled in
-- that very time is so until its end.
CREATE TABLE live_period (
  workspace TEXT PRIMARY KEY,
  number    INTEGER NOT NULL,
  until     INTEGER NOT NULL  -- microseconds, UTC
) STRICT, WITHOUT ROWID;

CREATE TABLE watermark (
  workspace TEXT NOT NULL,
  channel   TEXT NOT NULL,
  followed  INTEGER NOT NULL,  -- microseconds, UTC: since then
  settled   INTEGER NOT NULL,  -- up to there
  period    INTEGER NOT NULL,  -- the live period without a gap before it
  PRIMARY KEY (workspace, channel)
) STRICT, WITHOUT ROWID;

-- Kudos that were found late and that their receivers have not been told of.
CREATE TABLE late_kudos (
  recognition INTEGER PRIMARY KEY REFERENCES recognition (id) ON DELETE CASCADE
) STRICT;
)sql";

constexpr auto version_4 = R"sql(
-- Who was forgotten, under a keyed hash of the id.
CREATE TABLE forgotten (
  key  TEXT NOT NULL,
  mark TEXT NOT NULL,
  at   INTEGER NOT NULL,  -- microseconds, UTC: what was said until then
  PRIMARY KEY (key, mark)
) STRICT, WITHOUT ROWID;

-- When a backup took the place of the ledger.
CREATE TABLE restored (
  at INTEGER NOT NULL  -- microseconds, UTC
) STRICT;
)sql";

// SQLite checks a list of more than two by way of a table that it makes for each row. What a check lets pass
// is no part of the file's format, so the check may be replaced (sqlite.org/lang_altertable.html, section 7).
constexpr auto version_5 = R"sql(
PRAGMA writable_schema = ON;
UPDATE sqlite_schema SET sql = replace(sql, 'kind IN (0, 1, 2)', 'kind BETWEEN 0 AND 2') WHERE name = 'source';
UPDATE sqlite_schema SET sql = replace(sql,
    'state IN (''pending'', ''sending'', ''sent'', ''failed'', ''withdrawn'')',
    'state = ''pending'' OR state = ''sending'' OR state = ''sent'' OR state = ''failed'' OR state = ''withdrawn''')
  WHERE name = 'outbox';
PRAGMA writable_schema = RESET;
)sql";

}  // namespace

std::span<char const* const> migrations() {
  static std::array const steps{version_1,  version_2,  version_3,  version_4,  version_5,
                                version_6,  version_7,  version_8,  version_9,  version_10,
                                version_11, version_12, version_13, version_14, version_15};
  return steps;
}

int current_version() {
  return static_cast<int>(migrations().size());
}

void migrate(connection& on, std::span<char const* const> steps) {
  auto const version = static_cast<std::size_t>(on.pragma("user_version"));
  if (version >= steps.size()) return;
  on.execute("BEGIN IMMEDIATE");
  try {
    for (auto const* step : steps.subspan(version))
      on.execute(step);
    on.execute("PRAGMA application_id = " + std::to_string(application_id));
    on.execute("PRAGMA user_version = " + std::to_string(steps.size()));
    on.execute("COMMIT");
  } catch (...) {
    if (on.in_transaction()) on.execute("ROLLBACK");
    throw;
  }
}

}  // namespace huzzah::store
