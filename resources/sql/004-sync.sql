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
  PRIMARY KEY (type, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX sync_document_dirty ON sync_document (dirty) WHERE dirty = 1;
CREATE INDEX sync_document_held ON sync_document (held) WHERE held IS NOT NULL;
CREATE INDEX sync_document_refused ON sync_document (refused) WHERE refused IS NOT NULL;

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

-- There is a row in it while what came from the hub is being written: then the guards below let two open loans of one tool stand side by
-- side, and the like, for a person to settle.
CREATE TABLE sync_applying (
  id INTEGER PRIMARY KEY CHECK (id = 1)
) STRICT;
