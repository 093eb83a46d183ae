-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 4: what a computer keeps to exchange the pod's data with others through a hub. None of these tables is a domain table: they are
-- neither undone nor exchanged.

-- The hub that this computer exchanges with; no row: none.
CREATE TABLE sync_peer (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  url TEXT NOT NULL CHECK (url <> ''),
  db TEXT NOT NULL CHECK (db <> ''),
  user TEXT NOT NULL DEFAULT '',
  pod BLOB NOT NULL CHECK (length (pod) = 16),
  device INTEGER NOT NULL,                    -- this one, in stamps; a random number above 0
  device_name TEXT NOT NULL DEFAULT '',
  epoch TEXT,                                 -- of the hub's database, as it was when last seen
  since TEXT NOT NULL DEFAULT '0',            -- how far its changes are in; a word of the hub's that nothing is read from
  boot_seq TEXT,                              -- while everything is fetched for the first time: where its changes go on from then
  boot_key TEXT,                              -- … and the last document that is in
  written INTEGER NOT NULL DEFAULT 0,         -- this device's writes to the hub, counted
  counted INTEGER NOT NULL DEFAULT 0,         -- the number in the hub's own note of this device: one that is put back from a copy knows a smaller one
  roster TEXT,                                -- the pod's devices as they are known here: a text that the sealing layer reads
  problem TEXT NOT NULL DEFAULT '',           -- why nothing is exchanged at present: a word of the program's; '': nothing is wrong
  problem_detail TEXT NOT NULL DEFAULT '',
  problem_at INTEGER,                         -- ms since 1970
  retry_at INTEGER,                           -- ms since 1970
  done_at INTEGER                             -- ms since 1970: when all was exchanged last
) STRICT;

CREATE TABLE sync_clock (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  ms INTEGER NOT NULL,
  counter INTEGER NOT NULL
) STRICT;

-- One row an aggregate.
CREATE TABLE sync_document (
  type TEXT NOT NULL,
  id TEXT NOT NULL,
  name TEXT NOT NULL UNIQUE CHECK (length (name) = 32), -- on the hub
  state BLOB NOT NULL,                                  -- as it is here, with its stamps: canonical JSON
  generation INTEGER NOT NULL DEFAULT 1,                -- counts the changes made here
  base BLOB,                                            -- as it is on the hub, as far as is known; NULL with a revision: as @state
  base_rev TEXT,                                        -- NULL: not on the hub yet
  dirty INTEGER NOT NULL DEFAULT 1 CHECK (dirty IN (0, 1)),
  held TEXT,                                            -- why it is not in the tables as it is here: a word of the program's
  refused TEXT,                                         -- why the hub does not take it: no more is sent until it is changed
  rank INTEGER NOT NULL DEFAULT 0,                      -- the order of sending: what others refer to first, what is deleted last
  has_kept INTEGER NOT NULL DEFAULT 0,                  -- whether a field of safety has more than one value, or had
  PRIMARY KEY (type, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX sync_document_kept ON sync_document (has_kept) WHERE has_kept = 1;
CREATE INDEX sync_document_dirty ON sync_document (rank, type, id) WHERE dirty = 1;
CREATE INDEX sync_document_held ON sync_document (held) WHERE held IS NOT NULL;
CREATE INDEX sync_document_refused ON sync_document (refused) WHERE refused IS NOT NULL;

-- What documents refer to that is not there, or is deleted and kept for them only: when that changes they are looked at again.
CREATE TABLE sync_missing (
  type TEXT NOT NULL,
  id TEXT NOT NULL,
  wants TEXT NOT NULL,  -- a table …
  target TEXT NOT NULL, -- … and the id of a row of it
  PRIMARY KEY (type, id, wants, target)
) STRICT, WITHOUT ROWID;
CREATE INDEX sync_missing_target ON sync_missing (wants, target);

-- What was sent, until it is known to have come in.
CREATE TABLE sync_sent (
  write TEXT PRIMARY KEY NOT NULL CHECK (length (write) = 32),
  name TEXT NOT NULL,
  generation INTEGER NOT NULL,
  state BLOB NOT NULL
) STRICT;
CREATE INDEX sync_sent_name ON sync_sent (name);

-- Documents of which the hub may have several versions side by side, to be made one.
CREATE TABLE sync_fold (
  name TEXT PRIMARY KEY NOT NULL,
  tries INTEGER NOT NULL DEFAULT 0,
  next_at INTEGER NOT NULL DEFAULT 0
) STRICT;

-- What could not be read: kept as it came.
CREATE TABLE sync_unread (
  name TEXT PRIMARY KEY NOT NULL,
  rev TEXT NOT NULL,
  envelope TEXT NOT NULL,
  reason TEXT NOT NULL -- a word of the program's: 'key', 'damaged', 'clock', 'newer'
) STRICT;

-- What a person should hear of.
CREATE TABLE sync_notice (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  type TEXT NOT NULL,
  aggregate TEXT NOT NULL,
  kind TEXT NOT NULL,
  key TEXT NOT NULL DEFAULT '', -- of the field
  mine TEXT,                    -- JSON of the value
  theirs TEXT,
  mine_stands INTEGER NOT NULL DEFAULT 0 CHECK (mine_stands IN (0, 1)),
  device INTEGER NOT NULL DEFAULT 0,
  at INTEGER NOT NULL,
  seen INTEGER NOT NULL DEFAULT 0 CHECK (seen IN (0, 1))
) STRICT;
CREATE INDEX sync_notice_new ON sync_notice (seen) WHERE seen = 0;

CREATE TABLE sync_device (
  device INTEGER PRIMARY KEY,
  name TEXT NOT NULL DEFAULT '',
  written INTEGER NOT NULL DEFAULT 0, -- the largest number of a write of it that was seen
  seen_at INTEGER                     -- ms since 1970
) STRICT;

-- Row 1 is there while what came from the hub is being written: then the guards below let two open loans of one tool stand side by side, and
-- the like, for a person to settle. Row 2 is there until all that the hub has is in: what follows from the whole of it waits until then.
CREATE TABLE sync_applying (
  id INTEGER PRIMARY KEY CHECK (id IN (1, 2))
) STRICT;

-- Turns and pods that changed meanwhile, for the ledger.
CREATE TABLE sync_touched (
  kind TEXT NOT NULL CHECK (kind IN ('turn', 'pod')),
  id TEXT NOT NULL,
  PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;

-- What is unique stays so for everything that is done on this computer. It is no longer asked for by indexes but by triggers, which let pass
-- what comes from the hub.

DROP INDEX tool_number;
CREATE INDEX tool_number ON tool (number) WHERE number IS NOT NULL;
CREATE TRIGGER tool_number_insert BEFORE INSERT ON tool
WHEN new.number IS NOT NULL AND NOT EXISTS (SELECT 1 FROM sync_applying WHERE id = 1) AND NOT EXISTS (SELECT 1 FROM tool o WHERE o.id = new.id)
  AND EXISTS (SELECT 1 FROM tool o WHERE o.number = new.number)
BEGIN SELECT RAISE (ABORT, 'UNIQUE constraint failed: tool.number'); END;
CREATE TRIGGER tool_number_update BEFORE UPDATE OF number ON tool
WHEN new.number IS NOT NULL AND (old.number IS NOT new.number) AND NOT EXISTS (SELECT 1 FROM sync_applying WHERE id = 1)
  AND EXISTS (SELECT 1 FROM tool o WHERE o.number = new.number AND o.id <> new.id)
BEGIN SELECT RAISE (ABORT, 'UNIQUE constraint failed: tool.number'); END;

DROP INDEX category_name;
CREATE INDEX category_name ON category (name, coalesce (parent, ''));
CREATE TRIGGER category_name_insert BEFORE INSERT ON category
WHEN NOT EXISTS (SELECT 1 FROM sync_applying WHERE id = 1) AND NOT EXISTS (SELECT 1 FROM category o WHERE o.id = new.id)
  AND EXISTS (SELECT 1 FROM category o WHERE o.name = new.name AND coalesce (o.parent, '') = coalesce (new.parent, ''))
BEGIN SELECT RAISE (ABORT, 'UNIQUE constraint failed: index ''category_name'''); END;
CREATE TRIGGER category_name_update BEFORE UPDATE OF name, parent ON category
WHEN (old.name IS NOT new.name OR old.parent IS NOT new.parent) AND NOT EXISTS (SELECT 1 FROM sync_applying WHERE id = 1)
  AND EXISTS (SELECT 1 FROM category o WHERE o.name = new.name AND coalesce (o.parent, '') = coalesce (new.parent, '') AND o.id <> new.id)
BEGIN SELECT RAISE (ABORT, 'UNIQUE constraint failed: index ''category_name'''); END;

DROP INDEX loan_open;
CREATE INDEX loan_open ON loan (tool) WHERE returned_date IS NULL;
CREATE TRIGGER loan_open_insert BEFORE INSERT ON loan
WHEN new.returned_date IS NULL AND NOT EXISTS (SELECT 1 FROM sync_applying WHERE id = 1) AND NOT EXISTS (SELECT 1 FROM loan o WHERE o.id = new.id)
  AND EXISTS (SELECT 1 FROM loan o WHERE o.tool = new.tool AND o.returned_date IS NULL)
BEGIN SELECT RAISE (ABORT, 'UNIQUE constraint failed: loan.tool'); END;
CREATE TRIGGER loan_open_update BEFORE UPDATE OF tool, returned_date ON loan
WHEN new.returned_date IS NULL AND (old.tool IS NOT new.tool OR old.returned_date IS NOT new.returned_date) AND NOT EXISTS (SELECT 1 FROM sync_applying WHERE id = 1)
  AND EXISTS (SELECT 1 FROM loan o WHERE o.tool = new.tool AND o.returned_date IS NULL AND o.id <> new.id)
BEGIN SELECT RAISE (ABORT, 'UNIQUE constraint failed: loan.tool'); END;

DROP INDEX cover_request_open;
CREATE INDEX cover_request_open ON cover_request (turn, household) WHERE state = 'open';
CREATE TRIGGER cover_request_open_insert BEFORE INSERT ON cover_request
WHEN new.state = 'open' AND NOT EXISTS (SELECT 1 FROM sync_applying WHERE id = 1) AND NOT EXISTS (SELECT 1 FROM cover_request o WHERE o.id = new.id)
  AND EXISTS (SELECT 1 FROM cover_request o WHERE o.turn = new.turn AND o.household = new.household AND o.state = 'open')
BEGIN SELECT RAISE (ABORT, 'UNIQUE constraint failed: cover_request.turn, cover_request.household'); END;
CREATE TRIGGER cover_request_open_update BEFORE UPDATE OF turn, household, state ON cover_request
WHEN new.state = 'open' AND (old.turn IS NOT new.turn OR old.household IS NOT new.household OR old.state IS NOT new.state) AND NOT EXISTS (SELECT 1 FROM sync_applying WHERE id = 1)
  AND EXISTS (SELECT 1 FROM cover_request o WHERE o.turn = new.turn AND o.household = new.household AND o.state = 'open' AND o.id <> new.id)
BEGIN SELECT RAISE (ABORT, 'UNIQUE constraint failed: cover_request.turn, cover_request.household'); END;

DROP INDEX rule_set_version;
CREATE INDEX rule_set_version ON rule_set (coalesce (service, ''), version);
CREATE TRIGGER rule_set_version_insert BEFORE INSERT ON rule_set
WHEN NOT EXISTS (SELECT 1 FROM sync_applying WHERE id = 1) AND NOT EXISTS (SELECT 1 FROM rule_set o WHERE o.id = new.id)
  AND EXISTS (SELECT 1 FROM rule_set o WHERE coalesce (o.service, '') = coalesce (new.service, '') AND o.version = new.version)
BEGIN SELECT RAISE (ABORT, 'UNIQUE constraint failed: index ''rule_set_version'''); END;
CREATE TRIGGER rule_set_version_update BEFORE UPDATE OF service, version ON rule_set
WHEN (old.service IS NOT new.service OR old.version IS NOT new.version) AND NOT EXISTS (SELECT 1 FROM sync_applying WHERE id = 1)
  AND EXISTS (SELECT 1 FROM rule_set o WHERE coalesce (o.service, '') = coalesce (new.service, '') AND o.version = new.version AND o.id <> new.id)
BEGIN SELECT RAISE (ABORT, 'UNIQUE constraint failed: index ''rule_set_version'''); END;

DROP INDEX account_household;
CREATE INDEX account_household ON account (household, unit) WHERE household IS NOT NULL;
CREATE TRIGGER account_household_insert BEFORE INSERT ON account
WHEN new.household IS NOT NULL AND NOT EXISTS (SELECT 1 FROM sync_applying WHERE id = 1) AND NOT EXISTS (SELECT 1 FROM account o WHERE o.id = new.id)
  AND EXISTS (SELECT 1 FROM account o WHERE o.household = new.household AND o.unit = new.unit)
BEGIN SELECT RAISE (ABORT, 'UNIQUE constraint failed: account.household, account.unit'); END;
CREATE TRIGGER account_household_update BEFORE UPDATE OF household, unit ON account
WHEN new.household IS NOT NULL AND (old.household IS NOT new.household OR old.unit IS NOT new.unit) AND NOT EXISTS (SELECT 1 FROM sync_applying WHERE id = 1)
  AND EXISTS (SELECT 1 FROM account o WHERE o.household = new.household AND o.unit = new.unit AND o.id <> new.id)
BEGIN SELECT RAISE (ABORT, 'UNIQUE constraint failed: account.household, account.unit'); END;

DROP TRIGGER reservation_overlap_insert;
DROP TRIGGER reservation_overlap_update;
CREATE TRIGGER reservation_overlap_insert BEFORE INSERT ON reservation
WHEN NOT EXISTS (SELECT 1 FROM sync_applying WHERE id = 1) AND NOT EXISTS (SELECT 1 FROM reservation o WHERE o.id = new.id)
  AND EXISTS (SELECT 1 FROM reservation o WHERE o.tool = new.tool AND o.from_date < new.until_date AND new.from_date < o.until_date)
BEGIN SELECT RAISE (ABORT, 'reservation-overlap'); END;
CREATE TRIGGER reservation_overlap_update BEFORE UPDATE OF tool, from_date, until_date ON reservation
WHEN (old.tool IS NOT new.tool OR old.from_date IS NOT new.from_date OR old.until_date IS NOT new.until_date) AND NOT EXISTS (SELECT 1 FROM sync_applying WHERE id = 1)
  AND EXISTS (SELECT 1 FROM reservation o WHERE o.tool = new.tool AND o.from_date < new.until_date AND new.from_date < o.until_date AND o.id <> new.id)
BEGIN SELECT RAISE (ABORT, 'reservation-overlap'); END;

CREATE TABLE service_new (
  id TEXT PRIMARY KEY NOT NULL,
  name TEXT NOT NULL CHECK (name <> ''),
  kind TEXT NOT NULL CHECK (kind IN ('cook', 'sit', 'tutor', 'other')),
  start_time TEXT NOT NULL DEFAULT '18:00',
  minutes INTEGER NOT NULL DEFAULT 150 CHECK (minutes BETWEEN 1 AND 10080)
) STRICT;
INSERT INTO service_new SELECT id, name, kind, start_time, minutes FROM service;
DROP TABLE service;
ALTER TABLE service_new RENAME TO service;
CREATE INDEX service_name ON service (name);
CREATE TRIGGER service_name_insert BEFORE INSERT ON service
WHEN NOT EXISTS (SELECT 1 FROM sync_applying WHERE id = 1) AND NOT EXISTS (SELECT 1 FROM service o WHERE o.id = new.id)
  AND EXISTS (SELECT 1 FROM service o WHERE o.name = new.name)
BEGIN SELECT RAISE (ABORT, 'UNIQUE constraint failed: service.name'); END;
CREATE TRIGGER service_name_update BEFORE UPDATE OF name ON service
WHEN (old.name IS NOT new.name) AND NOT EXISTS (SELECT 1 FROM sync_applying WHERE id = 1)
  AND EXISTS (SELECT 1 FROM service o WHERE o.name = new.name AND o.id <> new.id)
BEGIN SELECT RAISE (ABORT, 'UNIQUE constraint failed: service.name'); END;

CREATE TABLE unit_new (
  id TEXT PRIMARY KEY NOT NULL,
  name TEXT NOT NULL CHECK (name <> ''),
  kind TEXT NOT NULL CHECK (kind IN ('time', 'points', 'money', 'count')),
  minor_per_major INTEGER NOT NULL DEFAULT 1 CHECK (minor_per_major > 0)
) STRICT;
INSERT INTO unit_new SELECT id, name, kind, minor_per_major FROM unit;
DROP TABLE unit;
ALTER TABLE unit_new RENAME TO unit;
CREATE INDEX unit_name ON unit (name);
CREATE TRIGGER unit_name_insert BEFORE INSERT ON unit
WHEN NOT EXISTS (SELECT 1 FROM sync_applying WHERE id = 1) AND NOT EXISTS (SELECT 1 FROM unit o WHERE o.id = new.id)
  AND EXISTS (SELECT 1 FROM unit o WHERE o.name = new.name)
BEGIN SELECT RAISE (ABORT, 'UNIQUE constraint failed: unit.name'); END;
CREATE TRIGGER unit_name_update BEFORE UPDATE OF name ON unit
WHEN (old.name IS NOT new.name) AND NOT EXISTS (SELECT 1 FROM sync_applying WHERE id = 1)
  AND EXISTS (SELECT 1 FROM unit o WHERE o.name = new.name AND o.id <> new.id)
BEGIN SELECT RAISE (ABORT, 'UNIQUE constraint failed: unit.name'); END;

CREATE TABLE reminder_new (
  id TEXT PRIMARY KEY NOT NULL,
  service TEXT NOT NULL REFERENCES service (id) ON DELETE CASCADE,
  minutes_before INTEGER NOT NULL CHECK (minutes_before BETWEEN 0 AND 43200)
) STRICT;
INSERT INTO reminder_new SELECT id, service, minutes_before FROM reminder;
DROP TABLE reminder;
ALTER TABLE reminder_new RENAME TO reminder;
CREATE INDEX reminder_service ON reminder (service, minutes_before);
CREATE TRIGGER reminder_once_insert BEFORE INSERT ON reminder
WHEN NOT EXISTS (SELECT 1 FROM sync_applying WHERE id = 1) AND NOT EXISTS (SELECT 1 FROM reminder o WHERE o.id = new.id)
  AND EXISTS (SELECT 1 FROM reminder o WHERE o.service = new.service AND o.minutes_before = new.minutes_before)
BEGIN SELECT RAISE (ABORT, 'UNIQUE constraint failed: reminder.service, reminder.minutes_before'); END;
CREATE TRIGGER reminder_once_update BEFORE UPDATE OF service, minutes_before ON reminder
WHEN (old.service IS NOT new.service OR old.minutes_before IS NOT new.minutes_before) AND NOT EXISTS (SELECT 1 FROM sync_applying WHERE id = 1)
  AND EXISTS (SELECT 1 FROM reminder o WHERE o.service = new.service AND o.minutes_before = new.minutes_before AND o.id <> new.id)
BEGIN SELECT RAISE (ABORT, 'UNIQUE constraint failed: reminder.service, reminder.minutes_before'); END;

CREATE TABLE notice_new (
  id TEXT PRIMARY KEY NOT NULL,
  message TEXT NOT NULL REFERENCES message (id) ON DELETE CASCADE,
  household TEXT NOT NULL REFERENCES household (id) ON DELETE CASCADE,
  turn TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('published', 'changed', 'cancelled', 'reminder', 'cover', 'answer')),
  content TEXT NOT NULL
) STRICT;
INSERT INTO notice_new SELECT id, message, household, turn, kind, content FROM notice;
DROP TABLE notice;
ALTER TABLE notice_new RENAME TO notice;
CREATE INDEX notice_message ON notice (message);
CREATE INDEX notice_turn ON notice (turn);
CREATE INDEX notice_once ON notice (household, turn, kind, content);
CREATE TRIGGER notice_once_insert BEFORE INSERT ON notice
WHEN NOT EXISTS (SELECT 1 FROM sync_applying WHERE id = 1) AND NOT EXISTS (SELECT 1 FROM notice o WHERE o.id = new.id)
  AND EXISTS (SELECT 1 FROM notice o WHERE o.household = new.household AND o.turn = new.turn AND o.kind = new.kind AND o.content = new.content)
BEGIN SELECT RAISE (ABORT, 'UNIQUE constraint failed: notice.household, notice.turn, notice.kind, notice.content'); END;
CREATE TRIGGER notice_once_update BEFORE UPDATE OF household, turn, kind, content ON notice
WHEN (old.household IS NOT new.household OR old.turn IS NOT new.turn OR old.kind IS NOT new.kind OR old.content IS NOT new.content) AND NOT EXISTS (SELECT 1 FROM sync_applying WHERE id = 1)
  AND EXISTS (SELECT 1 FROM notice o WHERE o.household = new.household AND o.turn = new.turn AND o.kind = new.kind AND o.content = new.content AND o.id <> new.id)
BEGIN SELECT RAISE (ABORT, 'UNIQUE constraint failed: notice.household, notice.turn, notice.kind, notice.content'); END;

-- The ledger: two devices that post the same make the same rows, and may have said of it in other words, or on another day. What was
-- posted, to whom and how much, stays as it is.
DROP TRIGGER ledger_entry_no_update;
CREATE TRIGGER ledger_entry_no_update BEFORE UPDATE ON ledger_entry
WHEN NOT EXISTS (SELECT 1 FROM sync_applying WHERE id = 1) OR new.id <> old.id OR new.ledger_transaction <> old.ledger_transaction OR new.amount <> old.amount
BEGIN SELECT RAISE (ABORT, 'ledger-immutable'); END;
DROP TRIGGER ledger_transaction_no_update;
CREATE TRIGGER ledger_transaction_no_update BEFORE UPDATE ON ledger_transaction
WHEN NOT EXISTS (SELECT 1 FROM sync_applying WHERE id = 1) OR new.id <> old.id OR new.reverses IS NOT old.reverses OR new.source IS NOT old.source
BEGIN SELECT RAISE (ABORT, 'ledger-immutable'); END;

CREATE INDEX turn_revision_pod ON turn_revision (pod, date);

-- Somebody who moves to another household is found there, and no longer where they were.
DROP TRIGGER household_search_person_update;
CREATE TRIGGER household_search_person_update AFTER UPDATE OF name, household ON person BEGIN
  UPDATE household_search SET people = coalesce ((SELECT group_concat (p.name, ' ') FROM person p WHERE p.household = new.household), '')
  WHERE rowid = (SELECT k.doc FROM household_search_key k WHERE k.household = new.household);
  UPDATE household_search SET people = coalesce ((SELECT group_concat (p.name, ' ') FROM person p WHERE p.household = old.household), '')
  WHERE old.household <> new.household AND rowid = (SELECT k.doc FROM household_search_key k WHERE k.household = old.household);
END;
DROP TRIGGER household_search_offer_update;
CREATE TRIGGER household_search_offer_update AFTER UPDATE OF detail, household ON offer BEGIN
  UPDATE household_search SET offers = coalesce ((SELECT group_concat (o.detail, ' ') FROM offer o WHERE o.household = new.household), '')
  WHERE rowid = (SELECT k.doc FROM household_search_key k WHERE k.household = new.household);
  UPDATE household_search SET offers = coalesce ((SELECT group_concat (o.detail, ' ') FROM offer o WHERE o.household = old.household), '')
  WHERE old.household <> new.household AND rowid = (SELECT k.doc FROM household_search_key k WHERE k.household = old.household);
END;
