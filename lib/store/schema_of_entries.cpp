#include "store/schema_of_entries.hpp"

namespace huzzah::store {

// One ledger of what people said, with its audience, and sums by audience. Rows of before begin with the
// narrowest audience, 0, until the reach of their place is known (see places::learn). A message may give
// several reasons: each distinct pair of reason and values is a line; the first is kept with the entry.
char const* const version_6 = R"sql(
ALTER TABLE source RENAME TO message;
ALTER TABLE message RENAME COLUMN ts TO external;
ALTER TABLE message RENAME COLUMN kind TO way;
PRAGMA writable_schema = ON;
UPDATE sqlite_schema SET sql = replace(sql, '"way" BETWEEN 0 AND 2', 'way BETWEEN 0 AND 3') WHERE name = 'message';
UPDATE sqlite_schema SET sql = replace(sql, 'way BETWEEN 0 AND 2', 'way BETWEEN 0 AND 3') WHERE name = 'message';
PRAGMA writable_schema = RESET;

ALTER TABLE place ADD COLUMN reach INTEGER NOT NULL DEFAULT 0 CHECK (reach BETWEEN 0 AND 3);
ALTER TABLE place ADD COLUMN asked_at INTEGER NOT NULL DEFAULT 0;   -- microseconds, UTC
ALTER TABLE place ADD COLUMN unsettled INTEGER NOT NULL DEFAULT 0;  -- entries heard there may have another audience

CREATE TABLE entry (
  id           INTEGER PRIMARY KEY REFERENCES message (id),
  workspace    INTEGER NOT NULL REFERENCES workspace (id),
  kind         INTEGER NOT NULL CHECK (kind BETWEEN 0 AND 1),  -- kudos, win
  author       INTEGER NOT NULL REFERENCES person (id),
  audience     INTEGER NOT NULL,  -- -1: every full member; 0: the people named, or not known yet; else a place
  heard_in     INTEGER REFERENCES place (id),
  text         TEXT NOT NULL,
  said_at      INTEGER NOT NULL,  -- microseconds, UTC
  said_on      INTEGER NOT NULL,  -- days since 1970 on the author's calendar
  state        INTEGER NOT NULL CHECK (state BETWEEN 0 AND 3),  -- stands, pending, retracted, hidden
  receivers    INTEGER NOT NULL DEFAULT 0,  -- who stand
  supporters   INTEGER NOT NULL DEFAULT 0,  -- people but the author who have a sign on it
  retracted_at INTEGER,
  undone       INTEGER,           -- the revision that its author took back
  about_kind   INTEGER,           -- 1: a stand-up's round
  about        INTEGER
) STRICT;
CREATE TABLE entry_line (
  entry INTEGER NOT NULL REFERENCES entry (id),
  line  INTEGER NOT NULL CHECK (line > 0),
  text  TEXT NOT NULL,
  PRIMARY KEY (entry, line)
) STRICT, WITHOUT ROWID;
CREATE TABLE entry_person (
  entry        INTEGER NOT NULL REFERENCES entry (id),
  person       INTEGER NOT NULL REFERENCES person (id),
  role         INTEGER NOT NULL CHECK (role BETWEEN 0 AND 1),  -- receiver, helper
  line         INTEGER NOT NULL,
  amount       INTEGER NOT NULL CHECK (amount > 0),
  state        INTEGER NOT NULL CHECK (state BETWEEN 0 AND 3),
  said_at      INTEGER NOT NULL,
  retracted_at INTEGER,
  PRIMARY KEY (entry, person, role)
) STRICT, WITHOUT ROWID;
CREATE TABLE entry_value (
  entry INTEGER NOT NULL REFERENCES entry (id),
  line  INTEGER NOT NULL,
  value INTEGER NOT NULL REFERENCES value_tag (id),
  PRIMARY KEY (entry, line, value)
) STRICT, WITHOUT ROWID;
CREATE TABLE entry_impact (
  entry     INTEGER NOT NULL REFERENCES entry (id),
  position  INTEGER NOT NULL,
  kind      TEXT NOT NULL CHECK (kind IN ('duration', 'money', 'percentage', 'count')),
  amount    REAL NOT NULL,
  unit      TEXT NOT NULL,
  recurs    TEXT NOT NULL,
  occasion  TEXT NOT NULL,
  words     TEXT NOT NULL,
  PRIMARY KEY (entry, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE support (
  entry    INTEGER NOT NULL REFERENCES entry (id),
  person   INTEGER NOT NULL REFERENCES person (id),
  sign     TEXT NOT NULL,     -- the emoji
  revision INTEGER NOT NULL,  -- microseconds
  is_on    INTEGER NOT NULL CHECK (is_on BETWEEN 0 AND 1),
  PRIMARY KEY (entry, person, sign)
) STRICT, WITHOUT ROWID;
CREATE TABLE late_entry (
  entry  INTEGER NOT NULL REFERENCES entry (id),
  person INTEGER NOT NULL REFERENCES person (id),
  PRIMARY KEY (entry, person)
) STRICT, WITHOUT ROWID;
ALTER TABLE tally RENAME TO tally_before;
CREATE TABLE tally (
  id        INTEGER PRIMARY KEY,  -- audience + 1: 20 bits, period: 2, number of the month or week: 14, person: 27
  workspace INTEGER NOT NULL REFERENCES workspace (id),
  person    INTEGER NOT NULL REFERENCES person (id),
  received  INTEGER NOT NULL,
  given     INTEGER NOT NULL,
  wins      INTEGER NOT NULL
) STRICT;
)sql"
                              // Kudos.
                              R"sql(
INSERT INTO entry (id, workspace, kind, author, audience, heard_in, text, said_at, said_on, state, receivers,
    retracted_at)
  SELECT source, workspace, 0, giver, 0, place, reason, given_at, given_on, iif(stands > 0, 0, 2), stands,
    retracted_at
  FROM (SELECT r.source AS source, c.workspace AS workspace, r.giver AS giver, m.place AS place,
      r.reason AS reason, r.given_at AS given_at, r.given_on AS given_on, r.retracted_at AS retracted_at,
      sum(r.retracted_at IS NULL) AS stands,
      min(iif(r.retracted_at IS NULL, 0, 4611686018427387904) + r.id) AS first  -- whose row the others are of
    FROM recognition r JOIN message m ON m.id = r.source JOIN place c ON c.id = m.place GROUP BY r.source);

CREATE TEMP TABLE line_of (recognition INTEGER PRIMARY KEY, line INTEGER NOT NULL);
INSERT INTO line_of
  WITH words AS MATERIALIZED (
    SELECT r.source AS source, r.id AS id, iif(r.retracted_at IS NULL, 0, 4611686018427387904) + r.id AS rank,
      r.reason || char(31) || ifnull((SELECT group_concat(value) FROM (SELECT value FROM recognition_value
        WHERE recognition = r.id ORDER BY value)), '') AS said
    FROM recognition r WHERE r.source IN (SELECT source FROM recognition GROUP BY source HAVING count(*) > 1)),
  numbered AS MATERIALIZED (
    SELECT source, said, row_number() OVER (PARTITION BY source ORDER BY min(rank)) - 1 AS line
    FROM words GROUP BY source, said)
  SELECT w.id, n.line FROM words w JOIN numbered n ON n.source = w.source AND n.said = w.said WHERE n.line > 0;

INSERT INTO entry_line SELECT DISTINCT r.source, l.line, r.reason FROM line_of l
  JOIN recognition r ON r.id = l.recognition;
INSERT INTO entry_person SELECT r.source, r.receiver, 0, ifnull(l.line, 0), r.amount,
    iif(r.retracted_at IS NULL, 0, 2), r.given_at, r.retracted_at
  FROM recognition r LEFT JOIN line_of l ON l.recognition = r.id ORDER BY r.source, r.receiver;
INSERT OR IGNORE INTO entry_value SELECT r.source, ifnull(l.line, 0), v.value FROM recognition_value v
  JOIN recognition r ON r.id = v.recognition LEFT JOIN line_of l ON l.recognition = r.id;
INSERT INTO late_entry SELECT r.source, r.receiver FROM late_kudos k JOIN recognition r ON r.id = k.recognition;
UPDATE OR IGNORE outbox SET key = 'notice:' || r.source || ':' || p.external
    || iif(instr(key, '#') > 0, substr(key, instr(key, '#')), '')
  FROM recognition r JOIN person p ON p.id = r.receiver
  WHERE key GLOB 'notice:[0-9]*' AND r.id = CAST(substr(key, 8) AS INTEGER);
DROP TABLE line_of;
)sql"
                              // Wins. Their numbers are in buttons that are in the chat already: an entry's
                              // is the old one and a base that is kept (see wins::find).
                              R"sql(
INSERT INTO setting SELECT '', '', 'win_base', max(ifnull((SELECT max(id) FROM message), 0), seq)
  FROM sqlite_sequence WHERE name = 'win' AND seq > 0 AND EXISTS (SELECT 1 FROM workspace);
INSERT OR IGNORE INTO place (workspace, external) SELECT min(w.id), '' FROM workspace w, setting s
  WHERE s.workspace = '' AND s.name = 'win_base';
INSERT INTO message SELECT s.value + q.seq + 1, c.id, '', 2, 0, 'numbers of before', 9223372036854775806
  FROM setting s, sqlite_sequence q, place c WHERE s.workspace = '' AND s.name = 'win_base' AND q.name = 'win'
  AND c.external = '' AND c.workspace = (SELECT min(id) FROM workspace);
UPDATE place SET reach = 3 WHERE external = '';  -- a form, or a button
CREATE TEMP TABLE base AS SELECT CAST(value AS INTEGER) AS of FROM setting
  WHERE workspace = '' AND person = '' AND name = 'win_base';
INSERT OR IGNORE INTO place (workspace, external) SELECT DISTINCT r.workspace, r.channel FROM standup_round r
  JOIN win n ON n.round = r.id;
INSERT OR IGNORE INTO place (workspace, external) SELECT DISTINCT c.workspace, o.channel FROM win n
  JOIN place c ON c.id = n.place JOIN outbox o ON o.key = 'win:' || n.id WHERE o.channel <> '';
INSERT INTO message SELECT base.of + n.id, n.place, n.ts, 3, 0, n.mark, n.revision FROM win n, base;
INSERT INTO entry (id, workspace, kind, author, audience, heard_in, text, said_at, said_on, state, supporters,
    retracted_at, about_kind, about)
  SELECT base.of + n.id, c.workspace, 1, n.author, 0,
    CASE WHEN n.shared = 0 THEN NULL
      WHEN n.round IS NOT NULL THEN (SELECT h.id FROM standup_round r JOIN place h ON h.workspace = r.workspace
        AND h.external = r.channel WHERE r.id = n.round)
      WHEN c.external <> '' AND (n.readable = 1 OR n.ts = '') THEN n.place
      ELSE (SELECT h.id FROM outbox o JOIN place h ON h.workspace = c.workspace AND h.external = o.channel
        WHERE o.key = 'win:' || n.id AND o.channel <> '') END,
    n.text, n.said_at, n.said_on, iif(n.retracted_at IS NULL, 0, 2), n.cheers, n.retracted_at,
    iif(n.round IS NULL, NULL, 1), n.round
  FROM win n JOIN place c ON c.id = n.place, base;
INSERT INTO entry_impact SELECT base.of + win, position, kind, amount, unit, recurs, occasion, words
  FROM win_impact, base;
INSERT INTO support SELECT base.of + win, person, emoji, revision, is_on FROM cheer, base;
UPDATE outbox SET key = substr(key, 1, instr(key, ':')) || (base.of + CAST(substr(key, instr(key, ':') + 1) AS
    INTEGER)) || iif(instr(key, '#') > 0, substr(key, instr(key, '#')), '')
  FROM base WHERE key GLOB 'win:[0-9]*' OR key GLOB 'win-ack:[0-9]*' OR key GLOB 'win-milestone:[0-9]*'
    OR key GLOB 'win-star:[0-9]*' OR key GLOB 'win-offer:[0-9]*';
UPDATE message SET mark = 'win:' || (base.of + CAST(substr(mark, 5) AS INTEGER)) FROM base
  WHERE way = 2 AND mark GLOB 'win:[0-9]*';
DROP TABLE base;
)sql"
                              // Sums, and what is of no use any more.
                              R"sql(
INSERT INTO tally SELECT (1 << 43) | (period << 41) | (number << 27) | person, workspace, person, sum(received),
    sum(given), sum(wins)
  FROM (SELECT workspace, person, period, CASE period WHEN 0 THEN 0
        WHEN 1 THEN (strftime('%Y', start * 86400, 'unixepoch') - 1970) * 12
          + strftime('%m', start * 86400, 'unixepoch') - 1
        ELSE (start + 3) / 7 END AS number, received, given, 0 AS wins FROM tally_before
    UNION ALL
    SELECT workspace, author, period, CASE period WHEN 0 THEN 0
        WHEN 1 THEN (strftime('%Y', said_on * 86400, 'unixepoch') - 1970) * 12
          + strftime('%m', said_on * 86400, 'unixepoch') - 1
        ELSE (said_on + 3) / 7 END, 0, 0, 1
      FROM entry, (SELECT 0 AS period UNION SELECT 1 UNION SELECT 2) WHERE kind = 1 AND state = 0)
  GROUP BY workspace, period, number, person;
DELETE FROM tally WHERE received = 0 AND given = 0 AND wins = 0;

DROP TABLE late_kudos;
DROP TABLE recognition_value;
DROP TABLE recognition;
DROP TABLE win_impact;
DROP TABLE cheer;
DROP TABLE win;
DROP TABLE win_tally;
DROP TABLE tally_before;
CREATE INDEX entry_by_audience ON entry (workspace, audience, said_at) WHERE state = 0;
CREATE INDEX entry_by_author ON entry (author, kind, said_at);
CREATE INDEX entry_about ON entry (about_kind, about) WHERE about IS NOT NULL;
CREATE INDEX win_by_place ON entry (heard_in) WHERE kind = 1;
CREATE INDEX entry_person_by_person ON entry_person (person, said_at);
CREATE INDEX entry_person_pending ON entry_person (person) WHERE state = 1;
CREATE INDEX support_by_person ON support (person);
)sql";

// What a message of ours is about is kept in columns, and where it is in the chat in a table that, unlike the
// outbox, is never swept. Keys of errands name the workspace. What may be in the chat already under its old
// key keeps that, for it is looked for by it.
char const* const version_7 = R"sql(
ALTER TABLE outbox ADD COLUMN subject_kind TEXT NOT NULL DEFAULT '';
ALTER TABLE outbox ADD COLUMN subject INTEGER NOT NULL DEFAULT 0;
UPDATE outbox SET subject_kind = 'question', subject = r.id FROM standup_round r JOIN workspace w ON
  w.id = r.workspace WHERE outbox.workspace = w.external AND (outbox.key = 'standup:' || r.name || '@'
  || date(r.date * 86400, 'unixepoch') || ':prompt' OR outbox.key = 'standup:' || r.name || '@'
  || date(r.date * 86400, 'unixepoch') || ':ask:' || outbox.person);
UPDATE outbox SET subject_kind = 'summary', subject = r.id FROM standup_round r JOIN workspace w ON
  w.id = r.workspace WHERE outbox.workspace = w.external AND outbox.key = 'standup:' || r.name || '@'
  || date(r.date * 86400, 'unixepoch') || ':summary';
UPDATE OR IGNORE outbox SET key = substr(key, 1, 8) || workspace || ':' || substr(key, 9)
  WHERE (key GLOB 'standup:*' OR key GLOB 'trouble:*') AND state IN ('sent', 'failed', 'withdrawn');
UPDATE OR IGNORE outbox SET key = substr(key, 1, 7) || workspace || ':' || substr(key, 8)
  WHERE key GLOB 'digest:*' AND state IN ('sent', 'failed', 'withdrawn');
UPDATE outbox SET subject_kind = 'win', subject = CAST(substr(key, 5) AS INTEGER)
  WHERE key GLOB 'win:[0-9]*' AND key NOT GLOB '*#*';

CREATE TABLE posted (
  workspace    TEXT NOT NULL,
  channel      TEXT NOT NULL,
  ts           TEXT NOT NULL,
  subject_kind TEXT NOT NULL,
  subject      INTEGER NOT NULL,
  person       TEXT NOT NULL,     -- who got it in private; '': the channel
  at           INTEGER NOT NULL,  -- microseconds, UTC: when its errand was put in
  PRIMARY KEY (workspace, channel, ts)
) STRICT, WITHOUT ROWID;
CREATE INDEX posted_about ON posted (subject_kind, subject, person);
INSERT INTO posted SELECT workspace, sent_channel, sent_ts, subject_kind, subject, person, created_at
  FROM outbox WHERE subject_kind <> '' AND state = 'sent' AND sent_ts <> '' AND NOT EXISTS (SELECT 1 FROM outbox u
    WHERE u.follows = outbox.id AND u.errand = 'remove' AND u.state NOT IN ('failed', 'withdrawn'))
  ON CONFLICT DO NOTHING;

-- Errands of one place are done one after the other. A queue has its turn as often as any other queue: a place
-- is one, and all private messages about one thing are one.
ALTER TABLE outbox ADD COLUMN is_reaction INTEGER NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN place TEXT NOT NULL DEFAULT '';
ALTER TABLE outbox ADD COLUMN queue TEXT NOT NULL DEFAULT '';
UPDATE outbox SET is_reaction = errand IN ('react', 'unreact'),
  place = workspace || ' ' || iif(channel = '', '@' || person, channel);
UPDATE outbox SET queue = iif(channel = '' AND subject_kind <> '', workspace || ' ' || subject_kind || ' '
  || subject, place);
DROP INDEX outbox_pending;
CREATE INDEX outbox_pending ON outbox (is_reaction, due_at, id, queue, place) WHERE state = 'pending';
)sql";

char const* const version_8 = R"sql(
-- By which user groups a message named its receivers: an edit keeps those who have left the group since.
CREATE TABLE named_group (
  entry  INTEGER NOT NULL REFERENCES entry (id) ON DELETE CASCADE,
  person INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  team   TEXT NOT NULL,
  PRIMARY KEY (entry, person, team)
) STRICT, WITHOUT ROWID;
)sql";

char const* const version_9 = R"sql(
-- When somebody spoke in a channel last: after a time without a connection, where people talk is read first.
ALTER TABLE watermark ADD COLUMN spoke INTEGER NOT NULL DEFAULT 0;  -- microseconds, UTC

-- What was recorded long after it was said: the digest of its week may have been posted by then.
CREATE TABLE found_late (
  entry INTEGER PRIMARY KEY REFERENCES entry (id) ON DELETE CASCADE,
  at    INTEGER NOT NULL  -- microseconds, UTC
) STRICT;
CREATE INDEX found_late_at ON found_late (at);

-- What the numbers in buttons and forms are sealed with.
CREATE TABLE reference_key (key TEXT NOT NULL) STRICT;
INSERT INTO reference_key VALUES (lower(hex(randomblob(16))));
)sql";

char const* const version_10 = R"sql(
-- Up to where the tables of features are, each of which keeps its own.
CREATE TABLE feature (
  name    TEXT PRIMARY KEY,
  version INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What they store about people.
CREATE TABLE stored (
  feature     TEXT NOT NULL,
  name        TEXT NOT NULL,     -- of the table
  person      TEXT NOT NULL,     -- the column with the person's number
  when_erased INTEGER NOT NULL,  -- 0: the rows are deleted; 1: they are nobody's
  words       TEXT NOT NULL,     -- columns with what people wrote
  what        TEXT NOT NULL,
  why         TEXT NOT NULL,
  seen_by     TEXT NOT NULL,
  kept        TEXT NOT NULL,
  PRIMARY KEY (name, person)
) STRICT, WITHOUT ROWID;
)sql";

char const* const version_11 = R"sql(
-- Each workspace has a queue of its own, however many share a ledger.
DROP INDEX outbox_pending;
CREATE INDEX outbox_pending ON outbox (workspace, is_reaction, due_at, id, queue, place) WHERE state = 'pending';

-- What a feature failed at: its part of an event is left out of the unit of work, and can be put right.
CREATE TABLE left_out (
  workspace TEXT NOT NULL,
  feature   TEXT NOT NULL,
  event     TEXT NOT NULL,  -- where it happened
  why       TEXT NOT NULL,
  at        INTEGER NOT NULL,  -- microseconds, UTC
  PRIMARY KEY (workspace, feature, event)
) STRICT, WITHOUT ROWID;
)sql";

char const* const version_12 = R"sql(
-- A private message that its receiver did not ask for waits until it may come. The last one of a day shows
-- what others would have said: their rows stay pending and name it as their carrier.
ALTER TABLE outbox ADD COLUMN topic TEXT NOT NULL DEFAULT '';   -- its switch; 'joined': shows other rows
ALTER TABLE outbox ADD COLUMN held INTEGER NOT NULL DEFAULT 0;  -- 1: waits; 2: its receiver was away
ALTER TABLE outbox ADD COLUMN carrier INTEGER REFERENCES outbox (id) ON DELETE CASCADE;
ALTER TABLE outbox ADD COLUMN day INTEGER;         -- days since 1970 on its receiver's calendar: counts for it
ALTER TABLE outbox ADD COLUMN expires_at INTEGER;  -- microseconds, UTC
DROP INDEX outbox_pending;
CREATE INDEX outbox_pending ON outbox (workspace, is_reaction, due_at, id, queue, place)
  WHERE state = 'pending' AND held = 0;
CREATE INDEX outbox_held ON outbox (workspace, due_at) WHERE state = 'pending' AND held > 0 AND carrier IS NULL;
CREATE INDEX outbox_carried ON outbox (carrier) WHERE carrier IS NOT NULL;
CREATE INDEX outbox_counted ON outbox (workspace, person, day) WHERE day IS NOT NULL;
)sql";

}  // namespace huzzah::store
