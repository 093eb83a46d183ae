-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 8: health data can be sealed.

-- What opens the health data of the pod: a key that a passphrase opens ('on'), or one for everybody to take, of health data that is no longer
-- to be sealed ('off'). Rows never go: something that was sealed with a key may lie on a device that has not been seen for long.
CREATE TABLE health_lock (
  id TEXT PRIMARY KEY NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('on', 'off')),
  wrapped TEXT NOT NULL CHECK (wrapped <> ''), -- a text that the sealing layer reads
  made_at INTEGER NOT NULL                     -- ms since 1970
) STRICT;
CREATE TRIGGER health_lock_keep BEFORE DELETE ON health_lock
WHEN NOT EXISTS (SELECT 1 FROM sync_applying WHERE id = 1)
BEGIN SELECT RAISE (ABORT, 'health-lock-stays'); END;
CREATE TRIGGER health_lock_once BEFORE UPDATE OF state ON health_lock
WHEN old.state = 'off' AND new.state = 'on' AND NOT EXISTS (SELECT 1 FROM sync_applying WHERE id = 1)
BEGIN SELECT RAISE (ABORT, 'health-lock-stays'); END;

-- By which lock this computer has brought its history to be sealed, and what it exchanges; '': none. No row: none yet. Not a domain table.
CREATE TABLE health_stored (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  lock TEXT NOT NULL
) STRICT;

-- A severity may be sealed.
CREATE TABLE allergy_new (
  id TEXT PRIMARY KEY NOT NULL,
  person TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  allergen TEXT NOT NULL CHECK (allergen <> ''),
  severity TEXT NOT NULL CHECK (severity IN ('preference', 'avoid', 'intolerance', 'allergy', 'anaphylaxis') OR severity GLOB 'sealed:[0-9]*'),
  note TEXT NOT NULL DEFAULT '',
  UNIQUE (person, allergen)
) STRICT;
INSERT INTO allergy_new SELECT id, person, allergen, severity, note FROM allergy;
DROP TABLE allergy;
ALTER TABLE allergy_new RENAME TO allergy;
