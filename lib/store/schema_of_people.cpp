#include "store/schema_of_people.hpp"

namespace huzzah::store {

// On PostgreSQL the two triggers are rules of the same names: ON UPDATE … DO INSTEAD NOTHING, but for the one
// change that is let pass, and ON DELETE DO INSTEAD NOTHING.
char const* const version_13 = R"sql(
-- Files that people asked for: made and uploaded one after the other, and removed when a person whom they show
-- is erased.
CREATE TABLE file_request (
  id        INTEGER PRIMARY KEY,
  key       TEXT NOT NULL UNIQUE,  -- of the act that asked: delivered twice, it is one request
  workspace TEXT NOT NULL,
  person    TEXT NOT NULL,         -- who gets it; '': a person who was erased
  recipe    TEXT NOT NULL,         -- what makes it
  argument  TEXT NOT NULL,         -- JSON: how it is to be made
  asked_at  INTEGER NOT NULL,      -- microseconds, UTC
  state     TEXT NOT NULL CHECK (state = 'pending' OR state = 'given' OR state = 'failed' OR state = 'removing'),
  attempts  INTEGER NOT NULL DEFAULT 0,
  due_at    INTEGER NOT NULL,
  file      TEXT NOT NULL DEFAULT ''  -- the platform's id of it
) STRICT;
CREATE INDEX file_request_due ON file_request (workspace, due_at) WHERE state = 'pending' OR state = 'removing';
CREATE INDEX file_request_by_person ON file_request (person) WHERE person <> '';
CREATE TABLE file_shows (
  request   INTEGER NOT NULL REFERENCES file_request (id) ON DELETE CASCADE,
  person    TEXT NOT NULL,
  workspace TEXT NOT NULL,
  PRIMARY KEY (request, person)
) STRICT, WITHOUT ROWID;
CREATE INDEX file_shows_by_person ON file_shows (person);

-- What operators did that concerned people. Nothing changes it or takes it back, but that an erasure leaves
-- out who it was about.
CREATE TABLE operator_act (
  id        INTEGER PRIMARY KEY,
  workspace TEXT NOT NULL,     -- '': all that are in the ledger
  act       TEXT NOT NULL,     -- the command without names: 'export --include-private'
  person    TEXT NOT NULL,     -- '': everybody; 'erased': a person who is
  at        INTEGER NOT NULL   -- microseconds, UTC
) STRICT;
CREATE INDEX operator_act_by_person ON operator_act (person, at);
CREATE TRIGGER operator_act_unchanged BEFORE UPDATE ON operator_act
  WHEN NEW.id <> OLD.id OR NEW.workspace <> OLD.workspace OR NEW.act <> OLD.act OR NEW.at <> OLD.at
    OR NEW.person <> 'erased' OR OLD.person = ''
  BEGIN SELECT RAISE(ABORT, 'what operators did can''t be changed'); END;
CREATE TRIGGER operator_act_kept BEFORE DELETE ON operator_act
  BEGIN SELECT RAISE(ABORT, 'what operators did can''t be deleted'); END;

-- People who are being erased, slice by slice. Their rows of person are called 'erased-' and their number until
-- then.
CREATE TABLE erasing (
  person   TEXT PRIMARY KEY,   -- the platform's id
  known_as TEXT NOT NULL,      -- JSON: the numbers of their rows, and what they were called
  at       INTEGER NOT NULL,   -- microseconds, UTC: what was said until then is erased
  stage    TEXT NOT NULL,      -- what is being erased
  position INTEGER NOT NULL    -- how far that is
) STRICT, WITHOUT ROWID;

-- What an erasure looks for, so that no slice has to read a whole table.
CREATE INDEX message_by_actor ON message (actor) WHERE actor <> 0;
CREATE INDEX tally_by_person ON tally (person);
CREATE INDEX late_entry_by_person ON late_entry (person);
CREATE INDEX named_group_by_person ON named_group (person);
CREATE INDEX entry_value_by_value ON entry_value (value);
CREATE INDEX ritual_step_by_person ON ritual_step (person) WHERE person <> '';
CREATE INDEX ritual_step_by_why ON ritual_step (why) WHERE why <> '';
CREATE INDEX posted_by_person ON posted (person) WHERE person <> '';
)sql";

char const* const version_14 = R"sql(
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

// On PostgreSQL each of these triggers calls a function with the same statement.
char const* const version_15 = R"sql(
-- What is posted and shows several entries, and what it is made from, so that it is made again when one of them
-- changes. The rows stay, since an entry may be erased after years.
CREATE TABLE posting (
  id        INTEGER PRIMARY KEY,
  key       TEXT NOT NULL UNIQUE,       -- of its first message in the outbox
  workspace TEXT NOT NULL,
  channel   TEXT NOT NULL,
  recipe    TEXT NOT NULL,              -- what makes it: 'digest'
  argument  TEXT NOT NULL,              -- JSON: how
  keys      TEXT NOT NULL,              -- JSON: of its messages in the outbox, in their order
  file      TEXT NOT NULL,              -- the platform's id of its picture; '': none
  hash      TEXT NOT NULL,              -- of what it shows
  at        INTEGER NOT NULL,           -- microseconds, UTC
  dirty     INTEGER NOT NULL DEFAULT 0  -- how many changes it may not show yet
) STRICT;
CREATE INDEX posting_dirty ON posting (workspace, recipe, id) WHERE dirty > 0;
CREATE TABLE posted_entry (
  entry   INTEGER NOT NULL,
  posting INTEGER NOT NULL REFERENCES posting (id) ON DELETE CASCADE,
  PRIMARY KEY (entry, posting)
) STRICT, WITHOUT ROWID;
CREATE INDEX posted_entry_by_posting ON posted_entry (posting, entry);
CREATE TRIGGER shown_entry_changed AFTER UPDATE OF author, audience, heard_in, text, said_at, state, receivers
  ON entry BEGIN
  UPDATE posting SET dirty = dirty + 1 WHERE id IN (SELECT posting FROM posted_entry WHERE entry = OLD.id);
END;
CREATE TRIGGER shown_entry_gone AFTER DELETE ON entry BEGIN
  UPDATE posting SET dirty = dirty + 1 WHERE id IN (SELECT posting FROM posted_entry WHERE entry = OLD.id);
END;
CREATE TRIGGER shown_line_changed AFTER UPDATE ON entry_line BEGIN
  UPDATE posting SET dirty = dirty + 1 WHERE id IN (SELECT posting FROM posted_entry WHERE entry = OLD.entry);
END;
CREATE TRIGGER shown_impact_changed AFTER UPDATE ON entry_impact BEGIN
  UPDATE posting SET dirty = dirty + 1 WHERE id IN (SELECT posting FROM posted_entry WHERE entry = OLD.entry);
END;
CREATE TRIGGER shown_receiver_changed AFTER UPDATE ON entry_person BEGIN
  UPDATE posting SET dirty = dirty + 1 WHERE id IN (SELECT posting FROM posted_entry WHERE entry = OLD.entry);
END;
)sql";

}  // namespace huzzah::store
